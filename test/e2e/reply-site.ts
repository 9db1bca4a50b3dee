import * as letters from '../../src/demo/letters.ts';
import type { DemoLetter } from '../../src/demo/letters.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { startFakeGovSite, type FakeGovSite } from '../support/fake-gov-site.ts';
import type { Scope } from './bot-process.ts';

const siteName = '青溪市人民政府';
const dayMs = 86_400_000;

/** A reply column on loopback that grows. */
export interface ReplySite {
  readonly site: FakeGovSite;
  readonly listUrl: string;
  /** Puts letters on top of the list, each with its page. */
  readonly publish: (...fresh: readonly DemoLetter[]) => void;
  /** Puts a letter's page back where a test took it away. */
  readonly restore: (letter: DemoLetter) => void;
  /** The path of a letter's page. */
  readonly pathOf: (letter: DemoLetter) => string;
}

/** Published so many days ago: the tests must not depend on the day on which they run. */
function dated(letter: DemoLetter, days: number): DemoLetter {
  const published = new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
  return { ...letter, published };
}

/** Composed letters of the last days; each says something else. */
export const sampleLetters = {
  fertiliser: dated(letters.FERTILISER, 21),
  science: dated(letters.SCIENCE, 20),
  training: dated(letters.TRAINING, 19),
  homework: dated(letters.HOMEWORK, 9),
  county: dated(letters.COUNTY, 8),
  sport: dated(letters.LATECOMER, 7),
} as const;

/** Starts a column with these letters, the newest first. */
export async function startReplySite(
  scope: Scope,
  first: readonly DemoLetter[],
): Promise<ReplySite> {
  const site = await startFakeGovSite();
  scope.onTestFinished(() => site.close());
  const shown: DemoLetter[] = [];
  const numbers = new Map<string, number>();
  const hrefOf = (letter: DemoLetter): string => {
    const number = numbers.get(letter.title) ?? numbers.size + 1;
    numbers.set(letter.title, number);
    const compact = letter.published.replaceAll('-', '');
    return `${compact.slice(0, 6)}/t${compact}_10${String(number).padStart(4, '0')}.html`;
  };
  const pathOf = (letter: DemoLetter): string => `/zwgk/jytabl/${hrefOf(letter)}`;
  const restore = (letter: DemoLetter): void =>
    site.set(pathOf(letter), { body: trsDetail(letter, siteName) });
  const publish = (...fresh: readonly DemoLetter[]): void => {
    shown.unshift(...fresh);
    for (const letter of fresh) restore(letter);
    const rows = shown.map((letter) => ({ href: `./${hrefOf(letter)}`, letter }));
    site.set('/zwgk/jytabl/', { body: trsList(rows, siteName), etag: true });
  };
  publish(...first);
  return { site, listUrl: `${site.url}/zwgk/jytabl/`, publish, restore, pathOf };
}
