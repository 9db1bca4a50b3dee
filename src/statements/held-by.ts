import { OWN_TIME } from '../grammar/binding-rules.ts';
import { EMPTY, FULL_SHARE, HOLDS_ON, TIMED } from '../grammar/holding-rules.ts';
import type { RawClause } from './cut-clauses.ts';
import type { Voice } from './subject.ts';

/**
 * The main clauses of its statement, from `first` on, without which the clause at `at` might say something else: when, on what
 * condition, of whom or of what. All of them, but for what says nothing, and for plain deeds in front of another deed:
 * 检查机构36家，取缔5家.
 */
export function heldBy(
  all: readonly RawClause[],
  { first, at }: { readonly first: number; readonly at: number },
  voice: Voice,
): readonly number[] {
  const target = all[at]?.text ?? '';
  const isDeed = tellsOfAct(target, voice) && !/[%％]/u.test(target);
  const isWhole = isDeed || FULL_SHARE.test(target);
  // 2024年安排经费9600万元 says itself when.
  const isTimed = isWhole && OWN_TIME.test(target);
  // 我部力争年底前公布暂行办法 says itself who and what.
  const isNamed = isDeed && target.length >= MIN_NAMED && !voice.beginsWithAct(target);
  const mayMiss = (text: string): boolean => {
    const ties = HOLDS_ON.find(text)?.id ?? null;
    if (ties === null && EMPTY.test(text)) return true;
    if (isTimed || isNamed) return !BINDING.has(ties ?? '');
    return isWhole && ties === null && tellsOfAct(text, voice) && !TIMED.test(text);
  };
  const held: number[] = [];
  for (let one = first; one < at; one += 1) {
    const { front = null, text = '' } = all[one] ?? {};
    if (front === null && !mayMiss(text)) held.push(one);
  }
  return held;
}

/** Characters in which a clause names who does what. */
const MIN_NAMED = 12;

/** What holds even for a clause that says its own time or subject. */
const BINDING: ReadonlySet<string> = new Set(['plans', 'conditions', 'topics']);

function tellsOfAct(text: string, voice: Voice): boolean {
  return voice.beginsWithAct(text) || voice.isOwnAct(text) || voice.isAgencysAct(text);
}
