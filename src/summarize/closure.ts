import type { Clause, Statement } from '../statements/statement.ts';
import type { WeighedStatement } from './weigh-clauses.ts';

/** Clauses of statements: indexes of both, those of clauses in order. */
export type Closure = ReadonlyMap<number, readonly number[]>;

/** Statements before it without which one is not understood: with more than so many it is no longer one line. */
const MAX_CHAIN = 3;
/** An answer may stand three statements behind the wish. */
const MAX_TURNS = 3;
/** More clauses than a statement has. */
const MANY = 10_000;

type Closing = (
  statements: readonly WeighedStatement[],
  index: number,
  at: number,
) => Closure | null;

/** Closures are asked for again and again while clauses are chosen. */
function keeping(closing: Closing): Closing {
  const closures = new WeakMap<readonly WeighedStatement[], Map<number, Closure | null>>();
  return (statements, index, at) => {
    let known = closures.get(statements);
    if (known === undefined) closures.set(statements, (known = new Map()));
    const key = index * MANY + at;
    const found = known.get(key);
    if (found !== undefined) return found;
    const closed = closing(statements, index, at);
    known.set(key, closed);
    return closed;
  };
}

/**
 * A clause with all that a quotation of it must hold: in its own statement, in the one that it points back at, and in
 * the one that turns it round. Null where something of that may not be quoted, or the chain is too long.
 */
export const closure = keeping((statements, index, at) => {
  const leansOn: LeansOn = (first) => statements[first]?.statement.antecedent ?? null;
  return close(statements, [index, at], leansOn);
});

/**
 * The same for a line that a reader sees without the letter: it begins where what is told of one thing begins, or with a sentence
 * that names what it is about. What is promised, and what is not, do not lead in each other: they stand in different places.
 */
export const closureAlone = keeping((statements, index, at) => {
  const isPromise = statements[index]?.clauses[at]?.act === 'promise';
  return close(statements, [index, at], (first, quoted) => {
    const before = leadingIn(statements, first, quoted);
    const isPointedAt = before === statements[first]?.statement.antecedent;
    if (before === null || (isPromise && isPointedAt)) return before;
    return isPromise === promises(statements[before]) ? before : NOWHERE;
  });
});

/** Before the first statement: what a quotation must hold is not to be had. */
const NOWHERE = -1;

/** The statement before the first of those that are quoted without which it is not understood. */
type LeansOn = (first: number, quoted: Closure) => number | null;

function close(
  statements: readonly WeighedStatement[],
  [index, at]: readonly [number, number],
  leansOn: LeansOn,
): Closure | null {
  const added = new Map<number, readonly number[]>();
  let isQuotable = true;
  const add = (one: number, clauses: readonly number[]): void => {
    const weighed = statements[one];
    const own = weighed === undefined ? [] : clauses;
    isQuotable &&= own.length > 0 && own.every((clause) => weighed?.barred.has(clause) !== true);
    added.set(one, own);
  };
  add(index, unbroken(statements[index]?.statement.clauses[at]?.needs ?? []));
  let first = index;
  for (;;) {
    if (leansOn(first, added) === null) break;
    // What it is about may stand in its own statement, and nothing is left out between the two.
    add(first, fromItsBeginning(statements[first], added.get(first) ?? []));
    const back = leansOn(first, added);
    if (back === null) break;
    if (back === NOWHERE || index - back > MAX_CHAIN) return null;
    add(back, toItsEnd(statements[back]));
    first = back;
  }
  let turn = statements[index]?.statement.turnedBy ?? null;
  if (turn !== null)
    add(index, unbroken([...(added.get(index) ?? []), ...toItsEnd(statements[index])]));
  for (let count = 0; turn !== null && count < MAX_TURNS; count += 1) {
    add(turn, toItsEnd(statements[turn]));
    turn = statements[turn]?.statement.turnedBy ?? null;
  }
  return isQuotable ? added : null;
}

/**
 * The statement that the first of the quoted ones points back at; the one before it, where it begins in the middle of a sentence or
 * nothing that is quoted names what it is about. Null where it stands alone.
 */
function leadingIn(
  statements: readonly WeighedStatement[],
  first: number,
  quoted: Closure,
): number | null {
  const { statement } = statements[first] ?? {};
  if (statement === undefined) return null;
  if (statement.antecedent !== null) return statement.antecedent;
  const isInside = statements[first - 1]?.statement.sentence === statement.sentence;
  const isCarried = quoted.get(first)?.some((at) => !isOwn(statement, at)) === true;
  const isAlone = !isInside && !isCarried && namesTopic(statements, quoted);
  return isAlone ? null : sameBefore(statements, first);
}

/** The statement before one that may tell of the same thing: null where there is none, NOWHERE where it is not told at all. */
function sameBefore(statements: readonly WeighedStatement[], index: number): number | null {
  const behind = statements[index]?.statement.behind ?? null;
  if (behind === null) return null;
  return behind === 'statement' ? index - 1 : NOWHERE;
}

/** Whether some clauses of a statement are not understood but in one line with the statement before it. */
export function isLedIn(
  statements: readonly WeighedStatement[],
  index: number,
  clauses: readonly number[],
): boolean {
  const before = leadingIn(statements, index, new Map([[index, clauses]]));
  return before !== null && before !== NOWHERE;
}

/** Clauses of a statement without a gap: what is left out between two that are quoted may be what the second is about. */
export function unbroken(clauses: readonly number[]): readonly number[] {
  if (clauses.length < 2) return clauses;
  const [first, last] = [Math.min(...clauses), Math.max(...clauses)];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function promises(weighed: WeighedStatement | undefined): boolean {
  return weighed?.clauses.some((clause) => clause?.act === 'promise') === true;
}

function namesTopic(statements: readonly WeighedStatement[], quoted: Closure): boolean {
  return [...quoted].some(([index, clauses]) =>
    clauses.some((at) => statements[index]?.statement.clauses[at]?.namesTopic === true),
  );
}

/** Whether a clause stands in the statement itself, and not before it in the same sentence. */
export function isOwn({ clauses, start }: Statement, at: number): boolean {
  return (clauses[at]?.start ?? 0) >= start;
}

/** All that a statement says, with what its clauses lean on. */
export function allMains(weighed: WeighedStatement | undefined): readonly number[] {
  return unbroken(mainsOf(weighed).flatMap(({ needs }) => needs));
}

function mainsOf(weighed: WeighedStatement | undefined): readonly Clause[] {
  const { clauses = [], start = 0 } = weighed?.statement ?? {};
  return clauses.filter((clause) => clause.front === null && clause.start >= start);
}

function fromItsBeginning(
  weighed: WeighedStatement | undefined,
  clauses: readonly number[],
): readonly number[] {
  if (weighed === undefined) return clauses;
  const own = weighed.statement.clauses.findIndex((_, at) => isOwn(weighed.statement, at));
  return unbroken([...clauses, own]);
}

/** A statement to its end, for one that goes on from it; nothing where a part of it may not be quoted. */
function toItsEnd(weighed: WeighedStatement | undefined): readonly number[] {
  const [first] = allMains(weighed);
  if (first === undefined || mainsOf(weighed).some(({ needs }) => needs.length === 0)) return [];
  return unbroken([first, (weighed?.statement.clauses.length ?? 0) - 1]);
}
