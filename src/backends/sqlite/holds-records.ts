import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** What every store has from its first opening on. */
const OF_EVERY_STORE = "('jb_store', 'jb_lease')";

export function holdsTable(database: DatabaseSync, name: string): boolean {
  const sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
  return database.prepare(sql).get(name) !== undefined;
}

/** Whether there is anything in a file that would be lost with it; also where it is damaged, or no store at all. */
export function holdsRecords(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return false;
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    const sql = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ${OF_EVERY_STORE}`;
    return database
      .prepare(sql)
      .all()
      .some(({ name }) => hasRow(database, String(name)));
  } catch {
    return true;
  } finally {
    database?.close();
  }
}

/** The one table of older programs keeps a record in every store. */
function hasRow(database: DatabaseSync | null, table: string): boolean {
  const which = table === 'keyv' ? " WHERE namespace <> 'store'" : '';
  const sql = `SELECT 1 FROM "${table.replaceAll('"', '""')}"${which} LIMIT 1`;
  return database?.prepare(sql).get() !== undefined;
}
