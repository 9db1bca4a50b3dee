import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { makeHome, scenarioMs, startBot, until } from '../e2e/bot-process.ts';
import { discordForTest, titlesIn } from '../e2e/fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import { subscribeBefore, withStore } from '../e2e/store-of-home.ts';
import { allPending } from '../support/all-pending.ts';
import { composeDelivery, composeSubscription } from '../support/compose.ts';
import { headingFor } from '../support/heading-for.ts';
import { fileIn, quietHome, runCli } from './run-cli.ts';

const { training, homework, fertiliser } = sampleLetters;

test.concurrent(
  'a bot that moved by export and import posts nothing again, knows copies of what was posted, and misses nothing',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const other = await startReplySite(scope, [fertiliser]);
    const fake = await discordForTest(scope);
    const from = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    await subscribeBefore(from, fake, [fake.channelId]);
    const bot = startBot(from, fake);
    await until('the first card', () => bot.logged('card delivered')[0]);
    const file = join(from.directory, 'export.json');
    // Beside the bot.
    const exported = await runCli(from, ['export', file, '--json']);
    expect([exported.code, exported.json()]).toMatchObject([
      0,
      [{ counts: { subscriptions: 1, ledger: 1, articles: 1 } }],
    ]);
    // No text of what was posted is carried.
    expect(readFileSync(file, 'utf8')).not.toContain('"points":[{');
    bot.send('SIGTERM');
    expect(await bot.ended).toMatchObject({ code: 0 });

    column.publish(homework);
    const to = makeHome(scope, [
      { id: 'column', url: column.listUrl },
      { id: 'other', url: other.listUrl },
    ]);
    const dry = await runCli(to, ['import', file, '--dry-run']);
    expect([dry.code, dry.out]).toEqual([
      0,
      expect.stringMatching(/ledger: 1 new, 0 known[^]*Nothing was changed/u),
    ]);
    expect((await runCli(to, ['import', file])).code).toBe(0);
    const again = await runCli(to, ['import', file, '--json']);
    expect(again.json()).toMatchObject([
      { subscriptions: { unchanged: 1 }, records: { ledger: { fresh: 0, known: 1 } } },
    ]);

    const moved = startBot(to, fake);
    await until('what came in between', () => moved.logged('card delivered')[0]);
    await until('a visit to the other column', () =>
      moved.logged('source visited').some(({ sourceId }) => sourceId === 'other'),
    );
    other.publish(training);
    await until('the copy', () =>
      moved.logged('entry visited').find(({ outcome }) => outcome === 'duplicate'),
    );
    moved.send('SIGTERM');
    await moved.ended;
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training), headingFor(homework)]);
  },
  scenarioMs,
);

test.concurrent(
  'what waits is carried with its card; what the other bot posted does not wait here any more',
  async (scope) => {
    const waiting = composeDelivery({ channelId: '1', articleId: 'p-1' });
    const posted = composeDelivery({ channelId: '2', articleId: 'p-2' });
    const at = '2026-11-20T02:00:00.000Z';
    const from = quietHome(scope);
    await withStore(from, async ({ outbox }) => {
      await outbox.enqueue([waiting, posted]);
      await outbox.update({ ...posted, state: { kind: 'sent', messageId: 'm2', at } });
    });
    const file = join(from.directory, 'export.json');
    expect((await runCli(from, ['export', file])).code).toBe(0);

    const to = quietHome(scope);
    await withStore(to, async ({ outbox, subscriptions }) => {
      await outbox.enqueue([posted]);
      await subscriptions.save(composeSubscription({ channelId: '3' }));
    });
    expect((await runCli(to, ['import', file])).code).toBe(0);
    await withStore(to, async ({ outbox, subscriptions, settings }) => {
      expect(await allPending(outbox)).toEqual([waiting]);
      expect((await outbox.get(posted.id))?.state).toMatchObject({ kind: 'sent', messageId: 'm2' });
      // What the file does not mention stays.
      expect(await subscriptions.all()).toHaveLength(1);
      expect(await settings.load('put-back')).toMatchObject({ since: expect.any(String) });
    });
  },
  scenarioMs,
);

test.concurrent(
  'a file of a newer version, and one that is no export, are refused and not written over',
  async (scope) => {
    const home = quietHome(scope);
    await withStore(home, ({ subscriptions }) => subscriptions.save(composeSubscription()));
    const file = join(home.directory, 'export.json');
    expect((await runCli(home, ['export', file])).code).toBe(0);
    const text = readFileSync(file, 'utf8');
    for (const [changed, reason] of [
      [text.replace('"version":2', '"version":3'), /written by another version/u],
      [text.replace('"ledger":[', '"novelties":['), /a newer version of Jianbao \(novelties\)/u],
      [
        text.replace('"ledger":[', '"ledger":[["k",99,{}]'),
        /a newer version of Jianbao \(ledger\)/u,
      ],
    ] as const) {
      expect(changed).not.toBe(text);
      const run = await runCli(home, ['import', fileIn(home, 'changed.json', changed)]);
      expect([run.code, run.err]).toEqual([1, expect.stringMatching(reason)]);
    }
    writeFileSync(file, 'a letter to a friend');
    const kept = await runCli(home, ['export', file]);
    expect([kept.code, kept.err]).toEqual([1, expect.stringContaining('is no export')]);
    expect(readFileSync(file, 'utf8')).toBe('a letter to a friend');
  },
  scenarioMs,
);
