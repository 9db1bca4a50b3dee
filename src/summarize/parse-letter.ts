import { splitSentences } from '../text/sentences.ts';
import { type Clause, cutClauses } from './cut-clauses.ts';
import {
  COURTESY,
  DATE_LINE,
  isHeading,
  OPENING_END,
  PART,
  PLAN_HEADING,
  PLAN_OPENING,
  POINT_MARK,
  SALUTATION,
  TOP_MARK,
  TOTAL_ROW,
} from './letter-marks.ts';

/** The body in clauses, without salutation, courtesy, contacts and signature. */
export interface Letter {
  readonly clauses: readonly Clause[];
  /** The sentences before the answer: who asked what. */
  readonly opening: string;
}

interface Walk {
  readonly clauses: Clause[];
  readonly opening: string[];
  /** Regions that speak in parts of their own. */
  readonly parts: Set<string>;
  part: string;
  tableHead: string;
  section: number;
  point: number;
  sentence: number;
  planSection: boolean;
  opened: boolean;
}

const MAX_BODY = 60_000;
const MAX_OPENING = 1500;
const MAX_ROW = 200;

/** Cuts a body into the clauses that a summary may quote. */
export function parseLetter(fullBody: string): Letter {
  const body = fullBody.slice(0, MAX_BODY);
  const walk = walkBody(body, !OPENING_END.test(body.slice(0, MAX_OPENING)));
  // An opening that never ended would leave nothing to quote.
  return letterOf(walk.opened ? walk : walkBody(body, true));
}

function walkBody(body: string, opened: boolean): Walk {
  const walk: Walk = {
    clauses: [],
    opening: [],
    parts: new Set(),
    part: '',
    tableHead: '',
    section: 0,
    point: 0,
    sentence: 0,
    planSection: false,
    opened,
  };
  let start = 0;
  for (const line of body.split('\n')) {
    if (line.trim() !== '') walkLine(walk, line, start);
    start += line.length + 1;
  }
  return walk;
}

function letterOf(walk: Walk): Letter {
  // Where one region speaks for the whole text there is nothing to tell apart.
  const single = walk.parts.size < 2 ? walk.part : null;
  return {
    clauses: walk.clauses.map((clause) =>
      clause.prefix === single ? { ...clause, prefix: '' } : clause,
    ),
    opening: walk.opening.join(''),
  };
}

function walkLine(walk: Walk, line: string, start: number): void {
  const text = line.trim();
  if (!walk.opened && SALUTATION.test(text) && !OPENING_END.test(text)) return;
  if (DATE_LINE.test(text) || walkRow(walk, text, start + line.indexOf(text))) return;
  if (isHeading(text)) {
    startSection(walk, text);
    const part = PART.exec(text)?.[0];
    if (part !== undefined) walk.parts.add((walk.part = part));
    return;
  }
  let planned = walk.planSection;
  let cursor = 0;
  for (const sentence of splitSentences(line)) {
    const offset = line.indexOf(sentence, cursor);
    const first = cursor === 0;
    cursor = offset + sentence.length;
    const place = { sentence, start: start + offset, first, planned };
    planned = walkSentence(walk, place);
  }
}

interface Sentence {
  readonly sentence: string;
  readonly start: number;
  /** The first of its paragraph. */
  readonly first: boolean;
  readonly planned: boolean;
}

/** Takes one sentence; returns whether those after it in the paragraph speak of plans. */
function walkSentence(walk: Walk, { sentence, start, first, planned: before }: Sentence): boolean {
  const mark = markOf(sentence);
  if (mark.top) startSection(walk, sentence.slice(0, 30));
  if (mark.length > 0) walk.point += 1;
  let planned = mark.top ? walk.planSection : before;
  const rest = sentence.slice(mark.length);
  // Thanks may stand in one sentence with 现答复如下, so the opening is looked at first.
  const opening = openingLength(walk, sentence);
  if (COURTESY.test(rest)) return planned;
  if (opening === sentence.length) return planned;
  if (PLAN_OPENING.test(rest)) {
    planned = true;
    // A paragraph that opens so also speaks for the points listed below it, up to the next heading.
    if (first) walk.planSection = true;
  }
  const skipped = Math.max(opening, mark.length);
  walk.sentence += 1;
  const clauses = cutClauses(sentence.slice(skipped), {
    start: start + skipped,
    sentence: walk.sentence,
    section: walk.section,
    point: walk.point,
    prefix: walk.part,
    planned,
    marked: mark.length > 0,
  });
  walk.clauses.push(...clauses);
  walk.sentence = clauses.at(-1)?.sentence ?? walk.sentence;
  walk.point = clauses.at(-1)?.point ?? walk.point;
  return planned;
}

/** Takes a line of cells: a head without digits is kept for the rows below it. */
function walkRow(walk: Walk, text: string, start: number): boolean {
  const isProse = text.length > MAX_ROW || /[，。；！？：]/u.test(text);
  if (isProse || text.split(/[\s|｜]+/u).length < 3) {
    walk.tableHead = '';
    return false;
  }
  if (!/\d/u.test(text)) {
    walk.tableHead = text;
    return true;
  }
  walk.sentence += 1;
  walk.clauses.push({
    text,
    opener: '',
    start,
    end: start + text.length,
    sentence: walk.sentence,
    statement: walk.sentence,
    section: walk.section,
    point: walk.point,
    prefix: walk.tableHead,
    opensPoint: !TOTAL_ROW.test(text),
    planned: false,
  });
  return true;
}

/** How much of a sentence still belongs to the opening: all of it, or up to the colon after 答复如下. */
function openingLength(walk: Walk, sentence: string): number {
  if (walk.opened) return 0;
  walk.opened = OPENING_END.test(sentence);
  const colon = walk.opened ? /(?:如下|意见)[：:]/u.exec(sentence) : null;
  const length = colon === null ? sentence.length : colon.index + colon[0].length;
  walk.opening.push(sentence.slice(0, length));
  return length;
}

function startSection(walk: Walk, heading: string): void {
  walk.section += 1;
  walk.point += 1;
  if (TOP_MARK.test(heading) || PLAN_HEADING.test(heading)) {
    walk.planSection = PLAN_HEADING.test(heading.slice(0, 30));
  }
}

function markOf(sentence: string): { readonly length: number; readonly top: boolean } {
  const top = TOP_MARK.exec(sentence);
  const length = top?.[0].length ?? 0;
  const point = POINT_MARK.exec(sentence.slice(length));
  return { length: length + (point?.[0].length ?? 0), top: top !== null };
}
