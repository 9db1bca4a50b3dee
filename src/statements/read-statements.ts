import { splitClauses, splitSentences } from '../text/sentences.ts';
import { fieldOf } from './fields.ts';
import { headingIn, isHeading, type Line } from './headings.ts';
import { markOf } from './marks.ts';
import { announcesPlans, createOutline, type Outline, PLAN_OPENING } from './outline.ts';
import { type Opening, withOwnPlans } from './reported.ts';
import { bindClauses, type BoundClauses, type Carried, NOTHING_CARRIED } from './bind-clauses.ts';
import { cutClauses, cutLabel } from './cut-clauses.ts';
import { CONTRAST, DECIDES, REFUSES, WISH } from '../grammar/clause-rules.ts';
import { frontOf } from '../grammar/front-rules.ts';
import type { Answer, Place, Span, Statement } from './statement.ts';
import type { Voice } from './subject.ts';
import { isWish, withTurns } from './turns.ts';
import { topicNeeded } from './needed-heading.ts';
import { createTable } from './read-table.ts';
import { UNDER_RULE } from '../grammar/judging-rules.ts';
import { ASKS_FOR } from '../grammar/topic-rules.ts';
import { isForm, isSkipped } from './skipped.ts';

const MAX_TEXT = 60_000;
const DATE_LINE = /^[\d〇○零一二三四五六七八九十年月日\s./-]{6,20}$/u;

interface Walk {
  readonly text: string;
  readonly voice: Voice;
  readonly outline: Outline;
  readonly statements: Statement[];
  /** Where a sentence of an item under announced plans itself begins to speak of plans. */
  readonly openings: Opening[];
  /** A sentence of the open paragraph that only names what the next ones speak of: 关于全部免费。 */
  topic: Span | null;
  /** The line before ended with a semicolon: it was an item of a list. */
  hasOpenItem: boolean;
  /** A sentence of the open paragraph was left out since the last statement. */
  hasSkipped: boolean;
  paragraph: number;
  part: number;
  sentence: number;
}

/** Reads what a letter says between two places of its text: statements in order, each with what it leans on. */
export function readStatements(
  whole: string,
  range: { readonly start: number; readonly end: number },
  voice: Voice,
): Answer {
  const text = whole.slice(0, Math.min(range.end, MAX_TEXT));
  const walk: Walk = {
    text,
    voice,
    outline: createOutline(),
    statements: [],
    openings: [],
    topic: null,
    hasOpenItem: false,
    hasSkipped: false,
    paragraph: 0,
    part: 0,
    sentence: 0,
  };
  const table = createTable();
  for (const line of linesOf(text, range.start)) {
    if (!table.take(line.text)) takeLine(walk, line);
  }
  return {
    statements: withTurns(withOwnPlans(walk.statements, walk.openings), text, walk.voice),
    hasUnreadTable: table.isUnread(),
  };
}

function linesOf(text: string, from: number): readonly Line[] {
  const lines: Span[] = [];
  let start = from;
  for (const raw of text.slice(from).split('\n')) {
    const line = raw.trim();
    const at = start + raw.indexOf(line);
    if (line !== '') lines.push({ text: line, start: at, end: at + line.length });
    start += raw.length + 1;
  }
  return lines.map((line, at) => ({ ...line, next: lines[at + 1]?.text ?? '' }));
}

function takeLine(walk: Walk, line: Line): void {
  if (DATE_LINE.test(line.text) || isForm(line.text)) return;
  const field = fieldOf(line.text);
  if (field?.kind === 'asks') {
    const asked = line.text.replace(/[。；;]$/u, '');
    walk.outline.open('asks', asked, spanOf(walk.text, line.start, line.start + asked.length));
    return;
  }
  if (field !== null) walk.outline.open('answers', field.label, walk.outline.heading());
  const mark = field === null ? markOf(line.text) : null;
  const length = field?.label.length ?? mark?.length ?? 0;
  const rest = spanOf(walk.text, line.start + length, line.end);
  walk.paragraph += 1;
  walk.part += 1;
  walk.hasSkipped = false;
  walk.topic = null;
  if (field === null && isHeading(line, rest.text)) {
    walk.outline.open(mark?.kind ?? 'bare', rest.text, rest);
    return;
  }
  const sentences = sentencesOf(walk.text, rest);
  const title = mark === null ? null : headingIn(sentences, walk.voice);
  if (mark !== null)
    walk.outline.open(mark.kind, title?.text ?? (sentences[0]?.text ?? '').slice(0, 12), title);
  // Items without a number end with semicolons, the last with a full stop.
  else if (field === null && isBareItem(walk, line))
    walk.outline.open('bullet', rest.text.slice(0, 12), null);
  else if (field === null) walk.outline.leaveList();
  walk.hasOpenItem = /[；;]$/u.test(line.text);
  if (mark !== null && PLAN_OPENING.test(rest.text)) walk.outline.plan();
  takeSentences(walk, title === null ? sentences : sentences.slice(1), line.next);
}

function isBareItem({ hasOpenItem }: Walk, { text }: Line): boolean {
  return hasOpenItem || /[；;]$/u.test(text);
}

function takeSentences(walk: Walk, sentences: readonly Span[], next: string): void {
  const { outline } = walk;
  /** In which part a sentence of this paragraph says that plans follow; null before one does. */
  let openedIn: number | null = null;
  for (const [at, sentence] of sentences.entries()) {
    const isLast = at === sentences.length - 1;
    if (PLAN_OPENING.test(sentence.text)) {
      openedIn ??= walk.part;
      walk.openings.push({ item: outline.item(), at: walk.statements.length });
    }
    if (isLast && announcesPlans(sentence.text, next)) outline.announcePlans(next);
    if (isSkipped(sentence.text)) walk.hasSkipped = true;
    else takeSentence(walk, sentence, openedIn);
  }
}

function sentencesOf(text: string, span: Span): readonly Span[] {
  let cursor = span.start;
  return splitSentences(span.text).map((sentence) => {
    const start = text.indexOf(sentence, cursor);
    cursor = start + sentence.length;
    return { text: sentence, start, end: cursor };
  });
}

function placeOf(walk: Walk, openedIn: number | null, isRuled: boolean): Place {
  const { outline } = walk;
  const isPlanned = openedIn !== null || outline.isPlanned();
  return {
    paragraph: walk.paragraph,
    sentence: walk.sentence,
    section: outline.section(),
    point: outline.point(),
    heading: walk.topic ?? outline.heading(),
    isPlanned,
    isAnnounced: openedIn === null ? outline.item() !== null : openedIn !== walk.part,
    item: openedIn === null ? outline.item() : null,
    part: walk.part,
    isRuled,
  };
}

/** Cuts a sentence into statements: at semicolons, and where a number begins a new point. */
function takeSentence(walk: Walk, sentence: Span, openedIn: number | null): void {
  walk.sentence += 1;
  let carried: Carried = NOTHING_CARRIED;
  /** What holds for every numbered point of the sentence: all that stands before the first. */
  let before: Carried | null = null;
  const pieces = piecesOf(walk.text, sentence);
  const isRuled = UNDER_RULE.test(sentence.text);
  for (const [at, { piece, isMarked }] of pieces.entries()) {
    if (isMarked) {
      walk.part += 1;
      walk.hasSkipped = false;
      before ??= carried;
      carried = { ...before, leads: true };
    }
    const label = cutLabel(piece);
    if (label !== null) {
      carried = { ...carried, fronts: [...carried.fronts, label] };
      continue;
    }
    const isOpen = /[，,]$/u.test(piece.text) && pieces[at + 1]?.isMarked === true;
    const raw = cutClauses(piece.text, piece.start, isOpen);
    if (isOpen && raw.every(({ front }) => front !== null)) {
      carried = { ...carried, fronts: [...carried.fronts, ...raw] };
      continue;
    }
    const [lone] = raw;
    if (lone === undefined) continue;
    const isManner =
      isMarked && (AS_SOMETHING.test(lone.text) || frontOf(lone.text)?.kind === 'free');
    if (raw.length === 1 && (isManner || isTopic(lone.text, isMarked))) {
      walk.topic = lone;
      continue;
    }
    const bound = bindClauses(raw, carried, walk.voice);
    carried = bound.carried;
    const { start } = lone;
    const end = raw.at(-1)?.end ?? lone.end;
    const point = walk.outline.point() + at / POINTS;
    pushStatement(walk, { ...placeOf(walk, openedIn, isRuled), point }, { start, end, bound });
  }
}

const MAX_LABEL = 4;
const QUOTED = /“[^“”]{0,60}”/gu;

/** Names what the next sentences speak of: 关于全部免费。 二是减免。 */
function isTopic(text: string, isMarked: boolean): boolean {
  if (DECIDES.test(text)) return false;
  const bare = text.replaceAll(QUOTED, '“”');
  return bare === '“”' || NAMES_TOPIC.test(bare) || (isMarked && text.length <= MAX_LABEL);
}

/** 二是以课后服务为支点。 */
const AS_SOMETHING = /^以[^，；]{2,12}为[^，；]{1,4}$/u;

/** A sentence that only names what the next ones speak of: 关于全部免费。 */
const NAMES_TOPIC =
  /^(?:关于|至于|有关|对于)将?(?![^，；]{0,60}(?:已|将|予以|完成|开展|落实))|^(?:对|就)[^，；]{2,60}(?:问题|建议|方面|意见|[”》])$/u;

/** More pieces than a sentence has. */
const POINTS = 1000;

function pushStatement(
  walk: Walk,
  place: Place,
  {
    start,
    end,
    bound,
  }: { readonly start: number; readonly end: number; readonly bound: BoundClauses },
): void {
  // What stands under another heading speaks of something else.
  const isNear = isNearEnough(walk) && !isUnderOther(walk, place) && !walk.hasSkipped;
  const main = firstMain(bound, start);
  // 关于将课间延长到15分钟。 已经采纳: the first that is said under a heading has nothing else before it.
  const isFirst = isFirstUnder(walk, place);
  const isNamed = walk.topic !== null || isFirst;
  // 但初中超过上限: what it turns round is told with it.
  const opening = bound.clauses.find((clause) => clause.start >= start)?.text ?? '';
  const turns =
    (CONTRAST.test(main) || CONTRAST.test(opening)) &&
    walk.statements.at(-1)?.paragraph === place.paragraph;
  const leans = bound.leans || turns || answersWish(walk, bound) || (bound.decides && !isNamed);
  const heading = place.heading?.text ?? '';
  const said = bound.clauses.filter((clause) => clause.start >= start).map(({ text }) => text);
  const topic = topicNeeded(heading, said);
  const isAsked =
    (bound.decides && (isNamed || !isNear)) ||
    (leans && isUnderOther(walk, place) && ASKS_FOR.test(heading)) ||
    answersHeading(walk, place, main) ||
    NAMES_BODY.test(heading);
  const isLost = leans && !isNear && !isAsked && topic !== 'each';
  walk.statements.push({
    ...place,
    start,
    end,
    clauses: isLost ? bound.clauses.map((clause) => ({ ...clause, needs: [] })) : bound.clauses,
    behind: behindWhat(walk, place),
    antecedent: leans && isNear ? walk.statements.length - 1 : null,
    turnedBy: null,
    needsHeading: isAsked ? 'each' : topic,
    namesSubject: walk.voice.subjectOf(main) !== null,
  });
  walk.hasSkipped = false;
}

function behindWhat({ statements, hasSkipped }: Walk, { part }: Place): Statement['behind'] {
  if (hasSkipped) return 'skipped';
  return statements.at(-1)?.part === part ? 'statement' : null;
}

/** 【诉求六】公布监测结果。 【办理】同意公布: the first that is said under a heading decides on what the heading tells. */
function answersHeading(walk: Walk, place: Place, main: string): boolean {
  if (fieldOf(place.heading?.text ?? '')?.kind !== 'asks') return false;
  return isFirstUnder(walk, place) && main.length <= MAX_ANSWER && DECIDES.test(main);
}

function isUnderOther({ statements }: Walk, { heading }: Place): boolean {
  const before = statements.at(-1);
  return heading !== null && before !== undefined && before.heading?.start !== heading.start;
}

function isFirstUnder({ statements }: Walk, { heading }: Place): boolean {
  return heading !== null && statements.at(-1)?.heading?.start !== heading.start;
}

/** 暂不具备条件。 right after 您建议由财政全额承担。 */
function answersWish({ statements, paragraph }: Walk, { clauses }: BoundClauses): boolean {
  const before = statements.at(-1);
  if (before?.paragraph !== paragraph || !isWish(before)) return false;
  const main = firstMain({ clauses }, 0);
  if (main.length <= MAX_ANSWER && ANSWERS.test(main)) return true;
  return (
    !before.clauses.some(({ text }) => DECIDES.test(text) || REFUSES.test(text)) &&
    !hasWish(clauses)
  );
}

function hasWish(clauses: BoundClauses['clauses']): boolean {
  return clauses.some(({ text }) => WISH.test(text));
}

/** The text of the first main clause at or behind a place. */
function firstMain({ clauses }: Pick<BoundClauses, 'clauses'>, from: number): string {
  return clauses.find(({ front, start }) => front === null && start >= from)?.text ?? '';
}

const MAX_ANSWER = 18;
const ANSWERS = /不|未|难以|无法|没有|暂|采纳|同意|支持|可行|列入|纳入|成熟/u;

/** A heading that names a body or a region: what stands below is true of that one alone. */
const NAMES_BODY =
  /^[\p{Script=Han}]{2,16}(?:省|自治区|市|县|区|厅|局|委员会|政府|学校|小学|中学|大学|学院)$/u;

/** What a statement points back at is said in its own paragraph, or in one before it of a single statement. */
function isNearEnough({ statements, paragraph }: Walk): boolean {
  const [other, before] = statements.slice(-2);
  const last = before ?? other;
  if (last === undefined || last.paragraph === paragraph) return last !== undefined;
  const isLone = before === undefined || other?.paragraph !== last.paragraph;
  return isLone && last.paragraph === paragraph - 1;
}

/** A piece of a sentence between two semicolons or numbers, without its number. */
interface Piece {
  readonly piece: Span;
  readonly isMarked: boolean;
}

function piecesOf(text: string, sentence: Span): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = sentence.start;
  let cursor = sentence.start;
  const push = (end: number): void => {
    const piece = spanOf(text, start, end);
    const isMarked = markOf(piece.text) !== null;
    if (piece.text !== '') pieces.push({ piece: withoutMark(text, piece), isMarked });
    start = end;
  };
  for (const part of splitClauses(sentence.text)) {
    const at = text.indexOf(part, cursor);
    if (at > start && markOf(part) !== null) push(at);
    const inside = afterLabel(part);
    if (inside !== null) push(at + inside);
    cursor = at + part.length;
    if (/[；;]$/u.test(part)) push(cursor);
  }
  push(sentence.end);
  return pieces;
}

/** Where a number follows a label inside a clause: 工作如下：一是…. */
function afterLabel(part: string): number | null {
  if (!/[：:]/u.test(part)) return null;
  const colon =
    /^(?:[^：:《》“”（）()]|“[^“”]{0,20}”|《[^《》]{0,40}》|（[^（）]{0,20}）){1,50}(?<!\d)[：:]/u.exec(
      part,
    )?.[0].length ?? 0;
  return colon > 0 && markOf(part.slice(colon)) !== null ? colon : null;
}

function withoutMark(text: string, piece: Span): Span {
  const length = markOf(piece.text)?.length ?? 0;
  return length === 0 ? piece : spanOf(text, piece.start + length, piece.end);
}

function spanOf(text: string, start: number, end: number): Span {
  const raw = text.slice(start, end);
  const trimmed = raw.trim();
  const from = start + (trimmed === '' ? 0 : raw.indexOf(trimmed));
  return { text: trimmed, start: from, end: from + trimmed.length };
}
