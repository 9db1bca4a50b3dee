import type { Difference } from '../domain/card.ts';
import { bareText } from '../text/han.ts';
import { wordsOf } from './compare-texts.ts';
import { splitClauses, splitSentences } from '../text/sentences.ts';

const NUMBER = /\d{1,12}(?:[.,]\d{1,6}){0,3}/gu;
/** A shorter clause says too little to be known again without its figures. */
const MIN_LENGTH = 6;
const MAX_READ = 60_000;
/** Longer clauses are not shown. */
const MAX_SHOWN = 60;

/**
 * The first clause that two copies of one document print alike but for its figures, as each prints it; null where their
 * figures agree as far as their clauses can be told apart.
 */
export function differingFigures(ours: string, theirs: string): Difference | null {
  const others = clausesByWords(theirs);
  for (const [words, clause] of clausesByWords(ours)) {
    const other = others.get(words) ?? null;
    if (clause === null || other === null || wordsOf(clause) === wordsOf(other)) continue;
    return { ours: clause, theirs: other };
  }
  return null;
}

/** Clauses with a figure by what they say without it; null where several say the same. */
function clausesByWords(text: string): ReadonlyMap<string, string | null> {
  const clauses = splitSentences(text.slice(0, MAX_READ)).flatMap(splitClauses);
  const found = new Map<string, string | null>();
  for (const clause of clauses.map((one) => one.trim())) {
    const words = bareText(clause.replaceAll(NUMBER, '#'));
    const isTelling = /\d/u.test(clause) && words.length >= MIN_LENGTH;
    if (!isTelling || clause.length > MAX_SHOWN) continue;
    found.set(words, found.has(words) ? null : clause);
  }
  return found;
}
