import { classifyArticle } from '../../../src/classify/classify-article.ts';
import { identifyArticle, type Identity } from '../../../src/dedupe/identify-article.ts';
import { discoverList } from '../../../src/discover/discover-entries.ts';
import type { Article } from '../../../src/domain/article.ts';
import type { Page } from '../../../src/domain/page.ts';
import type { Summary } from '../../../src/domain/summary.ts';
import type { Verdict } from '../../../src/domain/verdict.ts';
import type { Vocabulary } from '../../../src/domain/vocabulary.ts';
import {
  extractArticle,
  type ExtractHints,
  type Extraction,
} from '../../../src/extract/extract-article.ts';
import { letterOfArticle } from '../../../src/letter/read-letter.ts';
import { summarizeArticle } from '../../../src/summarize/summarize-article.ts';
import { observeTables } from '../../../src/text/rule-table.ts';

/** What is read: single words by one room, a page or document as text, an article that was composed, or a list. */
export type Readable =
  | { readonly kind: 'words'; readonly read: () => string }
  | { readonly kind: 'page'; readonly page: Page; readonly hints?: ExtractHints }
  | { readonly kind: 'article'; readonly article: Article; readonly isJudgedOnly: boolean }
  | { readonly kind: 'list'; readonly page: Page };

/** What the stages made of it; null for stages that it does not go through. */
export interface Staged {
  readonly extraction: Extraction | null;
  readonly verdict: Verdict | null;
  readonly summary: Summary | null;
  readonly identity: Identity | null;
  readonly found: ReturnType<typeof discoverList> | null;
  /** What words were taken for. */
  readonly taken: string | null;
}

const STAGES = ['discover', 'extract', 'classify', 'summarize'] as const;
type Stage = (typeof STAGES)[number];

/** Which tables each stage looked at. The vocabulary counts as a table, looked at by `classify`. */
export type Touched = Readonly<Record<Stage, ReadonlySet<string>>>;

/** The day on which marked documents are read. */
export const TODAY = '2026-11-22';
/** The name under which `config/vocabulary.yaml` counts as a table. */
export const VOCABULARY = 'vocabulary';

const NOTHING: Staged = {
  extraction: null,
  verdict: null,
  summary: null,
  identity: null,
  found: null,
  taken: null,
};

/** Where reading begins anew, and what is known of the stages before. */
interface Start {
  readonly from: Stage;
  readonly before: Staged;
  /** Told of each stage before it is read. */
  readonly enter?: (stage: Stage) => void;
}

/** Reads a document through the stages from `from` on; what comes before is taken from `before`. */
export function readStages(
  readable: Readable,
  vocabulary: Vocabulary,
  start: Start = { from: 'discover', before: NOTHING },
): Staged {
  const { from, before, enter } = start;
  if (readable.kind === 'words') {
    enter?.('discover');
    return { ...NOTHING, taken: readable.read() };
  }
  if (readable.kind === 'list') {
    enter?.('discover');
    return { ...NOTHING, found: discoverList(readable.page, { today: TODAY }) };
  }
  const isPast = (stage: Stage): boolean => STAGES.indexOf(stage) < STAGES.indexOf(from);
  enter?.('extract');
  const extraction = (isPast('extract') ? before.extraction : null) ?? extract(readable);
  const { article, letter } = extraction;
  enter?.('classify');
  const verdict =
    (isPast('classify') ? before.verdict : null) ?? classifyArticle(article, letter, vocabulary);
  if (readable.kind === 'article' && readable.isJudgedOnly) {
    return { ...NOTHING, extraction, verdict };
  }
  enter?.('summarize');
  const summary = summarizeArticle(article, letter, verdict);
  const identity = identifyArticle(article, letter);
  return { ...NOTHING, extraction, verdict, summary, identity };
}

function extract(readable: Extract<Readable, { kind: 'page' | 'article' }>): Extraction {
  if (readable.kind === 'page') {
    return extractArticle(readable.page, readable.hints ?? { today: TODAY });
  }
  const { article } = readable;
  const grounds = { title: [], agency: [], dateWritten: [], datePublished: [] };
  return {
    article,
    letter: letterOfArticle(article),
    grounds,
    answer: 'document',
    withdrawal: null,
  };
}

/** Reads a document and notes which tables each stage looked at. */
export function observeStages(
  readable: Readable,
  vocabulary: Vocabulary,
): { readonly staged: Staged; readonly touched: Touched } {
  const touched: Record<Stage, Set<string>> = {
    discover: new Set(),
    extract: new Set(),
    classify: new Set([VOCABULARY]),
    summarize: new Set(),
  };
  let stage: Stage = 'discover';
  observeTables((table) => touched[stage].add(table));
  try {
    const enter = (entered: Stage): void => {
      stage = entered;
    };
    const staged = readStages(readable, vocabulary, { from: 'discover', before: NOTHING, enter });
    return { staged, touched };
  } finally {
    observeTables(null);
  }
}

/** The first stage that looks at a table, or null. */
export function firstStage(touched: Touched, table: string): Stage | null {
  return STAGES.find((stage) => touched[stage].has(table)) ?? null;
}
