import { splitClauses, splitSentences } from '../text/sentences.ts';
import { hasPersonalData } from '../text/redact.ts';

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

/** The body in clauses, without salutation, courtesy, contacts and signature. */
export interface Letter {
  readonly clauses: readonly Clause[];
  /** The sentences before the answer: who asked what. */
  readonly opening: string;
}

const CJK_NUMBER = '[一二三四五六七八九十]{1,3}';
const TOP_MARK = new RegExp(
  `^(?:${CJK_NUMBER}、|第${CJK_NUMBER}(?:[，,、：:]|(?=[\\p{Script=Han}]{2,20}[。：:])))`,
  'u',
);
const POINT_MARK = new RegExp(
  `^(?:[（(]${CJK_NUMBER}[)）]、?|[（(]?\\d{1,2}[)）.．、](?!\\d)|[①-⑳]|${CJK_NUMBER}[是要](?!否|求)|其${CJK_NUMBER}[，,]|另一方面[，,]?|一方面[，,]?|首先[，,]|其次[，,]|再次[，,]|最后[，,])`,
  'u',
);
const PLAN_HEADING =
  /下一步|下阶段|下一阶段|今后|接下来|工作打算|工作计划|努力方向|未来.{0,4}(?:工作|打算)|后续/u;
const PLAN_OPENING = /^(?:下一步|下阶段|下一阶段|今后|接下来|未来|后续|下步)/u;
const OPENING_END =
  /收悉|(?:答复|函复|回复|复函|汇报|报告|说明|反馈|函告|办理情况)(?:意见|情况)?如下|提出如下(?:会办|协办|办理)?意见|会办意见如下/u;
const COURTESY =
  /^(?:最后|首先)?[，,]?(?:再次|衷心|诚挚|诚恳|非常)?地?感谢|^(?:专此|特此|此复|此函|此致)|^欢迎(?:您|继续|各位)|^(?:希望|恳请|敬请|请)您?.{0,12}(?:继续|一如既往|多提|批评指正|关心|支持)|^(?:抄送|抄报|附件|附：|主题词|联系人|承办人|经办人|联系电话|电话|签发人|扫一扫|打印|责任编辑|信息来源|来源|作者|编辑|发布时间|浏览次数|（此件|\(此件)/u;
const SALUTATION = /^[^，。；！？]{1,60}[：:]$/u;
const DATE_LINE = /^[\d〇○零一二三四五六七八九十年月日\s./-]{6,20}$/u;

// Clause openers that carry nothing; taken off one after another.
const OPENERS =
  /^(?:[一二三四五六七八九十]{1,2}[是要](?!否|求)|其[一二三四五][，,])|^[^：:，,《“]{0,40}[：:](?=[一二三四五六][是要]|其一|1[.．、]|（一）|①)|^[^：:，,《“]{0,24}(?:工作|如下|方面|措施|打算|以下几点|具体为|具体是|包括|其中|分别是|要求|明确)[：:]|^(?:下一步|下阶段|下一阶段|今后|接下来|未来|后续)(?:[，,]|工作中[，,]?)|^(?:我们|我局|我厅|我委|我市|我县|我区|我办|我处|本局|市局|[\p{Script=Han}]{2,8}[局厅委])(?:将|要)(?=[\p{Script=Han}\d]{2})|^(?:将|还将|并将)(?=(?:继续|进一步|会同|配合|联合|持续|加大|加强|推动|组织|开展|建立|完善|探索|研究))|^(?:同时|此外|另外|并且|而且|因此|为此|对此|目前[，,]|据统计[，,]?|截至目前[，,]?|近年来[，,]?|另一方面|一方面|一直以来|总体上|与此同时|在此基础上|首先|其次|再次|最后)[，,、]?|^(?:进一步|积极|切实|扎实|着力|大力|不断|认真|还|也|又|均)(?=\p{Script=Han}{4})/u;

// A region that speaks in its own part of a compilation: 湖南省人民政府党组成员、副省长 …
const PART =
  /^\p{Script=Han}{1,8}?(?:省|自治区|[市州县区])(?=人民政府|教育[厅局委]|教体局|教育和体育局|委)/u;
const SCOPE =
  /^(?:对|对于|针对)(?![您你])[^，：:]{2,20}(?<!进行.{0,9}|开展.{0,9}|予以.{0,9}|给予.{0,9}|加强.{0,9}|情况|问题|机遇|形势|要求)$/u;
// A list of examples at the end of a clause: 各类基地(天文馆、科技园、…).
const ASIDE = /[（(](?=[^（()）]{9,120}[）)]$)[^（()）\d]{9,120}[）)]$/u;
const TOTAL_ROW = /^(?:合计|总计|全[省市县区]|小计)/u;

// Whole clauses that only lead on to the next.
const EMPTY =
  /^(?:下一步|下阶段|今后|接下来|未来|同时|此外|另外|其中|目前|为此|对此|近年来|一直以来|首先|其次|最后|总之|因此|例如|一方面|另一方面|比如|与此同时)$/u;

interface Walk {
  readonly clauses: Clause[];
  readonly opening: string[];
  section: number;
  point: number;
  sentence: number;
  planSection: boolean;
  opened: boolean;
  part: string;
  tableHead: string;
}

const MAX_BODY = 60_000;
// Longer than any clause of a letter; a wall of text without commas is no quotation.
const MAX_CLAUSE = 220;

/** Cuts a body into the clauses that a summary may quote. */
export function parseLetter(fullBody: string): Letter {
  const body = fullBody.slice(0, MAX_BODY);
  const walk: Walk = {
    clauses: [],
    opening: [],
    section: 0,
    point: 0,
    sentence: 0,
    planSection: false,
    opened: !OPENING_END.test(body.slice(0, 1500)),
    part: '',
    tableHead: '',
  };
  let cursor = 0;
  for (const line of body.split('\n')) {
    const start = cursor;
    cursor += line.length + 1;
    if (line.trim() !== '') walkParagraph(walk, { line, start });
  }
  const parts = new Set(walk.clauses.map(({ prefix }) => prefix));
  return {
    // One region speaks for the whole text: nothing to tell apart.
    clauses:
      parts.size > 1 ? walk.clauses : walk.clauses.map((clause) => ({ ...clause, prefix: '' })),
    opening: walk.opening.join(''),
  };
}

interface Paragraph {
  readonly line: string;
  readonly start: number;
}

function walkParagraph(walk: Walk, input: Paragraph): void {
  const text = input.line.trim();
  if (!walk.opened && SALUTATION.test(text) && !OPENING_END.test(text)) return;
  if (DATE_LINE.test(text) || walkTable(walk, text, input)) return;
  if (isHeading(text)) {
    startSection(walk, text);
    walk.part = PART.exec(text)?.[0] ?? walk.part;
    return;
  }
  let planned = walk.planSection;
  let cursor = 0;
  for (const sentence of splitSentences(input.line)) {
    const offset = input.line.indexOf(sentence, cursor);
    cursor = offset + sentence.length;
    const mark = markOf(sentence);
    if (mark.top) startSection(walk, sentence.slice(0, 30));
    if (mark.top || mark.length > 0) walk.point += 1;
    if (mark.top) planned = walk.planSection;
    const rest = sentence.slice(mark.length);
    if (COURTESY.test(rest)) continue;
    const opening = openingLength(walk, sentence);
    if (opening === sentence.length) continue;
    const skipped = Math.max(opening, mark.length);
    if (PLAN_OPENING.test(rest)) {
      planned = true;
      // A paragraph that opens so also speaks for the points listed below it, up to the next heading.
      if (offset === input.line.indexOf(text)) walk.planSection = true;
    }
    pushClauses(walk, {
      text: sentence.slice(skipped),
      start: input.start + offset + skipped,
      planned,
      marked: mark.length > 0,
    });
  }
}

/** Takes a line of cells: a head without digits is kept for the rows below it. */
function walkTable(walk: Walk, text: string, input: Paragraph): boolean {
  const cells = text.length > 200 || /[，。；！？：]/u.test(text) ? [] : text.split(/[\s|｜]+/u);
  if (cells.length < 3) {
    walk.tableHead = '';
    return false;
  }
  if (!/\d/u.test(text)) {
    walk.tableHead = text;
    return true;
  }
  walk.sentence += 1;
  const start = input.start + input.line.indexOf(text);
  walk.clauses.push({
    text,
    opener: '',
    start,
    end: start + text.length,
    sentence: walk.sentence,
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

/** A line of its own without an end mark: 一、关于课后服务 or a signature. */
function isHeading(text: string): boolean {
  return (
    text.length <= 40 &&
    !/[。；！？!?;，,：:]$/u.test(text) &&
    !/[。；！？]/u.test(text) &&
    !/\d{2}.{0,3}[%家所个名元]/u.test(text)
  );
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

interface SentenceInput {
  readonly text: string;
  readonly start: number;
  readonly planned: boolean;
  readonly marked: boolean;
}

function pushClauses(walk: Walk, input: SentenceInput): void {
  walk.sentence += 1;
  let cursor = 0;
  let opensPoint = input.marked;
  let carried: number | null = null;
  for (const piece of splitClauses(input.text)) {
    const offset = input.text.indexOf(piece, cursor);
    cursor = offset + piece.length;
    const mark = POINT_MARK.exec(piece)?.[0] ?? '';
    if (mark !== '' && offset > 0) {
      walk.point += 1;
      walk.sentence += 1;
      opensPoint = true;
    }
    const text = piece
      .slice(mark.length)
      .replace(/[，；,;。！？!?：:]+$/u, '')
      .replace(ASIDE, '');
    const start: number = input.start + (carried ?? offset + mark.length);
    carried = null;
    // A bare date belongs to the clause that it dates, a bare scope to what is done there.
    if (isDatePrefix(text) || SCOPE.test(text)) {
      carried = start - input.start;
      continue;
    }
    const whole = input.text.slice(start - input.start, offset + mark.length + text.length);
    pushClause(walk, { ...input, text: whole, start }, opensPoint);
    opensPoint = false;
    if (/[；;]$/u.test(piece)) walk.sentence += 1;
  }
}

function pushClause(walk: Walk, input: SentenceInput, opensPoint: boolean): void {
  const text = input.text.trim();
  const cut = withoutOpeners(text);
  if (cut.length < 2 || cut.length > MAX_CLAUSE || EMPTY.test(cut) || hasPersonalData(cut)) return;
  const start = input.start + input.text.indexOf(text) + (text.length - cut.length);
  walk.clauses.push({
    text: cut,
    opener: text.slice(0, text.length - cut.length),
    start,
    end: start + cut.length,
    sentence: walk.sentence,
    section: walk.section,
    point: walk.point,
    prefix: walk.part,
    opensPoint,
    planned: input.planned,
  });
}

function isDatePrefix(text: string): boolean {
  return (
    text.length <= 14 &&
    /^(?:于|自|从|在|至|到|截至)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|至今|底|初|末|前|间|期间|[秋春]季学期|[上下]半年|开始|暑期|暑假|寒假)?$/u.test(
      text,
    )
  );
}

function withoutOpeners(text: string): string {
  let cut = text;
  for (let round = 0; round < 3; round += 1) {
    const next = cut.replace(OPENERS, '');
    if (next === cut || next.length < 6) return cut;
    cut = next;
  }
  return cut;
}
