import * as fc from 'fast-check';
import { strToU8 } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';

import { ReaderError } from '../../src/domain/errors.ts';
import type { RawPage } from '../../src/domain/page.ts';
import { createReaderPool, type ReaderPool } from '../../src/readers/create-reader-pool.ts';
import type { ReaderLimits } from '../../src/readers/limits.ts';
import type { Reading } from '../../src/reading/read-page.ts';
import { deliveredVocabulary } from '../support/composed-articles.ts';
import {
  composeDoc,
  composeDocx,
  composePdf,
  composeWord2003,
  pdfLine,
  rtfText,
  ucs2Codes,
  wordParagraph,
} from '../support/compose-documents.ts';
import { endlessDoc, hostileBytes } from '../support/hostile-bytes.ts';
import { localReader } from '../support/local-reader.ts';

const today = '2026-11-22';
const letter = [
  '关于市政协五届二次会议第0003号提案的答复',
  '方晓禾委员：',
  '您提出的《关于巩固“双减”成果的提案》收悉，现答复如下：',
  '全市小学一二年级不布置家庭书面作业，三至六年级书面作业控制在60分钟以内。',
  '青溪市教育局',
  '2026年11月2日',
];
const url = 'https://jyj.qingxi.gov.cn/jyta/1.html';
const raw = (bytes: Uint8Array): RawPage => ({ url, bytes, contentType: null });
const options = { address: url, hints: { today } };

const pools: ReaderPool[] = [];
function openPool(size: number, limits: Partial<ReaderLimits> = {}): ReaderPool {
  const pool = createReaderPool({ vocabulary: deliveredVocabulary(), size, limits });
  pools.push(pool);
  return pool;
}
const shared = openPool(2);
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
});

const read = (pool: ReaderPool, bytes: Uint8Array): Promise<Reading> =>
  pool.readPage(raw(bytes), options);
const good = strToU8(letter.join('\n'));

/** The reason for which a reading failed. */
async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((failure: unknown) => failure);
  return error instanceof ReaderError ? error.reason : `no death: ${String(error)}`;
}

test('reads in another process what it would read in this one', async () => {
  const here = localReader();
  const docx = composeDocx(letter.map(wordParagraph).join(''));
  const list = strToU8(
    `<ul>${letter.map((text, at) => `<li><a href="/jyta/t2026110${at}_1${at}.html">关于${text}的答复</a>2026-11-0${at + 1}</li>`).join('')}</ul>`,
  );
  for (const bytes of [good, docx]) {
    expect(await read(shared, bytes)).toEqual(await here.readPage(raw(bytes), options));
  }
  const listOptions = { address: url, today, isNamed: true };
  expect(await shared.readList(raw(list), listOptions)).toEqual(
    await here.readList(raw(list), listOptions),
  );
});

test('a document that never ends is cut short, and the next one has a fresh reader', async () => {
  const pool = openPool(1, { documentMs: 300 });
  await read(pool, good);
  expect(await reasonOf(read(pool, endlessDoc()))).toMatch(/^read-(?:timeout|memory)$/u);
  expect((await read(pool, good)).verdict.kind).toBe('reply');
}, 60_000);

test('a document that takes too much memory ends its reader alone', async () => {
  const pool = openPool(1);
  const bomb = hostileBytes['a PDF of packed blanks']?.(100_000) ?? new Uint8Array();
  expect(bomb.length).toBeLessThan(200_000);
  const [death, other] = [reasonOf(read(pool, bomb)), read(pool, good)];
  expect(await death).toBe('read-memory');
  expect((await other).verdict.kind).toBe('reply');
}, 60_000);

test('tells how much its readers have to do, and of each that ended over what it read', async () => {
  const deaths: string[] = [];
  const pool = createReaderPool({
    vocabulary: deliveredVocabulary(),
    size: 1,
    onDeath: (reason) => void deaths.push(reason),
  });
  pools.push(pool);
  expect(pool.state()).toEqual({ size: 1, running: 0, busy: 0, waiting: 0, residentBytes: 0 });
  const both = Promise.all([read(pool, good), read(pool, good)]);
  expect(pool.state()).toMatchObject({ busy: 1, waiting: 1 });
  await both;
  expect(pool.state()).toMatchObject({ running: 1, busy: 0, waiting: 0 });
  expect(pool.state().residentBytes).toBeGreaterThan(2 ** 20);
  const bomb = hostileBytes['a PDF of packed blanks']?.(100_000) ?? new Uint8Array();
  await reasonOf(read(pool, bomb));
  await pool.close();
  expect(await reasonOf(read(pool, good))).toBe('closed');
  expect(deaths).toEqual(['read-memory']);
}, 60_000);

test('pages are read while a document takes its time', async () => {
  const pool = openPool(2, { documentMs: 300_000 });
  await Promise.all([read(pool, good), read(pool, good)]);
  const bomb = hostileBytes['a PDF of saved states']?.(2_000_000) ?? new Uint8Array();
  const outcomes: string[] = [];
  const slow = reasonOf(read(pool, bomb)).then((reason) => outcomes.push(reason));
  await Promise.all(Array.from({ length: 5 }, () => read(pool, good)));
  expect(outcomes).toEqual([]);
  await pool.close();
  await slow;
  expect(outcomes).toEqual(['closed']);
}, 60_000);

test('a page waits for one page of another host, however many of them there are', async () => {
  const pool = openPool(1, { documentMs: 300 });
  const ends: string[] = [];
  const work = async (host: string, bytes: Uint8Array): Promise<void> => {
    const at = `https://${host}.gov.cn/1.html`;
    await reasonOf(pool.readPage(raw(bytes), { ...options, address: at }));
    ends.push(host);
  };
  const bombs = ['a', 'a', 'a', 'b', 'b'].map((host) => work(host, endlessDoc()));
  await Promise.all([...bombs, work('c', good), work('c', good)]);
  expect(ends.join(' ')).toBe('a b c a b c a');
}, 60_000);

test('closing ends what runs and what waits', async () => {
  const pool = openPool(1);
  const works = [endlessDoc(), good, good].map((bytes) => reasonOf(read(pool, bytes)));
  await pool.close();
  expect(await Promise.all(works)).toEqual(['closed', 'closed', 'closed']);
  expect(await reasonOf(read(pool, good))).toBe('closed');
}, 60_000);

describe('whatever the bytes, a reading or the death of a reader, within the limits', () => {
  // The deadlines are short, so that a run is; the memory is that of the bot. 60 MB are node itself, which readers share.
  const pool = openPool(2, { pageMs: 2_000, documentMs: 2_000 });
  const mostMegabytes = 300;

  /** What went beyond the limits, or failed otherwise than by them. */
  async function offencesOf(bytes: Uint8Array): Promise<readonly string[]> {
    const works = [read(pool, bytes), pool.readList(raw(bytes), { address: url, today })];
    const ends = await Promise.all(
      works.map((work) =>
        work.then(
          () => null,
          (error: unknown) => (error instanceof ReaderError ? null : String(error)),
        ),
      ),
    );
    const grown = pool.usage().filter(({ peakMegabytes }) => peakMegabytes > mostMegabytes);
    return [...ends.filter((end) => end !== null), ...grown.map((usage) => JSON.stringify(usage))];
  }

  /** The check of a property, until its time is over, but once on the busiest machine; then values pass unchecked. */
  function whileTimeLasts<T extends readonly unknown[]>(
    ms: number,
    check: (...values: T) => Promise<void>,
  ): (...values: T) => Promise<void> {
    const end = Date.now() + ms;
    let isFirst = true;
    return async (...values) => {
      if (!isFirst && Date.now() > end) return;
      isFirst = false;
      await check(...values);
    };
  }

  const names = Object.keys(hostileBytes);
  const compose = (name: string, count: number): Uint8Array => hostileBytes[name]?.(count) ?? good;

  test.each(names)(
    '%s',
    async (name) => {
      expect(await offencesOf(compose(name, 20_000))).toEqual([]);
    },
    60_000,
  );

  test('any of them, of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.integer({ min: 1, max: 80_000 }),
        whileTimeLasts(8_000, async (name: string, count: number) => {
          expect(await offencesOf(compose(name, count))).toEqual([]);
        }),
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  test('any few changed bytes of any kind of document', async () => {
    const seeds = [
      composeDocx(wordParagraph('正文')),
      composeDoc('正文'),
      composePdf([{ content: pdfLine(ucs2Codes('正文'), { x: 90, y: 700 }) }]),
      strToU8(composeWord2003(wordParagraph('正文'))),
      strToU8(
        `{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset134 a;}}\\pard ${rtfText('正文', 'gbk')}\\par}`,
      ),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(seeds.length - 1),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
        whileTimeLasts(6_000, async (which: number, changes: readonly [number, number][]) => {
          const bytes = Uint8Array.from(seeds[which] ?? []);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          expect(await offencesOf(bytes)).toEqual([]);
        }),
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
