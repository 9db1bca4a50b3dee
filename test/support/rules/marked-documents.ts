import { readdirSync, readFileSync } from 'node:fs';

import { decodePage } from '../../../src/decode/decode-page.ts';
import { readDocument } from '../../../src/documents/read-document.ts';
import type { Page, RawPage } from '../../../src/domain/page.ts';
import { readMarkedLetters } from '../../summarize/marked-letters.ts';
import { coverage } from '../../summarize/coverage.ts';
import { summaryText } from '../../../src/summarize/summary-text.ts';
import {
  type ComposedCase,
  composedCases,
  composedKinds,
  composedMeanings,
  composedTitles,
} from '../composed-articles.ts';
import { judgeSummary, type MarkedHalf, readMarkedHalf } from '../marked-letters.ts';
import { markedWords, personalWords } from './marked-words.ts';
import { type Readable, type Staged, TODAY } from './read-stages.ts';
import { factsOf, smallPages } from './small-pages.ts';

/** A document with what is known of it. */
export interface MarkedDocument {
  readonly name: string;
  readonly readable: Readable;
  /** Whether each mark is right in what was read. */
  readonly judge: (staged: Staged) => ReadonlyMap<string, boolean>;
}

const fixtures = new URL('../../fixtures/', import.meta.url);
const SAID = 0.6;

/** Every marked document of the project; `halves` says which marked letters are among them. */
export async function markedDocuments(
  halves: readonly MarkedHalf[],
): Promise<readonly MarkedDocument[]> {
  return [
    ...halves.flatMap((half) => markedLetters(half)),
    ...composedLetters(),
    ...(await pages('extract', 'article.json')),
    ...(await pages('exam', 'expected.json')),
    ...lists(),
    ...smallPages(TODAY).map(({ name, page, hints, facts }): MarkedDocument => ({
      name: `pages/${name}`,
      readable: { kind: 'page', page, hints },
      judge: ({ extraction }) => {
        const read = extraction === null ? {} : factsOf(extraction.article);
        return new Map(Object.entries(facts).map(([key, want]) => [key, read[key] === want]));
      },
    })),
    ...[...markedWords(), ...personalWords()].map(({ name, wanted, read }): MarkedDocument => ({
      name: `words/${name}`,
      readable: { kind: 'words', read },
      judge: ({ taken }) => new Map([['is', taken === wanted]]),
    })),
    ...composedKinds().map(({ name, article, kind }): MarkedDocument => ({
      name: `classify/kinds: ${name}`,
      readable: { kind: 'article', article, isJudgedOnly: true },
      judge: ({ verdict }) => new Map([['kind', verdict?.kind === kind]]),
    })),
    ...judged('letters', composedCases('letters'), true),
    ...judged('traps', composedCases('traps'), true),
    ...judged('meanings', composedMeanings('meanings'), false),
    ...judged('meanings-held-back', composedMeanings('meanings-held-back'), false),
    ...judged('subjects', composedTitles('subjects'), false),
    ...judged('subjects-held-back', composedTitles('subjects-held-back'), false),
  ];
}

/** A page or document as text, whatever it came as. */
export async function pageOf(raw: RawPage): Promise<Page> {
  const page = decodePage(raw);
  const { kind } = page;
  if (kind !== 'docx' && kind !== 'doc' && kind !== 'pdf') return page;
  const { text, issues } = await readDocument(raw.bytes, kind);
  return { ...page, kind: 'text', text, issues: [...page.issues, ...issues] };
}

function markedLetters(half: MarkedHalf): readonly MarkedDocument[] {
  return readMarkedHalf(half).map((letter) => ({
    name: `marked/${half}/${letter.name}`,
    readable: {
      kind: 'page',
      page: decodePage({
        url: `http://jyj.example.gov.cn/${letter.name}.txt`,
        bytes: Buffer.from(letter.text),
        contentType: null,
      }),
    },
    judge: ({ extraction, verdict, summary }) =>
      new Map([
        ['title', extraction?.article.title === letter.title],
        ['agency', extraction?.article.agency === letter.agency],
        ['date', extraction?.article.dateWritten === letter.date],
        ['kind', verdict?.kind === 'reply'],
        ...(summary === null ? [] : judgeSummary(letter, summary)).map(
          ({ group, mark, isRight }): [string, boolean] => [`${group}: ${mark}`, isRight],
        ),
      ]),
  }));
}

function composedLetters(): readonly MarkedDocument[] {
  return readMarkedLetters().map(({ name, article, facts, promises }) => ({
    name: `letters/${name}`,
    readable: { kind: 'article', article, isJudgedOnly: false },
    judge: ({ summary }) => {
      const shown = summary === null ? '' : summaryText(summary);
      const told = summary?.commitments.map(({ text }) => text) ?? [];
      return new Map([
        ...facts.map((span): [string, boolean] => [`fact: ${span}`, coverage(span, shown) >= SAID]),
        ...promises.map((span): [string, boolean] => [
          `promise: ${span}`,
          told.some((text) => coverage(span, text) >= SAID),
        ]),
      ]);
    },
  }));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function readRecord(file: URL): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isRecord(value)) throw new Error(`${file.pathname} is no object`);
  return value;
}

/** The pages of a folder of fixtures, each with the file that says what a person takes from it. */
async function pages(
  room: 'extract' | 'exam',
  file: 'article.json' | 'expected.json',
): Promise<readonly MarkedDocument[]> {
  const folders = readdirSync(new URL(`${room}/`, fixtures), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name);
  return Promise.all(
    folders.map(async (name) => {
      const folder = new URL(`${room}/${name}/`, fixtures);
      const expected = readRecord(new URL(file, folder));
      const page = readdirSync(folder).find((each) => each.startsWith('page.')) ?? '';
      const url = typeof expected['url'] === 'string' ? expected['url'] : null;
      const bytes = readFileSync(new URL(page, folder));
      return {
        name: `${room}/${name}`,
        readable: { kind: 'page', page: await pageOf({ url, bytes, contentType: null }) },
        judge: (staged: Staged) => {
          const view = viewOf(staged, room);
          return new Map(
            Object.entries(expected).map(([key, want]) => [
              key,
              JSON.stringify(view[key]) === JSON.stringify(want),
            ]),
          );
        },
      } satisfies MarkedDocument;
    }),
  );
}

/** What the fixtures of a room write down of an article: codes instead of regions, types instead of attachments. */
function viewOf(
  { extraction, verdict }: Staged,
  room: 'extract' | 'exam',
): Readonly<Record<string, unknown>> {
  const article = extraction?.article;
  const shared = { ...article, region: article?.region?.code ?? null };
  if (room === 'extract') {
    return { ...shared, attachments: article?.attachments.map(({ type }) => type) };
  }
  return {
    ...shared,
    kind: verdict?.kind,
    relevance: verdict?.relevance,
    proposal: article?.proposal?.number ?? null,
    role: article?.proposal?.role ?? null,
    lastLine: article?.body.split('\n').at(-1),
  };
}

function lists(): readonly MarkedDocument[] {
  const folder = new URL('discover/', fixtures);
  return (
    readdirSync(folder)
      .filter((name) => name.endsWith('.expected.json'))
      .map((name) => ({ name, expected: readRecord(new URL(name, folder)) }))
      // Feeds are read by a library, which looks at no table.
      .filter(({ expected }) => expected['family'] !== 'feed')
      .map(({ name, expected }) => {
        const url = String(expected['url']);
        const bytes = readFileSync(new URL(String(expected['file']), folder));
        return {
          name: `discover/${name.replace('.expected.json', '')}`,
          readable: { kind: 'list', page: decodePage({ url, bytes, contentType: null }) },
          judge: ({ found }) => {
            const items = found?.entries.map(({ url: address, title, date }) => ({
              url: address,
              title,
              date,
            }));
            const view: Readonly<Record<string, unknown>> = { ...found, items };
            const fields = ['state', 'reason', 'family', 'nextPage', 'items'];
            return new Map(
              fields.map((key) => [
                key,
                JSON.stringify(view[key]) === JSON.stringify(expected[key]),
              ]),
            );
          },
        };
      })
  );
}

/** Letters in short, of which kind and relevance are known. */
function judged(
  set: string,
  cases: readonly ComposedCase[],
  isKindMarked: boolean,
): readonly MarkedDocument[] {
  return cases.map(({ name, article, kind, relevance }) => ({
    name: `classify/${set}: ${name}`,
    readable: { kind: 'article', article, isJudgedOnly: true },
    judge: ({ verdict }) =>
      new Map([
        ['relevance', verdict?.relevance === relevance],
        ...(isKindMarked ? [['kind', verdict?.kind === kind] as const] : []),
      ]),
  }));
}
