import { expect, test } from 'vitest';

import { answerReading } from '../../src/cli/answer-reading.ts';
import { localReader } from '../support/local-reader.ts';
import { type PersonalPage, personalPages } from './personal-pages.ts';

const reader = localReader();
const SHOWN = ['card', 'summary', 'keyPoints', 'keyFigures', 'commitments'] as const;

/** All that a reader may see of a page: card, summary, figures and promises. */
async function shownOf({ id, html }: PersonalPage): Promise<string> {
  const url = `http://jyj.example.gov.cn/art/2024/7/1/art_1_${id}.html`;
  const raw = { url, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' };
  const reading = await reader.readPage(raw, { address: url, hints: { today: '2026-11-22' } });
  const answer = Object.entries(answerReading(url, reading, 'zh-CN'));
  return JSON.stringify(answer.filter(([key]) => SHOWN.some((name) => name === key)));
}

/** The second half was held back while the rules were made: docs/threats.md has the rates of its first run. */
const HALVES = [
  { half: 'first', leaks: 0, shown: 0.9 },
  { half: 'second', leaks: 0.03, shown: 0.85 },
] as const;

test.each(HALVES)('keeps what is personal off the cards of the $half half', async (floor) => {
  const pages = personalPages(floor.half);
  const shown = await Promise.all(pages.map(shownOf));
  const isIn = (at: number) => (text: string) => shown[at]?.includes(text) === true;
  const secret = pages.filter(({ secrets }) => secrets.length > 0).length;
  const open = pages.filter(({ keep }) => keep.length > 0).length;
  const leaks = pages.filter(({ secrets }, at) => secrets.some(isIn(at)));
  const hidden = pages.filter(({ keep }, at) => !keep.every(isIn(at)));
  console.log(
    `${floor.half} half: ${leaks.length} of ${secret} leak, ${open - hidden.length} of ${open} public`,
    leaks.map(({ id }) => id).join(' '),
  );
  expect(leaks.length / secret).toBeLessThanOrEqual(floor.leaks);
  expect(1 - hidden.length / open).toBeGreaterThanOrEqual(floor.shown);
  expect(leaks.filter(({ group }) => group === 'title')).toEqual([]);
});
