import { runRound } from '../../src/crawl/run-round.ts';
import type { CrawlDeps } from '../../src/crawl/crawl-deps.ts';
import type { DemoLetter } from '../../src/demo/letters.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { shanghaiDay } from '../../src/base/clock.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startFakeGovSite, type FakeGovSite } from '../support/fake-gov-site.ts';
import { manyLetters, newsStage, someColumn } from '../support/news-stage.ts';
import { createTestFetcher } from '../support/test-fetcher.ts';

const budget = 300;
const days = 40;
const lettersADay = 4;
const roundsADay = 8;
const listed = 20;
const hourMs = 3_600_000;

/** What one host is asked for when its column brings letters every day and each of them is read again. */
export async function run(): Promise<void> {
  const site = await startFakeGovSite();
  const fetcher = createTestFetcher({ dailyBudgetPerHost: budget, maxBytes: 1_000_000 });
  const store = await openStore('memory:');
  const stage = await newsStage({ pages: new Map(), continues: { store, shown: [] } });
  const letters = manyLetters(days * lettersADay, 5);
  const lateHours: number[] = [];
  let elapsed = 0;
  const now = (): Date => new Date(Date.parse('2026-11-23T02:00:00Z') + elapsed);
  const byDay = new Map<string, { all: number; again: number }>();
  const fetchPage: CrawlDeps['fetchPage'] = (url, options) => {
    const day = shanghaiDay(now());
    const { all, again } = byDay.get(day) ?? { all: 0, again: 0 };
    const isAgain = options?.isReread === true;
    byDay.set(day, { all: all + 1, again: again + (isAgain ? 1 : 0) });
    return fetcher.fetchPage(url, options);
  };
  const deps: CrawlDeps = { ...stage.deps, now, fetchPage };
  const column = someColumn({ url: `${site.url}/jyta/` });
  for (let day = 0; day < days; day += 1) {
    showLetters(site, letters.slice(0, (day + 1) * lettersADay), now());
    for (let round = 0; round < roundsADay; round += 1) {
      const due = (await stage.store.rereads.all()).filter(
        ({ dueAt }) => dueAt <= now().toISOString(),
      );
      lateHours.push(...due.map(({ dueAt }) => (now().getTime() - Date.parse(dueAt)) / hourMs));
      await runRound(deps, [column], {
        which: 'all',
        onError: (_source, error) => console.error(error),
      });
      elapsed += (24 / roundsADay) * hourMs;
      fetcher.advance((24 / roundsADay) * hourMs);
    }
  }
  await site.close();
  await store.close();
  const requests = Array.from(byDay.values(), ({ all }) => all);
  const rereads = Array.from(byDay.values(), ({ again }) => again);
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  console.log(
    `one host, ${lettersADay} letters a day for ${days} days, budget ${budget} a day, ${roundsADay} rounds a day`,
  );
  console.log(
    `  requests a day           ${(sum(requests) / days).toFixed(1)}, at most ${Math.max(...requests)}`,
  );
  console.log(
    `  of them for reading again ${(sum(rereads) / days).toFixed(1)}, at most ${Math.max(...rereads)}`,
  );
  console.log(
    `  share of the budget      ${percent(sum(rereads), budget * days)}, at most ${percent(Math.max(...rereads), budget)}`,
  );
  console.log(`  looked at behind its time  at most ${Math.max(0, ...lateHours).toFixed(1)} hours`);
}

function showLetters(site: FakeGovSite, letters: readonly DemoLetter[], now: Date): void {
  const rows = letters.map((letter, at) => ({
    href: `./t20261101_${10_000 + at}.html`,
    letter: {
      ...letter,
      title: letter.title.replace(/第\d+号/u, `第${1000 + at}号`),
      published: shanghaiDay(now),
    },
  }));
  for (const { href, letter } of rows.slice(-lettersADay)) {
    site.set(`/jyta/${href.slice(2)}`, { body: trsDetail(letter, '青溪市人民政府') });
  }
  site.set('/jyta/', { body: trsList(rows.slice(-listed).toReversed(), '青溪市人民政府') });
}
