import type { Kind } from '../domain/verdict.ts';
import { findFigures, isDamaged } from './find-figures.ts';
import type { Clause } from './cut-clauses.ts';
import { FOREIGN_FIGURES, SCHOOL_WORDS, SIGNALS } from './signals.ts';

const ANNOUNCEMENT =
  /(?:发布|印发|出台|召开|举行|举办|启动).{0,40}(?:通知|意见|方案|办法|会议?|活动|行动|培训班|仪式)$/u;

const SPECIFIC =
  /[“《\d]|制度|名单|公示|纳入|列入|免费|免收|不得|严禁|严控|取消|全覆盖|预算|小组|专班|机制|弹性|平台|保险|标准|清单|条例|办法|细则|方案/u;

/** A clause that only says when, on what ground or against what background: it says nothing by itself. */
const ADVERBIAL = /^.{0,40}(?:以来|以后|之后|过程中|背景下|基础上|形势下|前提下|的同时|期间)$/u;

/** A clause with its worth for a summary. */
export interface ScoredClause extends Clause {
  readonly score: number;
  readonly figureCount: number;
  readonly bigrams: ReadonlySet<string>;
}

/** Scores every clause; damaged and foreign ones fall far below zero. */
export function scoreClauses(clauses: readonly Clause[], kind: Kind): readonly ScoredClause[] {
  const foreign = foreignSentences(clauses);
  const sectioned = new Set(clauses.map(({ section }) => section)).size > 2;
  return clauses.map((original, at) => {
    // A point of one clause says all it has to say there.
    const opensPoint = original.opensPoint && clauses[at + 1]?.point === original.point;
    const clause = { ...original, opensPoint };
    const figureCount = findFigures(clause.text).length;
    return {
      ...clause,
      figureCount,
      score: foreign.has(clause.sentence)
        ? -5
        : scoreOf(clause, figureCount) +
          (opensPoint && isSaidBelow(clauses, at) ? HEADING_LOSS : 0) +
          (sectioned && clause.section === 0 ? introduction(clause, kind, figureCount) : 0),
      bigrams: bigramsOf(clause.text),
    };
  });
}

// 建立作业公示制度 above 全市218所学校实行作业校内公示 is its heading.
const HEADING_LOSS = -1.2;
const MAX_HEADING = 16;
const HEADING_WORDS =
  /建立|完善|健全|实行|实施|制度|机制|体系|开展|加强|推进|推动|落实|做好|强化|规范|提升|优化|构建|工作|活动|管理/gu;

/** Whether a short first clause of a point names only what its next clauses tell with a number. */
function isSaidBelow(clauses: readonly Clause[], at: number): boolean {
  const heading = clauses[at];
  if (heading === undefined || heading.text.length > MAX_HEADING) return false;
  const subject = Array.from(heading.text.replaceAll(HEADING_WORDS, ''));
  const below = clauses
    .slice(at + 1, at + 4)
    .filter(({ point, sentence }) => point === heading.point && sentence !== heading.sentence)
    .map(({ text }) => text)
    .join('');
  return (
    subject.length > 1 &&
    findFigures(below).length > 0 &&
    subject.every((character) => below.includes(character))
  );
}

/** Before the first point a reply tells the background; other kinds say there what happened. */
function introduction(clause: Clause, kind: Kind, figureCount: number): number {
  const announces =
    kind !== 'reply' &&
    kind !== 'opinion' &&
    clause.sentence <= 2 &&
    ANNOUNCEMENT.test(clause.text);
  if (announces) return 1;
  return figureCount > 0 ? -1.2 : -2.4;
}

function scoreOf(clause: Clause, figureCount: number): number {
  const { text } = clause;
  if (isDamaged(text)) return -9;
  const bare = text.replaceAll(/《[^《》]{0,60}》|“[^“”]{0,60}”/gu, '');
  let score = 0.6;
  for (const { pattern, weight, times, outsideQuotes } of SIGNALS) {
    const subject = outsideQuotes === true ? bare : text;
    score += weight * Math.min(times, subject.match(pattern)?.length ?? 0);
  }
  if (ADVERBIAL.test(text)) return -1;
  if (figureCount > 0) score += 1.6 + 0.5 * Math.min(3, figureCount - 1);
  if (clause.planned && score > 0) score += 0.3;
  if (clause.opensPoint && figureCount === 0) score -= 0.7;
  if (figureCount === 0 && text.length < 14 && !SPECIFIC.test(text)) score -= 0.6;
  if (text.length < 7 && figureCount === 0) score -= 0.8;
  return score;
}

/** Sentences that count what no parent asks for. */
function foreignSentences(clauses: readonly Clause[]): ReadonlySet<number> {
  const texts = new Map<number, string>();
  for (const { sentence, text } of clauses)
    texts.set(sentence, `${texts.get(sentence) ?? ''}，${text}`);
  const foreign = [...texts].filter(
    ([, text]) =>
      FOREIGN_FIGURES.test(text) &&
      findFigures(text).length > 0 &&
      (text.match(new RegExp(FOREIGN_FIGURES, 'gu'))?.length ?? 0) >
        (text.match(new RegExp(SCHOOL_WORDS, 'gu'))?.length ?? 0),
  );
  return new Set(foreign.map(([sentence]) => sentence));
}

/** Pairs of neighboring characters, for telling whether two texts say the same. */
export function bigramsOf(text: string): ReadonlySet<string> {
  const bare = text.replaceAll(/[^\p{L}\p{N}.%]+/gu, '');
  const bigrams = new Set<string>();
  for (let index = 0; index + 2 <= bare.length; index += 1)
    bigrams.add(bare.slice(index, index + 2));
  return bigrams;
}

/** Share of a text's pairs that stand in `known` already. */
export function overlap(bigrams: ReadonlySet<string>, known: ReadonlySet<string>): number {
  if (bigrams.size === 0) return 1;
  let both = 0;
  for (const bigram of bigrams) if (known.has(bigram)) both += 1;
  return both / bigrams.size;
}
