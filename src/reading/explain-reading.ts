import type { Article } from '../domain/article.ts';
import type { Quote, Summary } from '../domain/summary.ts';
import type { Reason, Verdict } from '../domain/verdict.ts';
import type { Grounds } from '../extract/extract-article.ts';
import type { Letter } from '../letter/letter.ts';
import { type Act, judgeActs } from '../statements/judge-acts.ts';
import { withoutReports } from '../statements/reported.ts';
import { readStatements } from '../statements/read-statements.ts';
import { createVoice } from '../statements/subject.ts';
import { type Rule, type RuleTable, ruleTables } from '../text/rule-table.ts';

/** An article and what was made of it. */
export interface Judged {
  readonly article: Article;
  readonly letter: Letter;
  readonly grounds: Grounds;
  readonly verdict: Verdict;
  readonly summary: Summary;
}

/** A row that decided something, and the words of the text that it matched. */
interface DecidingRow {
  /** `table/id`, as `npm run rules` prints it. */
  readonly row: string;
  readonly words: string;
  /** What it added, where rows are added up. */
  readonly weight?: number;
}

/** One thing that was decided, and by which rows; none where something is missing, or was not looked for. */
export interface Explained {
  readonly decided:
    | 'title'
    | 'agency'
    | 'dateWritten'
    | 'datePublished'
    | 'kind'
    | 'relevance'
    | 'point'
    | 'promise';
  readonly value: string | null;
  readonly rows: readonly DecidingRow[];
  /** Of points and promises: whose act their clauses state, and when. */
  readonly acts?: readonly Act[];
}

// The tables that weigh a quotation, and the word for a promise.
const WEIGHING: ReadonlySet<string> = new Set(['signals', 'quote-kinds']);
const PROMISING = 'planned';

/** Names the rows that decided title, agency, days, kind, relevance, points and promises. */
export function explainReading(reading: Judged): readonly Explained[] {
  const { article, verdict, summary, grounds } = reading;
  const judged = judgeClauses(reading);
  const fact = (
    decided: keyof typeof grounds,
    value: string | null,
  ): Explained & { decided: keyof typeof grounds } => ({
    decided,
    value,
    rows: grounds[decided].map((row) => factRow(row, value ?? '')),
  });
  return [
    fact('title', article.title === '' ? null : article.title),
    fact('agency', article.agency),
    fact('dateWritten', article.dateWritten),
    fact('datePublished', article.datePublished),
    { decided: 'kind', value: verdict.kind, rows: kindRows(verdict) },
    { decided: 'relevance', value: verdict.relevance, rows: relevanceRows(verdict) },
    ...summary.points.map((quote) => explainQuote('point', quote, judged)),
    ...summary.commitments.map((quote) => explainQuote('promise', quote, judged)),
  ];
}

interface JudgedClause {
  readonly text: string;
  readonly act: Act;
}

/** The clauses of the answer, each with whose act it states; judged again, since a summary keeps only the text. */
function judgeClauses({ article, letter }: Judged): readonly JudgedClause[] {
  const voice = createVoice(article.agency);
  const { statements } = readStatements(article.body, letter.answer, voice);
  const base = article.dateWritten ?? article.datePublished;
  return withoutReports(statements, base, voice).flatMap((statement) => {
    const acts = judgeActs(statement, base, voice);
    return statement.clauses.flatMap(({ text, front }, at) => {
      const act = acts[at];
      return front === null && act !== undefined ? [{ text, act }] : [];
    });
  });
}

/** A row that gave a fact, and what it adds where rows are added up. */
function factRow(name: string, words: string): DecidingRow {
  const [table, id] = name.split('/');
  const rows =
    ruleTables()
      .find((one) => one.name === table)
      ?.rows() ?? [];
  const row = rows.find((one) => one.id === id);
  return { row: name, words, ...(row === undefined ? {} : ownWeight(row)) };
}

function ownWeight(row: Rule): { readonly weight?: number } {
  return 'weight' in row && typeof row.weight === 'number' ? { weight: row.weight } : {};
}

/** Of a reply what its letter showed; of other kinds the rules of that kind, and what kept it from being a reply. */
function kindRows({ kind, reasons }: Judged['verdict']): readonly DecidingRow[] {
  const own = reasons.filter(({ label }) => label === kind || label === 'reply');
  return own.map((reason) =>
    rowOf(reason.label === 'reply' ? 'reply-shape' : `vocabulary: ${reason.label}`, reason),
  );
}

const RELEVANCES: ReadonlySet<Reason['label']> = new Set(['core', 'related', 'adjacent']);

function relevanceRows({ reasons }: Judged['verdict']): readonly DecidingRow[] {
  return reasons
    .filter(({ label }) => RELEVANCES.has(label))
    .map((reason) => rowOf('vocabulary', reason));
}

function rowOf(table: string, { rule, weight, text }: Reason): DecidingRow {
  return { row: `${table}/${rule}`, words: inOneLine(text), weight };
}

function explainQuote(
  decided: 'point' | 'promise',
  quote: Quote,
  judged: readonly JudgedClause[],
): Explained {
  const tables = ruleTables();
  const weighing = tables
    .filter(({ name }) => WEIGHING.has(name))
    .flatMap((table) => matchingRows(table, quote.text))
    .filter(({ row }) => quote.because.includes(row.split('/')[1] ?? ''));
  const promising = tables
    .filter(({ name }) => decided === 'promise' && name === PROMISING)
    .flatMap((table) => matchingRows(table, quote.text));
  const figures = quote.figures.map(({ at, length }) => quote.text.slice(at, at + length));
  const counted = quote.because.includes('figure') && figures.length > 0;
  const acts = judged.filter(({ text }) => quote.text.includes(text)).map(({ act }) => act);
  return {
    decided,
    value: quote.text,
    acts: [...new Set(acts)],
    rows: [
      ...promising,
      ...weighing,
      ...(counted ? [{ row: 'weights/figure', words: figures.join(' ') }] : []),
    ],
  };
}

/** The rows of a table that match a text, with the words that they matched. */
function matchingRows(table: RuleTable<Rule>, text: string): readonly DecidingRow[] {
  return table.patterns().flatMap(({ row, pattern }) => {
    const words = pattern.exec(text)?.[0];
    if (words === undefined) return [];
    return [{ row: `${table.name}/${row.id}`, words, ...ownWeight(row) }];
  });
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
