import { once } from '../base/once.ts';
import type { QuoteKind } from '../domain/summary.ts';
import { countFigures, hasLostNoun } from '../quantities/find-figures.ts';
import { judgeActs, type Act } from '../statements/judge-acts.ts';
import type { Clause, Statement } from '../statements/statement.ts';
import type { Voice } from '../statements/subject.ts';
import { hasAdvert } from '../text/adverts.ts';
import { hasPersonalData } from '../text/redact.ts';
import { KINDS } from './quote-kinds.ts';
import { SCHOOL_WORDS, SIGNALS, TRADE_WORDS } from './signals.ts';

/** A main clause with its worth for a summary. */
interface WeighedClause {
  /** The log-odds that a careful reader would tell it: found on marked letters, docs/rules.md. */
  readonly worth: number;
  readonly kind: QuoteKind;
  readonly figures: number;
  readonly act: Act;
  /** Pairs of neighboring characters, for telling whether two clauses say the same. */
  readonly pairs: () => ReadonlySet<number>;
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
const MORE_FIGURES = 0.48;
/** Figures below a hundred tell less. */
const FEW = -0.43;
const SCRAP = { length: 7, loss: -2.04 } as const;
const BACKGROUND = -6.5;
/** Never quoted as long as there is anything else. */
const FOREIGN = -20;
const ACT_WEIGHTS: Readonly<Record<Act, number>> = {
  promise: 1.18,
  plan: 1.37,
  ask: -0.07,
  said: 1.77,
  elsewhere: -2.49,
  demand: -1.05,
  told: 0,
};

/** What is known of a letter before its clauses are weighed. */
export interface Frame {
  /** Its day. */
  readonly base: string | null;
  /** The names of the persons whom it greets. */
  readonly names: readonly string[];
  readonly voice: Voice;
}

/** Weighs every clause. */
export function weighStatements(
  statements: readonly Statement[],
  { base, names, voice }: Frame,
): readonly WeighedStatement[] {
  const foreign = foreignSentences(statements);
  const hasSections = new Set(statements.map(({ section }) => section)).size > 2;
  return statements.map((statement) => {
    const acts = judgeActs(statement, base, voice);
    const isBackground = hasSections && statement.section === 0;
    return {
      statement,
      barred: barredOf(statement, names),
      clauses: statement.clauses.map((clause, at) =>
        clause.front === null
          ? weigh(clause, {
              act: acts[at] ?? 'told',
              isBackground,
              isForeign: foreign.has(statement.sentence),
            })
          : null,
      ),
    };
  });
}

interface Setting {
  readonly act: Act;
  readonly isBackground: boolean;
  readonly isForeign: boolean;
}

const QUOTED = /《[^《》]{0,60}》|“[^“”]{0,60}”/gu;

function barredOf({ clauses }: Statement, names: readonly string[]): Barred {
  const isAdvert = once(() => hasAdvert(clauses.map(({ text }) => text).join('，')));
  const known = new Map<number, boolean>();
  const isBarred = (at: number): boolean => {
    const { text } = clauses[at] ?? { text: '' };
    // 举报人：某某 is personal for its label.
    const before = clauses[at - 1];
    const isLabelled = before?.front === 'free' && before.text.length <= MAX_LABEL;
    const whole = isLabelled ? `${before.text}：${text}` : text;
    return isAdvert() || hasLostNoun(text) || hasPersonalData(whole, names) || isRemnant(at);
  };
  // 会上, where the next clause names a person: it says nothing without it.
  const isRemnant = (at: number): boolean => {
    const next = clauses[at + 1]?.text;
    const isShort = (clauses[at]?.text ?? '').length < MIN_ALONE;
    return isShort && next !== undefined && hasPersonalData(next, names);
  };
  return {
    has(at) {
      const found = known.get(at) ?? isBarred(at);
      known.set(at, found);
      return found;
    },
  };
}

const MAX_LABEL = 10;
/** A clause of fewer characters does not stand without the next one. */
const MIN_ALONE = 5;

const COUNT = /(?<![\d.])\d+(?:\.\d+)?(?=[所个名节期册场项次家门套])/gu;

/** Whether all that a clause counts is less than a hundred of something. */
function isFew(text: string): boolean {
  const counts = Array.from(text.match(COUNT) ?? [], Number);
  return counts.length > 0 && Math.max(...counts) < 100 && !/[%％万亿]/u.test(text);
}

function weigh(clause: Clause, { act, isBackground, isForeign }: Setting): WeighedClause {
  const { text } = clause;
  const figures = countFigures(text);
  const bare = text.replaceAll(QUOTED, '');
  const because: string[] = [];
  let worth = BASE + ACT_WEIGHTS[act];
  for (const { row, pattern } of countingPatterns()) {
    const count = (row.outsideQuotes === true ? bare : text).match(pattern)?.length ?? 0;
    if (count === 0) continue;
    worth += row.weight * Math.min(row.times, count);
    if (row.weight > 0) because.push(row.id);
  }
  const kind = act === 'elsewhere' ? null : KINDS.find(text);
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
    const text = clauses.map((clause) => clause.text).join('，');
    texts.set(sentence, `${texts.get(sentence) ?? ''}，${text}`);
  }
  const foreign = [...texts].filter(([, text]) => {
    const trade = text.match(TRADE_WORDS)?.length ?? 0;
    return trade > 0 && trade > (text.match(SCHOOL_WORDS)?.length ?? 0) && countFigures(text) > 0;
  });
  return new Set(foreign.map(([sentence]) => sentence));
}

/** Pairs of neighboring characters, marks and blanks left out, as numbers. */
export function pairsOf(text: string): ReadonlySet<number> {
  const pairs = new Set<number>();
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!isWord(code)) continue;
    if (last !== 0) pairs.add(last * 0x1_00_00 + code);
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
export function overlap(pairs: ReadonlySet<number>, known: ReadonlySet<number>): number {
  if (pairs.size === 0) return 1;
  let both = 0;
  for (const pair of pairs) if (known.has(pair)) both += 1;
  return both / pairs.size;
}
