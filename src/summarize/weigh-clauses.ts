import { once } from '../base/once.ts';
import type { QuoteKind } from '../domain/summary.ts';
import { ONE_OF_SEVERAL } from '../grammar/leaning-rules.ts';
import { countFigures, hasLostNoun } from '../quantities/find-figures.ts';
import { judgeActs, type Act } from '../statements/judge-acts.ts';
import { withoutReports } from '../statements/reported.ts';
import type { Clause, Statement } from '../statements/statement.ts';
import type { Voice } from '../statements/subject.ts';
import { hasAdvert, holdAdvert } from '../text/adverts.ts';
import { KINDS, type KindSignal } from './quote-kinds.ts';
import { isOfOtherTrades } from './other-trades.ts';
import { SIGNALS } from './signals.ts';

/** A main clause with its worth for a summary. */
interface WeighedClause {
  /** The log-odds that a careful reader would tell it: found on marked letters, docs/rules.md. */
  readonly worth: number;
  readonly kind: QuoteKind;
  readonly figures: number;
  readonly act: Act;
  /** Pairs of neighboring characters, for telling whether two clauses say the same. */
  readonly pairs: () => readonly number[];
  /** Ids of the rules that spoke for it. */
  readonly because: readonly string[];
}

/** Indexes of clauses. Each is judged when it is first asked for: what is worth little never is. */
interface Barred {
  readonly has: (at: number) => boolean;
}

/** A statement with the worth of each of its clauses; fronts weigh nothing by themselves. */
export interface WeighedStatement {
  readonly statement: Statement;
  readonly clauses: readonly (WeighedClause | null)[];
  /** Clauses of which nothing may be quoted: personal data, advertising, a number whose noun was lost. */
  readonly barred: Barred;
}

/** The log-odds of a clause of which no rule says anything. */
const BASE = -1.5;
const FIGURE = 1.8;
const MORE_FIGURES = 0.46;
/** Figures below a hundred tell less. */
const FEW = -0.41;
const SCRAP = { length: 7, loss: -1.97 } as const;
const BACKGROUND = -4.5;
/** Never quoted as long as there is anything else. */
const FOREIGN = -20;
const ACT_WEIGHTS: Readonly<Record<Act, number>> = {
  promise: 1.18,
  plan: 1.37,
  ask: -0.45,
  said: 0.8,
  elsewhere: -1.07,
  demand: -1.59,
  told: 0,
};

/** What is known of a letter before its clauses are weighed. */
export interface Frame {
  /** Its day. */
  readonly base: string | null;
  /** Whether a piece of its text holds anything that must not be shown. */
  readonly isPrivate: (start: number, end: number) => boolean;
  readonly voice: Voice;
}

/** Weighs every clause. */
export function weighStatements(
  said: readonly Statement[],
  { base, isPrivate, voice }: Frame,
): readonly WeighedStatement[] {
  const statements = withoutReports(said, base, voice);
  const foreign = foreignSentences(statements);
  const hasSections = new Set(statements.map(({ section }) => section)).size > 2;
  const mains = statements.map((statement) => {
    const acts = judgeActs(statement, base, voice);
    const isBackground = hasSections && statement.section === 0;
    const isForeign = foreign.has(statement.sentence);
    return statement.clauses.map((clause, at) =>
      clause.front === null
        ? mainOf(clause, { act: acts[at] ?? 'told', isBackground, isForeign })
        : null,
    );
  });
  takeSignals(mains.flat().filter(isMain));
  const holdsAdvert = once(() => holdAdvert(statements.map(wholeOf)));
  return statements.map((statement, index) => ({
    statement,
    barred: barredOf(statement, isPrivate, holdsAdvert),
    clauses: (mains[index] ?? []).map((main) => (main === null ? null : weigh(main))),
  }));
}

interface Setting {
  readonly act: Act;
  readonly isBackground: boolean;
  readonly isForeign: boolean;
}

/** A main clause and what the rules have said of it so far. */
interface Main extends Setting, Pick<Clause, 'text' | 'figures'> {
  worth: number;
  kind: KindSignal | null;
  readonly because: string[];
}

const isMain = (main: Main | null): main is Main => main !== null;

function mainOf({ text, figures }: Clause, setting: Setting): Main {
  return {
    ...setting,
    text,
    figures,
    worth: BASE + ACT_WEIGHTS[setting.act],
    kind: null,
    because: [],
  };
}

/** Rule by rule, not clause by clause: a pattern that was just used is matched twice as fast. */
function takeSignals(mains: readonly Main[]): void {
  const whole = mains.map(({ text }) => text);
  const bare = whole.map((text) => text.replaceAll(QUOTED, ''));
  for (const { row, pattern } of countingPatterns()) {
    const texts = row.outsideQuotes === true ? bare : whole;
    for (let at = 0; at < mains.length; at += 1) {
      const main = mains[at];
      const count = texts[at]?.match(pattern)?.length ?? 0;
      if (main === undefined || count === 0) continue;
      main.worth += row.weight * Math.min(row.times, count);
      if (row.weight > 0) main.because.push(row.id);
    }
  }
  const judged = mains.filter(({ act }) => act !== 'elsewhere');
  const kinds = KINDS.findEach(judged.map(({ text }) => text));
  for (const [at, main] of judged.entries()) main.kind = kinds[at] ?? null;
}

const QUOTED = /《[^《》]{0,60}》|“[^“”]{0,60}”/gu;

function wholeOf({ clauses }: Pick<Statement, 'clauses'>): string {
  return clauses.map(({ text }) => text).join('，');
}

function barredOf(
  statement: Statement,
  isPrivate: Frame['isPrivate'],
  holdsAdvert: () => boolean,
): Barred {
  const { clauses } = statement;
  const isAdvert = once(() => holdsAdvert() && hasAdvert(wholeOf(statement)));
  const known = new Map<number, boolean>();
  const isBarred = (at: number): boolean => {
    const clause = clauses[at];
    if (clause === undefined) return false;
    const { text, start, end } = clause;
    return isAdvert() || hasLostNoun(text) || isPrivate(start, end) || isRemnant(at) || isOneOf(at);
  };
  // 会上, where the next clause names a person: it says nothing without it.
  const isRemnant = (at: number): boolean => {
    const next = clauses[at + 1];
    const { text = '', front = null } = clauses[at] ?? {};
    // 4月以来 may lead in what stands further behind.
    const isShort = text.length < MIN_ALONE && front !== 'time';
    return isShort && next !== undefined && isPrivate(next.start, next.end);
  };
  // 后者尚未理顺 after a semicolon: what the other one is stands before it.
  const isOneOf = (at: number): boolean =>
    ONE_OF_SEVERAL.test(clauses[at]?.text ?? '') &&
    !clauses.some((one, index) => index < at && one.front === null && one.start >= statement.start);
  return {
    has(at) {
      const found = known.get(at) ?? isBarred(at);
      known.set(at, found);
      return found;
    },
  };
}

/** A clause of fewer characters does not stand without the next one. */
const MIN_ALONE = 5;

const COUNT = /(?<![\d.])\d+(?:\.\d+)?(?=[所个名节期册场项次家门套])/gu;

/** Whether all that a clause counts is less than a hundred of something. */
function isFew(text: string): boolean {
  const counts = Array.from(text.match(COUNT) ?? [], Number);
  return counts.length > 0 && Math.max(...counts) < 100 && !/[%％万亿]/u.test(text);
}

function weigh({
  text,
  figures,
  act,
  isBackground,
  isForeign,
  kind,
  ...main
}: Main): WeighedClause {
  const { because } = main;
  let { worth } = main;
  if (kind !== null) {
    worth += kind.weight;
    because.push(kind.id);
  }
  if (figures > 0) {
    worth += FIGURE + MORE_FIGURES * Math.min(3, figures - 1);
    if (isFew(text)) worth += FEW;
    because.push('figure');
  } else if (kind === null) {
    if (text.length < SCRAP.length) worth += SCRAP.loss;
  }
  if (isBackground && kind?.kind !== 'decision') worth += BACKGROUND;
  return {
    worth: isForeign ? FOREIGN : worth,
    kind: kind?.kind ?? 'fact',
    figures,
    act,
    pairs: once(() => pairsOf(text)),
    because,
  };
}

const countingPatterns = SIGNALS.derive((rows) =>
  rows.map((row) => ({ row, pattern: new RegExp(row.match.join('|'), 'gu') })),
);

/** Sentences that count what no parent asks for. */
function foreignSentences(statements: readonly Statement[]): ReadonlySet<number> {
  const texts = new Map<number, string>();
  for (const { sentence, clauses } of statements) {
    const text = wholeOf({ clauses });
    texts.set(sentence, `${texts.get(sentence) ?? ''}，${text}`);
  }
  const foreign = [...texts].filter(([, text]) => isOfOtherTrades(text) && countFigures(text) > 0);
  return new Set(foreign.map(([sentence]) => sentence));
}

/** Pairs of neighboring characters, marks and blanks left out, as numbers: each once. A set of so few takes longer to make. */
export function pairsOf(text: string): readonly number[] {
  const pairs: number[] = [];
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!isWord(code)) continue;
    const pair = (last << 16) | code;
    if (last !== 0 && !pairs.includes(pair)) pairs.push(pair);
    last = code;
  }
  return pairs;
}

function isWord(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x25 ||
    code === 0x2e ||
    (code >= 0x3400 && code <= 0x9fff)
  );
}

/** Share of a text's pairs that are known already, 0 to 1. */
export function overlap(pairs: readonly number[], known: ReadonlySet<number>): number {
  if (pairs.length === 0) return 1;
  let both = 0;
  for (const pair of pairs) if (known.has(pair)) both += 1;
  return both / pairs.length;
}
