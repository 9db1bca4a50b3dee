import { DatabaseSync } from 'node:sqlite';

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/**
 * Makes a file of this program one that the release before wrote, version 6 of the store: one table of all namespaces, each delivery
 * with a copy of its card, the newest letters one record, and a source's past visits in its record. Closed before and after.
 */
export function makeOlder(path: string): void {
  const database = new DatabaseSync(path);
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'jb\\_%' ESCAPE '\\'",
    )
    .all()
    .map(({ name }) => String(name));
  const records = new Map<string, Map<string, { version: number; data: unknown }>>();
  for (const table of tables.filter((name) => name !== 'jb_lease')) {
    const kept = new Map<string, { version: number; data: unknown }>();
    for (const { key, value } of database.prepare(`SELECT key, value FROM "${table}"`).all()) {
      const { version, data } = fieldsOf(fieldsOf(JSON.parse(String(value)))['value']);
      kept.set(String(key), { version: Number(version), data });
    }
    records.set(table.slice('jb_'.length), kept);
  }
  const of = (name: string): Map<string, { version: number; data: unknown }> =>
    records.get(name) ?? new Map();

  for (const name of ['pending', 'ledger']) {
    for (const [key, { version, data }] of of(name)) {
      const { revision, ...delivery } = fieldsOf(data);
      const card = of('cards').get(`${String(delivery['articleId'])}:${String(revision)}`)?.data;
      of(name).set(key, { version, data: { ...delivery, card } });
    }
  }
  const lines = [...of('recent').values()].map(({ data }) => data);
  records.set('recent', new Map([['newest', { version: 6, data: lines }]]));
  for (const [key, { version, data }] of of('sources')) {
    const history = of('histories').get(key)?.data ?? [];
    of('sources').set(key, { version, data: { ...fieldsOf(data), history } });
  }
  records.delete('cards');
  records.delete('histories');
  records.set('store', new Map([['format', { version: 6, data: 'jianbao' }]]));

  database.exec('BEGIN');
  for (const table of [...tables, 'keyv']) database.exec(`DROP TABLE IF EXISTS "${table}"`);
  database.exec(
    "CREATE TABLE keyv (key VARCHAR(255) NOT NULL, value TEXT, namespace VARCHAR(255) NOT NULL DEFAULT '', expires BIGINT DEFAULT NULL, UNIQUE(key, namespace))",
  );
  const insert = database.prepare('INSERT INTO keyv (key, value, namespace) VALUES (?, ?, ?)');
  for (const [namespace, kept] of records) {
    for (const [key, value] of kept) insert.run(key, JSON.stringify({ value }), namespace);
  }
  database.exec('COMMIT; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}
