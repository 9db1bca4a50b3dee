import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { decodePage } from '../../src/decode/decode-page.ts';
import type { Article } from '../../src/domain/article.ts';
import type { Kind } from '../../src/domain/verdict.ts';
import { extractArticle } from '../../src/extract/extract-article.ts';
import type { Letter } from '../../src/letter/letter.ts';
import { letterOfArticle } from '../../src/letter/read-letter.ts';
import { summarizeArticle } from '../../src/summarize/summarize-article.ts';
import { summaryText } from '../../src/summarize/summary-text.ts';
import { truncateText } from '../../src/text/han.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { comparable, coverage } from '../summarize/coverage.ts';
import { readMarkedLetters } from '../summarize/marked-letters.ts';

interface Marked {
  readonly article: Article;
  readonly letter: Letter;
  readonly kind: Kind;
  readonly facts: readonly string[];
  readonly figures: readonly { readonly value: string; readonly span: string }[];
}

interface Shown {
  readonly text: string;
  /** Figures that are shown beside the text. */
  readonly figures: string;
}

const BUDGET = 400;

const METHODS: Readonly<Record<string, (document: Marked) => Shown>> = {
  'lead-3': ({ article }) => plain(splitSentences(article.body).slice(0, 3).join('')),
  'lead to 400': ({ article }) => plain(article.body),
  'TextRank, bigrams': ({ article }) => plain(textRank(article.body)),
  'our rules': ({ article, letter, kind }) => {
    const summary = summarizeArticle(article, letter, {
      kind,
      relevance: 'core',
      topics: [],
      evidence: [],
      reasons: [],
    });
    return {
      text: summaryText(summary),
      figures: summary.keyFigures.map(({ text }) => text).join('\n'),
    };
  },
};

/** Prints how many marked facts and figures each way of summing up says, on samples and composed letters. */
export async function run(): Promise<void> {
  const samples = readSamples();
  if (samples.length === 0)
    console.log('summaries: ../shared is not there, the samples are skipped');
  const sets: readonly (readonly [string, readonly Marked[]])[] = [
    ['samples', samples],
    [
      'composed letters',
      readMarkedLetters().map(({ article, facts, figures }) => ({
        article,
        letter: letterOfArticle(article),
        kind: 'reply',
        facts,
        figures,
      })),
    ],
  ];
  for (const [name, documents] of sets.filter(([, list]) => list.length > 0)) {
    console.log(`summaries of ${documents.length} ${name}, ${BUDGET} characters`);
    for (const [method, summarize] of Object.entries(METHODS)) {
      console.log(`  ${method.padEnd(20)} ${measure(documents, summarize)}`);
    }
  }
  await Promise.resolve();
}

function measure(documents: readonly Marked[], summarize: (document: Marked) => Shown): string {
  const started = performance.now();
  const results = documents.map((document) => ({ document, shown: summarize(document) }));
  const ms = (performance.now() - started) / documents.length;
  const facts = results.flatMap(({ document, shown }) =>
    document.facts.map((fact) => coverage(fact, shown.text) >= 0.6),
  );
  const figures = results.flatMap(({ document, shown }) => {
    const all = `${shown.text}\n${shown.figures}`;
    return document.figures.map(
      ({ value, span }) =>
        comparable(all).includes(comparable(value)) && coverage(span, all) >= 0.6,
    );
  });
  return `facts ${share(facts)}   key figures ${share(figures)}   ${ms.toFixed(1)} ms each`;
}

function share(hits: readonly boolean[]): string {
  const hit = hits.filter(Boolean).length;
  const percent = hits.length === 0 ? 0 : (100 * hit) / hits.length;
  return `${percent.toFixed(1).padStart(5)} % (${hit}/${hits.length})`;
}

function plain(text: string): Shown {
  return { text: truncateText(text, BUDGET), figures: '' };
}

/** Mihalcea and Tarau 2004 with shared character pairs for shared words; sentences in rank order until full. */
function textRank(body: string): string {
  const sentences = splitSentences(body).slice(0, 300);
  const bags = sentences.map((sentence) => pairsOf(comparable(sentence)));
  const links = bags.map((a, i) => bags.map((b, j) => (i === j ? 0 : similarity(a, b))));
  const sums = links.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = sentences.map(() => 1);
  for (let round = 0; round < 30; round += 1) {
    ranks = ranks.map((_, at) => {
      const inflow = links.reduce((sum, row, from) => {
        const out = sums[from] ?? 0;
        return out === 0 ? sum : sum + ((row[at] ?? 0) / out) * (ranks[from] ?? 0);
      }, 0);
      return 0.15 + 0.85 * inflow;
    });
  }
  let text = '';
  const order = ranks.map((rank, at) => ({ rank, at })).toSorted((a, b) => b.rank - a.rank);
  for (const { at } of order) {
    const sentence = sentences[at] ?? '';
    if (text.length + sentence.length <= BUDGET) text += sentence;
  }
  return text;
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size < 2 || b.size < 2) return 0;
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return shared / (Math.log(a.size) + Math.log(b.size));
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(
    Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)),
  );
}

const goldSamples = z.array(
  z.object({
    file: z.string(),
    meta: z.object({ kind: z.string() }),
    facts: z.array(z.object({ span: z.string() })),
    key_figures: z.array(z.object({ value: z.string(), span: z.string() })),
  }),
);

const KINDS: Readonly<Record<string, Kind>> = {
  reply: 'reply',
  news: 'news',
  'opinion column': 'opinion',
};

function readSamples(): readonly Marked[] {
  const gold = new URL('../../../shared/corpus/samples.json', import.meta.url);
  if (!existsSync(gold)) return [];
  return goldSamples.parse(JSON.parse(readFileSync(gold, 'utf8'))).map((sample) => {
    const bytes = readFileSync(new URL(sample.file, gold));
    const { article, letter } = extractArticle(decodePage({ url: null, bytes, contentType: null }));
    return {
      article,
      letter,
      kind: KINDS[sample.meta.kind] ?? 'other',
      facts: sample.facts.map(({ span }) => span),
      figures: sample.key_figures,
    };
  });
}
