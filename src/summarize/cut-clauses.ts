import { hasPersonalData } from '../text/redact.ts';
import { splitClauses } from '../text/sentences.ts';
import { ASIDE, EMPTY, leadsOn, POINT_MARK, withoutOpeners } from './letter-marks.ts';

/** A clause of the body: `text` is verbatim, without enumerator, opening adverb and closing mark. */
export interface Clause {
  readonly text: string;
  /** What was taken off before `text`: 下一步，我局将 … */
  readonly opener: string;
  /** Where `text` stands in the body. */
  readonly start: number;
  readonly end: number;
  /** Counts sentences; a `；` ends one here. */
  readonly sentence: number;
  /** Counts sentences up to their full stop. */
  readonly statement: number;
  /** Counts top-level points (一、 第一，); 0 before the first. */
  readonly section: number;
  /** Counts points of any depth (一是, （二）, 1.). */
  readonly point: number;
  /**
   * Words from further up that say of what this speaks: the head of its table, or the region whose part of a
   * compilation it stands in; empty for most.
   */
  readonly prefix: string;
  /** First clause after an enumerator: more a heading than a fact. */
  readonly opensPoint: boolean;
  /** The passage says what comes next: its heading or an earlier sentence of the paragraph says so. */
  readonly planned: boolean;
}

/** Where a sentence stands. */
export interface SentencePlace {
  readonly start: number;
  readonly sentence: number;
  readonly section: number;
  readonly point: number;
  readonly prefix: string;
  readonly planned: boolean;
  /** An enumerator stood before it. */
  readonly marked: boolean;
}

// Longer than any clause of a letter; a wall of text without commas is no quotation.
const MAX_CLAUSE = 220;

/** Cuts a sentence into clauses; 一是 and `；` inside it begin a point or sentence of their own. */
export function cutClauses(sentence: string, place: SentencePlace): readonly Clause[] {
  const clauses: Clause[] = [];
  let { sentence: sentences, point: points } = place;
  let opensPoint = place.marked;
  let cursor = 0;
  let carried: number | null = null;
  for (const piece of splitClauses(sentence)) {
    const offset = sentence.indexOf(piece, cursor);
    cursor = offset + piece.length;
    const mark = POINT_MARK.exec(piece)?.[0].length ?? 0;
    if (mark > 0 && offset > 0) {
      points += 1;
      sentences += 1;
      opensPoint = true;
    }
    const end = offset + mark + bareLength(piece.slice(mark));
    const from: number = carried ?? offset + mark;
    carried = leadsOn(sentence.slice(from, end)) ? from : null;
    if (carried !== null) continue;
    const clause = clauseOf(sentence.slice(from, end), { ...place, start: place.start + from });
    if (clause !== null)
      clauses.push({ ...clause, sentence: sentences, point: points, opensPoint });
    if (LIST_END.test(clause?.text ?? '')) joinList(clauses, sentence, place.start);
    opensPoint = false;
    if (/[；;]$/u.test(piece)) sentences += 1;
  }
  return clauses;
}

// 标准设立，审批流程清单等 ends what 参与了…的建立 began.
const LIST_END = /^[^\d“《]{2,12}等$/u;
const MAX_ITEM = 8;

/** Makes the clauses of a listing one, from the clause that begins it. */
function joinList(clauses: Clause[], sentence: string, offset: number): void {
  const last = clauses.at(-1);
  let first = clauses.length - 2;
  while ((clauses[first]?.text.length ?? MAX_ITEM + 1) <= MAX_ITEM) first -= 1;
  const head = clauses[first];
  if (last === undefined || head === undefined || head.sentence !== last.sentence) return;
  const text = sentence.slice(head.start - offset, last.end - offset);
  if (text.length > MAX_CLAUSE || hasPersonalData(text)) return;
  clauses.splice(first, clauses.length - first, { ...head, text, end: last.end });
}

/** Length without closing marks and a list of examples in brackets. */
function bareLength(piece: string): number {
  return piece.replace(/[，；,;。！？!?：:]+$/u, '').replace(ASIDE, '').length;
}

function clauseOf(raw: string, place: SentencePlace): Clause | null {
  const whole = raw.trim();
  const text = withoutOpeners(whole);
  if (text.length < 2 || text.length > MAX_CLAUSE) return null;
  if (EMPTY.test(text) || hasPersonalData(text)) return null;
  const start = place.start + raw.indexOf(whole) + (whole.length - text.length);
  return {
    text,
    opener: whole.slice(0, whole.length - text.length),
    start,
    end: start + text.length,
    sentence: place.sentence,
    statement: place.sentence,
    section: place.section,
    point: place.point,
    prefix: place.prefix,
    opensPoint: false,
    planned: place.planned,
  };
}
