import { ascending } from '../base/ascending.ts';
import type { Article } from '../domain/article.ts';
import type { LeftOut, Quote, Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import { COURTESY } from '../grammar/tense-rules.ts';
import type { Letter } from '../letter/letter.ts';
import { readStatements } from '../statements/read-statements.ts';
import { createVoice } from '../statements/subject.ts';
import { hasAdvert } from '../text/adverts.ts';
import { truncateText } from '../text/han.ts';
import { privateParts } from '../privacy/persons-of.ts';
import { hasPersonalData } from '../privacy/redact.ts';
import { splitSentences } from '../text/sentences.ts';
import { chooseClauses, type Choice } from './choose-clauses.ts';
import { chooseAll } from './choose-all.ts';
import {
  findCommitments,
  type FoundCommitment,
  type PromiseDraft,
  promisedClauses,
  promiseOf,
  promisesOf,
  toCommitment,
  toldWithPromise,
} from './find-commitments.ts';
import { findKeyFigures } from './find-key-figures.ts';
import { leadOf } from './lead-of.ts';
import { createLineMaker, type Line } from './lines-of.ts';
import { type Draft, toldOnce, toQuote } from './quote.ts';
import { leadText, LINE_COST, NEXT_COST } from './summary-text.ts';
import { pairsOf, type WeighedStatement, weighStatements } from './weigh-clauses.ts';

/** Characters of all that is shown. */
const MAX_CHARACTERS = 400;
const MAX_START = 120;
const MAX_PLAIN_READ = 1_000;
const MAX_PLAIN_POINTS = 6;
const MIN_SENTENCE = 5;
// What is worth less is not missed.
const WORTH_COUNTING = 1.2;

/** Sums a letter or another text up in its own words. Every line is true standing alone. */
export function summarizeArticle(article: Article, letter: Letter, verdict: Verdict): Summary {
  // No reply and about something else: never shown unasked, so nothing is weighed.
  if (verdict.relevance === 'none' && verdict.kind !== 'reply')
    return plainSummary(article, article.body);
  const text = article.body;
  const base = article.dateWritten ?? article.datePublished;
  const voice = createVoice(article.agency);
  const answer = readStatements(text, letter.answer, voice);
  const statements = weighStatements(answer.statements, {
    base,
    isPrivate: privateParts(article),
    voice,
  });
  const lead = verdict.kind === 'reply' ? leadOf(article, letter) : null;
  const draftsOf = createDraftMaker(statements, text, base);
  const room = MAX_CHARACTERS - (lead === null ? 0 : leadText(lead).length + 1);
  const measure = (choice: Choice): number => lengthOf(draftsOf(choice));
  const known = pairsOf(lead === null ? '' : lead.subject);
  const choice =
    chooseAll(statements, room, (all) => measure(all) <= room) ??
    chooseClauses(statements, { room, lineCost: LINE_COST, known, measure });
  const drafts = draftsOf(choice);
  const next = drafts.next.map((draft) => toCommitment(draft, base));
  const points = drafts.lines.map(toQuote);
  if (points.length === 0 && next.length === 0 && !answer.hasUnreadTable) {
    const { start, end } = letter.answer;
    const said = letter.shape === 'other' ? text : text.slice(start, end);
    return { ...plainSummary(article, said), lead };
  }
  const promises = findCommitments(statements, text, base);
  const figures = findKeyFigures(statements, text);
  const shown = [...points, ...next].map((quote) => quote.text).join('\n');
  const leftOut: LeftOut = {
    points: countMissed(statements, choice),
    commitments: countUnsaid(statements, promises, choice),
    figures: figures.filter(({ value, unit }) => !shown.includes(`${value}${unit}`)).length,
  };
  return {
    lead,
    points,
    next,
    commitments: promises.map(({ draft }) => toCommitment(draft, base)),
    keyFigures: figures,
    leftOut,
    hasTable: answer.hasUnreadTable,
  };
}

/** What a choice is made of: lines that tell, and promises in the order of the letter. */
interface Drafts {
  readonly lines: readonly Draft[];
  readonly next: readonly PromiseDraft[];
}

/** Makes what a choice looks like on a card; `base` is the letter's day. */
function createDraftMaker(
  statements: readonly WeighedStatement[],
  text: string,
  base: string | null,
): (choice: Choice) => Drafts {
  const linesOf = createLineMaker(statements, text);
  /** Promises by what was chosen of a statement: most choices share it with the one before. */
  const made = new Map<readonly number[], readonly PromiseDraft[]>();
  const nextOf = (index: number, chosen: readonly number[]): readonly PromiseDraft[] => {
    const weighed = statements[index];
    const promised = weighed === undefined ? [] : promisedClauses(weighed);
    const shown = promised.filter((at) => chosen.includes(at));
    const told =
      weighed === undefined
        ? []
        : toldWithPromise(weighed, shown).filter((at) => chosen.includes(at));
    const parts = promisesOf(statements, { index, promised: shown, base });
    return parts.flatMap((one) => {
      const own = told.filter((at) => needs(weighed, at).some((need) => one.includes(need)));
      return promiseOf(statements, { index, promised: one, told: own, text })?.draft ?? [];
    });
  };
  return (choice) => {
    const next: PromiseDraft[] = [];
    for (const index of ascending([...choice.keys()])) {
      const chosen = choice.get(index) ?? [];
      const known = made.get(chosen) ?? nextOf(index, chosen);
      made.set(chosen, known);
      next.push(...known);
    }
    // What leads in a promise is told with it.
    return { lines: toldOnce(inOrder(linesOf(choice)), next), next: toldOnce(next, []) };
  };
}

function needs(weighed: WeighedStatement | undefined, at: number): readonly number[] {
  return weighed?.statement.clauses[at]?.needs ?? [];
}

/** Decisions first, for what was asked is what the letter answers. */
function inOrder(lines: readonly Line[]): readonly Draft[] {
  const isDecision = ({ draft }: Line): number => Number(draft.kind === 'decision');
  return lines
    .toSorted((a, b) => isDecision(b) - isDecision(a) || a.start - b.start)
    .map(({ draft }) => draft);
}

/** Characters that quotations take on a card. */
function lengthOf({ lines, next }: Drafts): number {
  let length = next.length === 0 ? -1 : NEXT_COST - 1;
  for (const { text } of lines) length += text.length + LINE_COST;
  for (const { text } of next) length += text.length + LINE_COST;
  return length;
}

/** Promises of which nothing is shown, those that may not be quoted among them. */
function countUnsaid(
  statements: readonly WeighedStatement[],
  promises: readonly FoundCommitment[],
  choice: Choice,
): number {
  const unsaid = promises.filter(({ index, clauses }) => {
    return choice.get(index)?.some((at) => clauses.includes(at)) !== true;
  });
  const barred = statements.filter(({ clauses, barred: at }) =>
    clauses.some((clause, index) => clause?.act === 'promise' && at.has(index)),
  );
  return unsaid.length + barred.length;
}

/** Statements that tell something worth telling, and of which nothing is shown. */
function countMissed(weighed: readonly WeighedStatement[], choice: Choice): number {
  return weighed.filter(({ clauses, barred }, index) => {
    if (choice.has(index)) return false;
    return clauses.some((clause, at) => {
      const isWorth = (clause?.worth ?? 0) >= WORTH_COUNTING;
      return isWorth && clause?.act !== 'promise' && !barred.has(at);
    });
  }).length;
}

function isQuotable(text: string, names: readonly string[]): boolean {
  return !hasPersonalData(text, names) && !hasAdvert(text);
}

/** How a text of an article begins, in whole sentences. */
function plainSummary(article: Article, text: string): Summary {
  const points: Quote[] = [];
  // Of a text about something else no card is made: it is not searched for persons as a whole.
  const names = article.addresseeNames;
  let left = MAX_CHARACTERS;
  for (const sentence of splitSentences(text.slice(0, MAX_PLAIN_READ))) {
    const cost = sentence.length + LINE_COST;
    if (cost > left || points.length === MAX_PLAIN_POINTS) break;
    if (sentence.length < MIN_SENTENCE || !isQuotable(sentence, names)) continue;
    if (COURTESY.test(sentence)) continue;
    points.push(plainQuote(sentence));
    left -= cost;
  }
  if (points.length === 0) points.push(plainQuote(plainStart(text, names)));
  return {
    lead: null,
    points: points.filter((point) => point.text !== ''),
    next: [],
    commitments: [],
    keyFigures: [],
    leftOut: { points: 0, commitments: 0, figures: 0 },
    hasTable: false,
  };
}

function plainQuote(text: string): Quote {
  return { text, kind: 'fact', figures: [], because: [] };
}

/** For a text that has no whole sentence to show: how it begins. */
function plainStart(text: string, names: readonly string[]): string {
  const [line = ''] = text.slice(0, MAX_PLAIN_READ).split('\n');
  return isQuotable(line, names) ? truncateText(line, MAX_START) : '';
}
