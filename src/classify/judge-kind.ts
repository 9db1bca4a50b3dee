import type { Kind, Reason } from '../domain/verdict.ts';
import type { KindRule } from '../domain/vocabulary.ts';
import type { Letter } from '../letter/letter.ts';
import type { ArticleParts } from './article-parts.ts';
import type { Compiled, CompiledVocabulary } from './compile-vocabulary.ts';
import { firstMatchIn } from './fold-text.ts';

/** The kind of an article and every rule that spoke for or against it. */
export interface KindJudgement {
  readonly kind: Kind;
  readonly reasons: readonly Reason[];
}

/**
 * A letter that answers a deputy or member is a `reply`; for anything else the rules of each kind are added up, and the highest
 * score that reaches its threshold wins, else `other`.
 */
export function judgeKind(
  parts: ArticleParts,
  letter: Letter,
  vocabulary: CompiledVocabulary,
): KindJudgement {
  if (letter.shape !== 'other') return { kind: 'reply', reasons: letter.reasons };
  const candidates = vocabulary.kinds.map(({ kind, threshold, rules }) => {
    const reasons = rules.flatMap((rule) => applyRule(rule, kind, parts));
    const score = reasons.reduce((sum, { weight }) => sum + weight, 0);
    return { kind, reasons, score, isPossible: score >= threshold };
  });
  const best = candidates
    .filter(({ isPossible }) => isPossible)
    .reduce<(typeof candidates)[number] | null>(
      (winner, candidate) =>
        winner === null || candidate.score > winner.score ? candidate : winner,
      null,
    );
  return {
    kind: best?.kind ?? 'other',
    reasons: [...letter.reasons, ...candidates.flatMap(({ reasons }) => reasons)],
  };
}

function applyRule(rule: Compiled<KindRule>, kind: Kind, parts: ArticleParts): Reason[] {
  const text = firstMatchIn(parts.zones[rule.where], rule.regex);
  return text === null ? [] : [{ rule: rule.id, label: kind, weight: rule.weight, text }];
}
