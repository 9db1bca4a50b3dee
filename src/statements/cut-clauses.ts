import { splitClauses } from '../text/sentences.ts';
import { LISTING, PREDICATE } from '../grammar/binding-rules.ts';
import { DECIDES } from '../grammar/clause-rules.ts';
import { countFigures } from '../quantities/find-figures.ts';
import { findSpan } from '../quantities/find-deadline.ts';
import { type FrontKind, frontOf } from '../grammar/front-rules.ts';
import type { Span } from './statement.ts';

/** A clause cut out, before anything is said about what it leans on. */
export interface RawClause {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly front: FrontKind | null;
  /** How many figures a main clause holds; 0 for any other. */
  readonly figures: number;
}

/**
 * Cuts a piece of text into clauses; `offset` is where the piece begins. A label before a colon is a
 * clause; of an open piece, behind which numbered points follow, the last clause may be a front, too.
 */
export function cutClauses(piece: string, offset: number, isOpen = false): readonly RawClause[] {
  const clauses: RawClause[] = [];
  let cursor = 0;
  for (const part of splitClauses(piece)) {
    const at = piece.indexOf(part, cursor);
    cursor = at + part.length;
    for (const { text, start } of partLabel(part)) {
      const bare = text.replace(/[，；,;。！？!?：:]+$/u, '').trimEnd();
      const lead = bare.length - bare.trimStart().length;
      if (bare.trim() === '') continue;
      const from = offset + at + start + lead;
      const clause = bare.trim();
      const isLabel = text.endsWith('：') || text.endsWith(':');
      const isLast = at + part.length >= piece.trimEnd().length;
      const front = isLabel ? labelKind(clause) : frontKind(clause, isLast && !isOpen);
      const figures = front === null ? countFigures(clause) : 0;
      clauses.push({ text: clause, start: from, end: from + clause.length, front, figures });
    }
  }
  return clauses;
}

/** A piece that is nothing but a label before a list: 今后的打算是：. Null for any other, or for one that decides. */
export function cutLabel({ text, start, end }: Span): RawClause | null {
  const bare = text.replace(/[：:]$/u, '').trimEnd();
  if (bare === text || bare === '' || /[，,；;。]/u.test(bare)) return null;
  const front = labelKind(bare);
  return front === null
    ? null
    : { text: bare, start, end: end - (text.length - bare.length), front, figures: 0 };
}

/** What ends a statement is its main clause, whatever it looks like. */
function frontKind(clause: string, isLast: boolean): FrontKind | null {
  const kind = isLast ? null : (frontOf(clause)?.kind ?? (isTime(clause) ? 'time' : null));
  // What says what became of a wish is no front of something else.
  const bare = clause.replaceAll(QUOTED, '“”');
  return kind !== null && SAYING.has(kind) && PREDICATE.test(bare) ? null : kind;
}

/** Whether a clause is nothing but a time. */
function isTime(clause: string): boolean {
  if (clause.length > MAX_TIME) return false;
  if (FROM_TO.test(clause)) return true;
  const span = findSpan(clause, ANY_DAY);
  return span !== null && clause.length - span.words.length <= 2;
}

/** 今年10月至明年6月 */
const FROM_TO =
  /^(?:[今明后去]年|20\d\d年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)?[至到—-](?:[今明后去]年|20\d\d年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)?(?:期间)?$/u;
const MAX_TIME = 16;
/** Which days the words mean does not matter here. */
const ANY_DAY = '2024-05-01';

const SAYING: ReadonlySet<FrontKind> = new Set(['speech', 'scope', 'topic', 'free']);
const QUOTED = /“[^“”]{0,60}”|《[^《》]{0,80}》/gu;

const LABEL =
  /^(?:[^：:，,；。《》“”（）()]|“[^“”]{0,20}”|《[^《》]{0,40}》|（[^（）]{0,20}）){1,40}[：:](?=.)/u;

const COLON = /[：:]/u;

const NEXT_STEP = /^(?:下一步|下步|下阶段|今后|接下来|未来|后续)/u;

/** 责任科室：基教科 says nothing without its label. */
const MAX_FIELD = 8;

/** `工作如下：一是…`, `家长反映：…`: what stands before the colon is a clause of its own. */
function partLabel(part: string): readonly { readonly text: string; readonly start: number }[] {
  const label = COLON.test(part) ? LABEL.exec(part)?.[0] : undefined;
  const rest = part.slice(label?.length ?? 0).replace(/[，,]$/u, '');
  // 下一步：10月底前，… is no field.
  const isField = rest.length < MAX_FIELD && !(NEXT_STEP.test(label ?? '') && isTime(rest));
  if (label === undefined || isField || /\d$/u.test(label.slice(0, -1))) {
    return [{ text: part, start: 0 }];
  }
  return [
    { text: label, start: 0 },
    { text: part.slice(label.length), start: label.length },
  ];
}

/** A label that announces a list tells nothing; one that says who speaks, or when, holds for what follows. */
function labelKind(label: string): FrontKind | null {
  const kind = frontKind(label, false);
  if (kind !== null) return kind;
  if (DECIDES.test(label)) return null;
  if (NEXT_STEP.test(label) || /(?:将|拟|计划|打算|承诺)/u.test(label)) return 'plan';
  return LISTING.test(label) || label.length <= 10 ? 'free' : 'scope';
}
