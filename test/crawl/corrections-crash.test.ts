import { isDeepStrictEqual } from 'node:util';

import { expect, test } from 'vitest';

import { rereadDue } from '../../src/revise/reread-due.ts';
import { HOMEWORK, TRAINING, type DemoLetter } from '../../src/demo/letters.ts';
import { trsDetail } from '../../src/demo/pages.ts';
import { composeSubscription } from '../support/compose.ts';
import {
  columnPages,
  newsStage,
  someColumn,
  type NewsStage,
  type ShownMessage,
} from '../support/news-stage.ts';
import { openFragileStore, type Death, type Disk } from './fragile-store.ts';
import { dayMs, otherLetters, siteName, urlOf } from './posted-stage.ts';

/** Disk and channels, which survive a process. */
interface World {
  readonly disk: Disk;
  readonly shown: ShownMessage[];
}

const subscriptions = [
  composeSubscription(),
  composeSubscription({ channelId: '200', language: 'en' }),
];

/** One process: it does its work and delivers. Returns its number of writes. */
async function live(
  { disk, shown }: World,
  pages: ReadonlyMap<string, string>,
  options: {
    readonly death: Death | null;
    readonly work: (stage: NewsStage) => Promise<void>;
  },
): Promise<number> {
  const { store, writes } = openFragileStore(disk, options.death);
  const stage = await newsStage({ pages, subscriptions, continues: { store, shown } });
  await options.work(stage);
  await stage.settle();
  return writes();
}

const corrected: DemoLetter = {
  ...TRAINING,
  paragraphs: TRAINING.paragraphs.map((text) => text.replace('417万元', '41.7万元')),
};
const column = columnPages(someColumn().url, [TRAINING, ...otherLetters]);
const answered = columnPages(someColumn().url, [HOMEWORK, ...otherLetters]);
const without = new Map([...column].filter(([url]) => url !== urlOf(TRAINING)));
const withCorrection = new Map([...column, [urlOf(TRAINING), trsDetail(corrected, siteName)]]);
const finance = someColumn({ id: 'finance', url: 'https://czj.sx.gov.cn/jyta/' });
const opinion: DemoLetter = {
  ...HOMEWORK,
  title: '对市政协九届五次会议第126号提案的会办意见',
  agency: '绍兴市财政局',
  documentNumber: null,
  paragraphs: [
    '市教育局：',
    '市政协九届五次会议第126号提案收悉，现提出如下会办意见：',
    '2026年安排课后服务补助3200万元，用于“双减”工作，按每生300元拨付。',
    '绍兴市财政局',
    '2026年7月3日',
  ],
};
const withOpinion = new Map([...column, ...columnPages(finance.url, [opinion, ...otherLetters])]);

/** What a reader sees and what is left to do. */
async function endOf({ disk, shown }: World): Promise<object> {
  const { store } = openFragileStore(disk, null);
  const records: object[] = [];
  for await (const { articleId, card, corrections, withdrawal, related } of store.articles.all()) {
    records.push({ articleId, revision: card.revision, corrections, withdrawal, related });
  }
  const rereads = await store.rereads.all();
  return {
    texts: shown
      .map(({ channelId, message }) => `${channelId} ${JSON.stringify(message)}`)
      .toSorted(),
    records,
    // A row that was known and not yet noted has its page looked at once more, which changes nothing.
    rereads: rereads.map(({ articleId }) => articleId).toSorted(),
    edits: await store.edits.all(),
  };
}

const lookOnce = async (stage: NewsStage): Promise<void> => {
  stage.advance(1.5 * dayMs);
  await rereadDue(stage.deps);
};
const lookTwice = async (stage: NewsStage): Promise<void> => {
  await lookOnce(stage);
  await lookOnce(stage);
};

const visitFinance = async (stage: NewsStage): Promise<void> => void (await stage.visit(finance));

test.each([
  ['a correction', { before: column, pages: withCorrection, work: lookOnce, seen: '41.7万元' }],
  ['a withdrawal', { before: column, pages: without, work: lookTwice, seen: '~~' }],
  [
    'a link between two letters',
    { before: answered, pages: withOpinion, work: visitFinance, seen: '同一提案的其他答复' },
  ],
])(
  'a process that dies at any write of %s: repeated, it comes to the same end',
  async (_what, { before, pages, work, seen }) => {
    const posted: World = { disk: new Map(), shown: [] };
    await live(posted, before, { death: null, work: async (stage) => void (await stage.visit()) });
    const copy = (): World => structuredClone(posted);
    const whole = copy();
    const count = await live(whole, pages, { death: null, work });
    const expected = await endOf(whole);
    expect(JSON.stringify(expected)).toContain(seen);
    const wrong: object[] = [];
    for (let at = 1; at <= count; at += 1) {
      for (const written of [false, true]) {
        const world = copy();
        await expect(live(world, pages, { death: { at, written }, work })).rejects.toThrow('died');
        await live(world, pages, { death: null, work });
        const end = await endOf(world);
        if (!isDeepStrictEqual(end, expected)) wrong.push({ at, written, end });
      }
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);
