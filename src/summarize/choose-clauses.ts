import type { QuoteKind } from '../domain/summary.ts';
import type { Statement } from '../statements/statement.ts';
import { overlap, type WeighedStatement } from './weigh-clauses.ts';

/** Which clauses of which statement are chosen; indexes of both, those of clauses in order. */
export type Choice = ReadonlyMap<number, readonly number[]>;

// Found on marked letters together with the weights of the rules: docs/rules.md.
/** Less likely clauses are not worth their room. */
const MIN_WORTH = -2.28;
const MIN_GAIN = 0;
/** Short clauses are easily had and say little: all cost so many characters more. */
const FIXED_COST = 17.71;
/** A clause of which more was said already is not said again. */
const MAX_OVERLAP = 0.54;
const REPEAT_LOSS = 0.27;
const HOST_LOSS = 0.68;
const NEW_SECTION = 1.24;
/** What was asked, granted or refused comes first; rules and admissions weigh as much as figures. */
const KIND_FACTORS: Readonly<Record<QuoteKind, number>> = {
  decision: 2.13,
  rule: 1.68,
  admission: 1.28,
  fact: 1,
};

/** More clauses than a statement has. */
const MANY = 10_000;
const MAX_REFUSED = 12;

interface Pick {
  readonly index: number;
  readonly at: number;
  /** Clauses to add, by statement. */
  readonly added: ReadonlyMap<number, readonly number[]>;
  readonly gain: number;
  readonly cost: number;
}

interface State {
  readonly statements: readonly WeighedStatement[];
  chosen: Map<number, readonly number[]>;
  /** Clauses that did not fit as they would be printed. */
  readonly refused: Set<number>;
  readonly sections: Set<number>;
  readonly said: Set<number>;
  readonly lineCost: number;
  left: number;
  /** Picks as they were last computed, by clause, and how many clauses had been chosen by then. */
  readonly picks: Map<number, { readonly pick: Pick | null; readonly at: number }>;
  /** After how many choices each statement was last added to. */
  readonly changedAt: Map<number, number>;
  taken: number;
}

/**
 * Chooses clauses worth most per character within `room` characters, each with all that it leans on: repeats are worth
 * nothing, and a section not yet heard is worth more. Every line costs `lineCost` characters besides its text.
 */
export function chooseClauses(
  statements: readonly WeighedStatement[],
  options: {
    readonly room: number;
    readonly lineCost: number;
    readonly known: ReadonlySet<number>;
    /** Whether what is chosen so far fits, as it will be printed. */
    readonly fits: (choice: Choice) => boolean;
  },
): Choice {
  const state: State = {
    statements,
    chosen: new Map(),
    refused: new Set(),
    sections: new Set(),
    said: new Set(options.known),
    lineCost: options.lineCost,
    left: options.room,
    picks: new Map(),
    changedAt: new Map(),
    taken: 0,
  };
  let refused = 0;
  for (let pick = bestPick(state); pick !== null; pick = bestPick(state)) {
    const wider = widened(state.chosen, pick.added);
    if (options.fits(wider)) take(state, pick, wider);
    else {
      state.refused.add(pick.index * MANY + pick.at);
      refused += 1;
      if (refused === MAX_REFUSED) break;
    }
  }
  return state.chosen;
}

function widened(chosen: Choice, added: Pick['added']): Map<number, readonly number[]> {
  const wider = new Map(chosen);
  for (const [index, clauses] of added) {
    const all = new Set([...(chosen.get(index) ?? []), ...clauses]);
    wider.set(
      index,
      [...all].sort((a, b) => a - b),
    );
  }
  return wider;
}

function take(state: State, pick: Pick, wider: Map<number, readonly number[]>): void {
  state.chosen = wider;
  state.taken += 1;
  for (const [index, clauses] of pick.added) {
    state.changedAt.set(index, state.taken);
    state.sections.add(state.statements[index]?.statement.section ?? 0);
    for (const at of clauses) {
      for (const pair of state.statements[index]?.clauses[at]?.pairs() ?? []) state.said.add(pair);
    }
  }
  state.left -= pick.cost;
}

/**
 * The pick of the highest rate, of equals the first. What was computed for a clause before bounds what it is worth now:
 * only what could still win is computed again.
 */
function bestPick(state: State): Pick | null {
  let best: Pick | null = null;
  let bestRate = 0;
  for (const [index, { clauses, statement }] of state.statements.entries()) {
    for (const [at, clause] of clauses.entries()) {
      if (clause === null || clause.worth < MIN_WORTH) continue;
      // What only holds for the statement is told by the one that it stands in.
      if (!isOwn(statement, at)) continue;
      if (state.chosen.get(index)?.includes(at) === true) continue;
      if (state.refused.has(index * MANY + at)) continue;
      const known = knownPick(state, index, at);
      if (known !== undefined && !mayWin(state, known, bestRate)) continue;
      const pick = freshPick(state, index, at);
      if (!mayWin(state, pick, bestRate)) continue;
      [best, bestRate] = [pick, rateOf(pick)];
    }
  }
  return best;
}

function mayWin(state: State, pick: Pick | null, bestRate: number): pick is Pick {
  if (pick === null || pick.cost > state.left || pick.gain < MIN_GAIN) return false;
  return rateOf(pick) > bestRate;
}

function rateOf({ gain, cost }: Pick): number {
  return gain / (cost + FIXED_COST);
}

/** The pick as it was computed before, as long as nothing was added to its statements: its cost holds, its gain can only have fallen. */
function knownPick(state: State, index: number, at: number): Pick | null | undefined {
  const known = state.picks.get(index * MANY + at);
  if (known?.pick == null) return known?.pick;
  for (const other of known.pick.added.keys()) {
    if ((state.changedAt.get(other) ?? 0) > known.at) return undefined;
  }
  return known.pick;
}

function freshPick(state: State, index: number, at: number): Pick | null {
  const key = index * MANY + at;
  const known = state.picks.get(key);
  if (known?.at === state.taken) return known.pick;
  const pick = pickOf(state, index, at);
  state.picks.set(key, { pick, at: state.taken });
  return pick;
}

/** Whether a clause stands in the statement itself, and not before it in the same sentence. */
export function isOwn({ clauses, start }: Statement, at: number): boolean {
  return (clauses[at]?.start ?? 0) >= start;
}

/** What choosing a clause would add; null where it cannot be quoted. */
function pickOf(state: State, index: number, at: number): Pick | null {
  const added = closure(state.statements, index, at);
  if (added === null) return null;
  let gain = 0;
  let cost = 0;
  for (const [other, clauses] of added) {
    const chosen = state.chosen.get(other) ?? [];
    const weighed = state.statements[other];
    const fresh = clauses.filter((clause) => !chosen.includes(clause));
    for (const clause of fresh) {
      cost += (weighed?.statement.clauses[clause]?.text.length ?? 0) + 1;
      const own = weighed?.clauses[clause] ?? null;
      if (own === null) continue;
      const repeated = overlap(own.pairs(), state.said);
      const isTarget = other === index && clause === at;
      if (isTarget && repeated > MAX_OVERLAP) return null;
      const likely = chance(own.worth - (isTarget ? 0 : HOST_LOSS));
      gain += KIND_FACTORS[own.kind] * likely * (1 - repeated * REPEAT_LOSS);
    }
  }
  // A statement that is led in by another shares its line.
  if (state.chosen.get(index) === undefined) {
    cost += state.lineCost + headingCost(state, index);
  }
  if (!state.sections.has(state.statements[index]?.statement.section ?? 0)) gain *= NEW_SECTION;
  return { index, at, added, gain, cost };
}

/** Characters of the heading that a statement must be shown with. */
function headingCost({ statements }: State, index: number): number {
  const statement = statements[index]?.statement;
  return statement?.needsHeading === true ? (statement.heading?.text.length ?? 0) : 0;
}

/** Log-odds as a chance, 0 to 1. */
function chance(worth: number): number {
  return 1 / (1 + Math.exp(-worth));
}

const MAX_CHAIN = 2;
/** An answer may stand three statements behind the wish. */
const MAX_TURNS = 3;

/**
 * A clause with all that a quotation of it must hold: in its own statement, in the one that it points back at, and in
 * the one that turns it round. Null where something of that may not be quoted, or the chain is too long.
 */
export function closure(
  statements: readonly WeighedStatement[],
  index: number,
  at: number,
): Closure | null {
  let known = closures.get(statements);
  if (known === undefined) closures.set(statements, (known = new Map()));
  const key = index * MANY + at;
  const found = known.get(key);
  if (found !== undefined) return found;
  const closed = close(statements, index, at);
  known.set(key, closed);
  return closed;
}

type Closure = ReadonlyMap<number, readonly number[]>;

/** Asked for again and again while clauses are chosen. */
const closures = new WeakMap<readonly WeighedStatement[], Map<number, Closure | null>>();

function close(statements: readonly WeighedStatement[], index: number, at: number): Closure | null {
  const added = new Map<number, readonly number[]>();
  let isQuotable = true;
  const add = (one: number, clauses: readonly number[]): void => {
    const weighed = statements[one];
    const own = weighed === undefined ? [] : clauses;
    isQuotable &&= own.length > 0 && own.every((clause) => weighed?.barred.has(clause) !== true);
    added.set(one, own);
  };
  add(index, statements[index]?.statement.clauses[at]?.needs ?? []);
  let back = statements[index]?.statement.antecedent ?? null;
  for (let count = 0; back !== null && count < MAX_CHAIN; count += 1) {
    add(back, allMains(statements[back]));
    back = statements[back]?.statement.antecedent ?? null;
  }
  let turn = statements[index]?.statement.turnedBy ?? null;
  for (let count = 0; turn !== null && count < MAX_TURNS; count += 1) {
    add(turn, allMains(statements[turn]));
    turn = statements[turn]?.statement.turnedBy ?? null;
  }
  return isQuotable && back === null ? added : null;
}

/** All that a statement says, with what its clauses lean on. */
export function allMains(weighed: WeighedStatement | undefined): readonly number[] {
  const clauses = weighed?.statement.clauses ?? [];
  const own = clauses.filter(
    ({ front, start }) => front === null && start >= (weighed?.statement.start ?? 0),
  );
  return [...new Set(own.flatMap(({ needs }) => needs))].sort((a, b) => a - b);
}
