import { Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';

import { createQueues } from '../../src/app/create-queues.ts';
import { createHandedWork, createHandingQueues } from '../../src/app/hand-over.ts';
import type { CrawlDeps } from '../../src/crawl/crawl-deps.ts';
import { visitEntry } from '../../src/crawl/visit-entry.ts';
import { trsDetail } from '../../src/demo/pages.ts';
import { entryKey } from '../../src/discover/canonical-url.ts';
import type { Entry } from '../../src/domain/source.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { allPending } from '../support/all-pending.ts';
import { composeSubscription } from '../support/compose.ts';
import { manyLetters, newsStage, someColumn } from '../support/news-stage.ts';
import { onPostgres } from '../support/on-postgres.ts';

const LETTERS = 60;

onPostgres('two processes that settle', (server) => {
  async function open(): Promise<Store> {
    const url = `postgres://jianbao@127.0.0.1:${server().port}/jianbao`;
    const store = await openStore(url, { isShared: true });
    onTestFinished(() => store.close());
    return store;
  }

  test(
    'the same document from two sites at the same moment, many times: one delivery, two publications',
    { timeout: 240_000 },
    async () => {
      const pool = new Pool({
        connectionString: `postgres://jianbao@127.0.0.1:${server().port}/jianbao`,
      });
      await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await pool.end();
      const letters = manyLetters(LETTERS, 7);
      const sites = ['www.qingxi.gov.cn', 'jyj.qingxi.gov.cn'] as const;
      const addressOf = (site: string, index: number): string =>
        `https://${site}/zwgk/202611/t20261101_${1000 + index}.html`;
      const pages = new Map(
        letters.flatMap((letter, index) =>
          sites.map(
            (site) => [addressOf(site, index), trsDetail(letter, '青溪市人民政府')] as const,
          ),
        ),
      );
      const { deps: parts } = await newsStage({ pages });

      const processes = await Promise.all(
        sites.map(async (site) => {
          const store = await open();
          const deps: CrawlDeps = { ...parts, ...createHandingQueues(store), store };
          const source = someColumn({ id: site, url: `https://${site}/zwgk/` });
          const visit = (index: number): Promise<string> => {
            const letter = letters[index];
            const url = addressOf(site, index);
            const entry: Entry = {
              url,
              title: letter?.title ?? '',
              date: letter?.published ?? null,
            };
            const one = {
              source,
              key: entryKey(entry),
              entry,
              known: null,
              occasion: 'new',
            } as const;
            return visitEntry(deps, one).then(({ outcome }) => outcome);
          };
          return { site, store, visit };
        }),
      );
      const outcomes: string[] = [];
      for (const index of letters.keys()) {
        const pair = await Promise.all(
          // Each has the turn of its own host.
          processes.map(async ({ site, store, visit }) =>
            store.sharing?.inTurn(`host/${site}`, () => visit(index)),
          ),
        );
        outcomes.push(...pair.map(String));
      }
      const count = (wanted: string): number =>
        outcomes.filter((outcome) => outcome === wanted).length;
      expect([count('queued'), count('duplicate')]).toEqual([LETTERS, LETTERS]);

      const leader = await open();
      await leader.sharing?.lead();
      await leader.subscriptions.save(composeSubscription());
      const queues = {
        ...createQueues({
          store: leader,
          subscriptions: leader.subscriptions,
          wake: () => undefined,
          now: () => new Date(),
        }),
        raiseAlarm: () => Promise.resolve(),
      };
      const errors: unknown[] = [];
      const logger = { error: (facts: object) => void errors.push(facts) };
      await createHandedWork({ store: leader, queues, logger })();
      expect(errors).toEqual([]);
      const waiting = await allPending(leader.outbox);
      expect(waiting).toHaveLength(LETTERS);
      expect(new Set(waiting.map(({ articleId }) => articleId)).size).toBe(LETTERS);
      const publications: number[] = [];
      for await (const record of leader.articles.all())
        publications.push(1 + record.publications.length);
      expect(publications).toEqual(Array.from({ length: LETTERS }, () => 2));
      expect(await leader.handed.all()).toEqual([]);
    },
  );
});
