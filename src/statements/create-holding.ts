import { OWN_TIME } from '../grammar/binding-rules.ts';
import { EMPTY, FULL_SHARE, HOLDS_ON, TIMED } from '../grammar/holding-rules.ts';
import type { RawClause } from './cut-clauses.ts';
import type { Voice } from './subject.ts';

/** What a main clause may hold for those behind it. */
interface Holds {
  readonly at: number;
  /** The row of `holds-on` that it matches, or null. */
  readonly ties: string | null;
  readonly isEmpty: boolean;
  /** It tells of an act, and of no time. */
  readonly isPlainDeed: boolean;
}

/** The main clauses of a statement before the one at a place without which it might say something else. */
export type Holding = (at: number) => readonly number[];

/**
 * Tells of the clauses of one statement, from `first` on and asked for in their order, which hold for a later one: when, on what
 * condition, of whom or of what it is true. All do, but for what says nothing, and for plain deeds in front of another
 * deed: 检查机构36家，取缔5家.
 */
export function createHolding(all: readonly RawClause[], first: number, voice: Voice): Holding {
  const before: Holds[] = [];
  let read = first;
  return (at) => {
    for (; read < at; read += 1) {
      const { front = null, text = '' } = all[read] ?? {};
      if (front === null) before.push(holdsOf(text, read, voice));
    }
    if (before.length === 0) return [];
    const mayMiss = missedBy(all[at]?.text ?? '', voice);
    return before.filter((one) => !mayMiss(one)).map((one) => one.at);
  };
}

function holdsOf(text: string, at: number, voice: Voice): Holds {
  const ties = HOLDS_ON.find(text)?.id ?? null;
  return {
    at,
    ties,
    isEmpty: ties === null && EMPTY.test(text),
    isPlainDeed: ties === null && tellsOfAct(text, voice) && !TIMED.test(text),
  };
}

/** Whether a clause says the same without one that stands before it. */
function missedBy(target: string, voice: Voice): (before: Holds) => boolean {
  const isDeed = tellsOfAct(target, voice) && !/[%％]/u.test(target);
  const isWhole = isDeed || FULL_SHARE.test(target);
  // 2024年安排经费9600万元 says itself when; 我部力争年底前公布暂行办法, who and what.
  const isNamed = isDeed && target.length >= MIN_NAMED && !voice.beginsWithAct(target);
  const isOwn = isNamed || (isWhole && OWN_TIME.test(target));
  return ({ ties, isEmpty, isPlainDeed }) =>
    isEmpty || (isOwn ? !BINDING.has(ties ?? '') : isWhole && isPlainDeed);
}

/** Characters in which a clause names who does what. */
const MIN_NAMED = 12;

/** What holds even for a clause that says its own time or subject. */
const BINDING: ReadonlySet<string> = new Set(['plans', 'conditions', 'topics', 'duties']);

function tellsOfAct(text: string, voice: Voice): boolean {
  return voice.beginsWithAct(text) || voice.isOwnAct(text) || voice.isAgencysAct(text);
}
