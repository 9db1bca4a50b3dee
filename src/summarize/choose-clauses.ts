import type { QuoteKind } from '../domain/summary.ts';
import { type Closure, closureAlone, isOwn, unbroken } from './closure.ts';
import { overlap, type WeighedStatement } from './weigh-clauses.ts';

/** Which clauses of which statement are chosen. */
export type Choice = Closure;

// Found on marked letters together with the weights of the rules: docs/rules.md.
/** Less likely clauses are not worth their room. */
const MIN_WORTH = -3.91;
/** Short clauses are easily had and say little: all cost so many characters more. */
const FIXED_COST = 21.4;
/** A clause of which more was said already is not said again. */
const MAX_OVERLAP = 0.79;
const HOST_LOSS = 1.15;
/** What was asked, granted or refused comes first; rules and admissions weigh as much as figures. */
const KIND_FACTORS: Readonly<Record<QuoteKind, number>> = {
  decision: 2.49,
  rule: 2.93,
  admission: 2.21,
  fact: 1,
};

const MAX_REFUSED = 12;

/** A clause that may be chosen. */
interface Candidate {
  readonly index: number;
  readonly at: number;
  /** All that a quotation of it must hold, by statement. */
  readonly added: Closure;
  /** It was chosen, did not fit as it would be printed, or was said already. */
  isOut: boolean;
  /** What choosing it was worth when last computed; null before that, and once its statements were added to. */
  pick: Pick | null;
  /** How many clauses had been chosen by then. */
  pickedAt: number;
}

interface Pick {
  readonly cost: number;
  /** Gain per character. */
  readonly rate: number;
}

interface State {
  readonly statements: readonly WeighedStatement[];
  /** In the order of the letter. */
  readonly candidates: readonly Candidate[];
  chosen: Map<number, readonly number[]>;
  readonly said: Set<number>;
  readonly lineCost: number;
  left: number;
  taken: number;
}

/**
 * Chooses clauses worth most per character within `room` characters, each with all that it leans on; what was said already is
 * worth nothing. Every line costs `lineCost` characters besides its text. A letter that promises something is shown with a
 * promise.
 */
export function chooseClauses(statements: readonly WeighedStatement[], options: Options): Choice {
  const state = openState(statements, options);
  takeAll(state, options);
  if (state.candidates.some((one) => isPromise(state, one) && isTaken(state, one)))
    return state.chosen;
  // What is promised next is half of what a letter is read for.
  const other = openState(statements, options);
  const promise = bestOf(other, (one) => isPromise(other, one));
  if (promise === null) return state.chosen;
  take(other, promise, widened(other.chosen, promise.added));
  takeAll(other, options);
  return other.chosen;
}

interface Options {
  readonly room: number;
  readonly lineCost: number;
  readonly known: readonly number[];
  /** How many characters a choice takes as it will be printed. */
  readonly measure: (choice: Choice) => number;
}

function openState(
  statements: readonly WeighedStatement[],
  { room, lineCost, known }: Options,
): State {
  return {
    statements,
    candidates: candidatesOf(statements),
    chosen: new Map(),
    said: new Set(known),
    lineCost,
    left: room,
    taken: 0,
  };
}

function takeAll(state: State, options: Options): void {
  takeBest(state, options);
  // In print it takes less than was reckoned: times are told once, openings of promises not at all. What is left goes to
  // what follows in lines that are there.
  state.left = options.room - options.measure(state.chosen);
  for (const candidate of state.candidates) candidate.isOut ||= !adds(state, candidate);
  takeBest(state, options);
}

function isTaken({ chosen }: State, { index, at }: Candidate): boolean {
  return chosen.get(index)?.includes(at) === true;
}

function adds({ chosen }: State, { index, at }: Candidate): boolean {
  return chosen.get(index)?.includes(at - 1) === true;
}

/** Takes one candidate after the other until none is left that fits. */
function takeBest(
  state: State,
  { room, measure }: { readonly room: number; readonly measure: (choice: Choice) => number },
): void {
  let refused = 0;
  for (let best = bestOf(state); best !== null; best = bestOf(state)) {
    const wider = widened(state.chosen, best.added);
    if (measure(wider) <= room) take(state, best, wider);
    else {
      best.isOut = true;
      refused += 1;
      if (refused === MAX_REFUSED) break;
    }
  }
}

function candidatesOf(statements: readonly WeighedStatement[]): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const [index, { clauses, statement }] of statements.entries()) {
    for (const [at, clause] of clauses.entries()) {
      if (clause === null || clause.worth < MIN_WORTH) continue;
      // What only holds for the statement is told by the one that it stands in.
      if (!isOwn(statement, at)) continue;
      const added = closureAlone(statements, index, at);
      if (added === null) continue;
      candidates.push({ index, at, added, isOut: false, pick: null, pickedAt: 0 });
    }
  }
  return candidates;
}

function widened(chosen: Choice, added: Closure): Map<number, readonly number[]> {
  const wider = new Map(chosen);
  for (const [index, clauses] of added) {
    wider.set(index, unbroken([...(chosen.get(index) ?? []), ...clauses]));
  }
  return wider;
}

function take(state: State, best: Candidate, wider: Map<number, readonly number[]>): void {
  state.chosen = wider;
  state.taken += 1;
  state.left -= best.pick?.cost ?? 0;
  for (const [index, clauses] of best.added) {
    for (const at of clauses) {
      for (const pair of state.statements[index]?.clauses[at]?.pairs() ?? []) state.said.add(pair);
    }
  }
  for (const candidate of state.candidates) {
    if (wider.get(candidate.index)?.includes(candidate.at) === true) candidate.isOut = true;
    else if (sharesStatement(candidate.added, best.added) || isHeaded(state, candidate.index))
      candidate.pick = null;
  }
}

/** Whether what it costs depends on whether its heading was told. */
function isHeaded({ statements }: State, index: number): boolean {
  return statements[index]?.statement.needsHeading === 'first';
}

function sharesStatement(one: Closure, other: Closure): boolean {
  for (const index of one.keys()) if (other.has(index)) return true;
  return false;
}

/**
 * The candidate of the highest rate, of equals the first. What was computed before bounds what it is worth now, as long as
 * nothing was added to its statements: its cost holds, its gain can only have fallen. Only what could still win is
 * computed again.
 */
function bestOf(
  state: State,
  isWanted: (one: Candidate) => boolean = () => true,
): Candidate | null {
  let best: Candidate | null = null;
  let bestRate = 0;
  for (const candidate of state.candidates) {
    if (candidate.isOut || !isWanted(candidate)) continue;
    if (candidate.pick !== null && !mayWin(state, candidate.pick, bestRate)) continue;
    const pick = freshPick(state, candidate);
    if (pick !== null && mayWin(state, pick, bestRate)) [best, bestRate] = [candidate, pick.rate];
  }
  return best;
}

function mayWin({ left }: State, { cost, rate }: Pick, bestRate: number): boolean {
  return cost <= left && rate > bestRate;
}

function freshPick(state: State, candidate: Candidate): Pick | null {
  if (candidate.pick !== null && candidate.pickedAt === state.taken) return candidate.pick;
  candidate.pick = pickOf(state, candidate);
  candidate.pickedAt = state.taken;
  // What was said already stays said.
  candidate.isOut = candidate.pick === null;
  return candidate.pick;
}

/** What choosing a clause would be worth; null where most of it was said already. */
function pickOf(state: State, { index, at, added }: Candidate): Pick | null {
  let gain = 0;
  let cost = 0;
  for (const [other, clauses] of added) {
    const chosen = state.chosen.get(other);
    const weighed = state.statements[other];
    for (const clause of clauses) {
      if (chosen?.includes(clause) === true) continue;
      cost += (weighed?.statement.clauses[clause]?.text.length ?? 0) + 1;
      const own = weighed?.clauses[clause] ?? null;
      if (own === null) continue;
      const repeated = overlap(own.pairs(), state.said);
      const isTarget = other === index && clause === at;
      if (isTarget && repeated > MAX_OVERLAP) return null;
      const likely = chance(own.worth - (isTarget ? 0 : HOST_LOSS));
      gain += KIND_FACTORS[own.kind] * likely;
    }
  }
  // 落实待遇, the label of a point, is no line; with what it heads it may be.
  if (cost <= MAX_LABEL_COST && !state.chosen.has(index) && isFact(state, index, at)) return NEVER;
  // A statement that is led in by another shares its line.
  if (!state.chosen.has(index)) cost += state.lineCost + headingCost(state, index);
  return { cost, rate: gain / (cost + FIXED_COST) };
}

function isPromise({ statements }: State, { index, at }: Candidate): boolean {
  return statements[index]?.clauses[at]?.act === 'promise';
}

function isFact({ statements }: State, index: number, at: number): boolean {
  return statements[index]?.clauses[at]?.kind === 'fact';
}

/** Of lines of up to fourteen characters, one in ten tells what a careful reader marked; of those of sixty, eight. */
const MAX_LABEL_COST = 15;
const NEVER: Pick = { cost: Infinity, rate: 0 };

/** Characters of the heading that a statement must be shown with; one of a topic is told once. */
function headingCost({ statements, chosen }: State, index: number): number {
  const { needsHeading = null, heading = null } = statements[index]?.statement ?? {};
  if (needsHeading === null || heading === null) return 0;
  const isUnder = (other: number): boolean =>
    statements[other]?.statement.heading?.start === heading.start;
  const isTold = needsHeading === 'first' && [...chosen.keys()].some(isUnder);
  return isTold ? 0 : heading.text.length;
}

/** Log-odds as a chance, 0 to 1. */
function chance(worth: number): number {
  return 1 / (1 + Math.exp(-worth));
}
