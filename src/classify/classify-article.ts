import type { Article } from '../domain/article.ts';
import type { Reason, Verdict } from '../domain/verdict.ts';
import type { Vocabulary } from '../domain/vocabulary.ts';
import type { Letter } from '../letter/letter.ts';
import { userContentAt } from '../region/standing.ts';
import { articleParts } from './article-parts.ts';
import { compileVocabulary } from './compile-vocabulary.ts';
import { judgeKind } from './judge-kind.ts';
import { judgeRelevance } from './judge-relevance.ts';

const EVIDENCE_LIMIT = 8;
const EVIDENCE_LENGTH = 80;

/** Judges what an article is and how relevant it is, and keeps the words that decided it. */
export function classifyArticle(article: Article, letter: Letter, vocabulary: Vocabulary): Verdict {
  const compiled = compileVocabulary(vocabulary);
  const parts = articleParts(article, letter);
  const { kind: written, reasons: kindReasons } = judgeKind(parts, letter, compiled);
  // What visitors of a site write is no official letter or notice, whatever it looks like.
  const kind = isByVisitors(article) ? 'other' : written;
  const { relevance, topics, reasons: relevanceReasons } = judgeRelevance(parts, compiled);
  return {
    kind,
    relevance,
    topics,
    evidence: [...evidenceFor(kindReasons, kind), ...evidenceFor(relevanceReasons, relevance)],
    reasons: [...kindReasons, ...relevanceReasons],
  };
}

function isByVisitors({ url, issues }: Article): boolean {
  return issues.includes('message-board') || userContentAt(url) === 'visitors';
}

/** The strongest words for a label, each once, verbatim. */
function evidenceFor(reasons: readonly Reason[], label: Reason['label']): string[] {
  const texts = reasons
    .filter((reason) => reason.label === label && reason.weight > 0 && reason.text !== '')
    .sort((a, b) => b.weight - a.weight)
    .map(({ text }) => text.slice(0, EVIDENCE_LENGTH));
  return [...new Set(texts)].slice(0, EVIDENCE_LIMIT / 2);
}
