import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import {
  makeHome,
  scenarioMs,
  startBot,
  until,
  type BotHome,
  type BotProcess,
} from '../e2e/bot-process.ts';
import { discordForTest, titlesIn } from '../e2e/fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import { subscribeBefore } from '../e2e/store-of-home.ts';
import { headingFor } from '../support/heading-for.ts';
import { makeOlder } from '../support/older-store.ts';
import { runCli } from './run-cli.ts';

const { training, homework, county, fertiliser } = sampleLetters;

const fileOf = (home: BotHome): string => join(home.directory, 'data/jianbao.sqlite');

async function stopped(bot: BotProcess): Promise<void> {
  bot.send('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0 });
}

/** Which version of the store a file has, and in how many records its first table holds it. */
function tableOfAll(path: string): { readonly version: number; readonly records: number } {
  const database = new DatabaseSync(path, { readOnly: true });
  const sql =
    "SELECT json_extract(value, '$.value.version') AS version, (SELECT count(*) FROM keyv) AS records FROM keyv WHERE key = 'format'";
  const row = database.prepare(sql).get();
  database.close();
  return { version: Number(row?.['version']), records: Number(row?.['records']) };
}

test(
  'the store of the release before goes on, posts nothing again, and can be gone back to',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    await subscribeBefore(home, fake, [fake.channelId]);
    const first = startBot(home, fake);
    await until('the first card', () => first.logged('card delivered')[0]);
    await stopped(first);
    const path = fileOf(home);
    makeOlder(path);
    const older = tableOfAll(path);
    expect(older.version).toBe(6);
    const before = readFileSync(path);

    // What is not brought up to date yet is left as it is, with what to do.
    const early = await runCli(home, ['backup', 'early.backup']);
    expect([early.code, early.err]).toEqual([1, expect.stringMatching(/Start this Jianbao once/u)]);
    expect(readFileSync(path).equals(before)).toBe(true);

    column.publish(homework);
    const updated = startBot(home, fake);
    await until('what is new', () => updated.logged('card delivered')[0]);
    await stopped(updated);
    const both = [headingFor(training), headingFor(homework)];
    expect(titlesIn(fake, fake.channelId)).toEqual(both);
    expect((await runCli(home, ['backup', 'one.backup'])).code).toBe(0);
    // An older program sees that it is too old, by the one record that is left for it.
    expect(tableOfAll(path)).toEqual({ version: 8, records: 1 });

    // Back: the copy in the place of the file, as the guide says.
    const copy = `${path}.before-7`;
    expect(tableOfAll(copy)).toEqual(older);
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    copyFileSync(copy, path);
    const again = startBot(home, fake);
    await until('the comparison', () => again.logged('found posted, not sent again')[0]);
    column.publish(county);
    await until('what is new then', () => again.logged('card delivered')[0]);
    await stopped(again);
    expect(titlesIn(fake, fake.channelId)).toEqual([...both, headingFor(county)]);
    expect(existsSync(copy)).toBe(true);
  },
  scenarioMs,
);
