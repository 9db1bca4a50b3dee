import type { Page, PageIssue } from '../domain/page.ts';
import type { PageBlocks } from '../markup/blocks.ts';
import { buildBlocks } from '../markup/build-blocks.ts';
import { findBody, type BodyRegion } from './find-body.ts';
import type { TitlePoint } from './title/evidence.ts';
import { findTitle } from './title/find-title.ts';
import { markdownToHtml, readFrontMatter, type FrontMatter } from '../markup/front-matter.ts';
import type { PageTree } from '../markup/page-tree.ts';
import { parsePage, treeOf, type Parsed } from '../markup/parse-page.ts';
import { readMetadata, type MetadataValue } from './read-metadata.ts';
import { tightenNumbers } from '../markup/repair-line.ts';
import { keptLetter, showsTags, unescapeOnce } from './repair/kept-letter.ts';
import { scoreBlocks, type BlockScores } from './score-blocks.ts';
import { isOtherDay } from '../text/day-labels.ts';
import { countHan } from '../text/han.ts';
import { textBlocks } from '../markup/text-blocks.ts';
import { trimBody } from './trim-body.ts';
import { ruleTable } from '../text/rule-table.ts';
import { isTornPart, tornDates } from '../text/torn-date.ts';

/** The parts of a page: its own text, what is around it, and the labels found there. */
export interface PageReading {
  readonly tree: PageBlocks;
  /** The page's markup; null for a page without any. */
  readonly markup: PageTree | null;
  readonly region: BodyRegion | null;
  readonly title: string;
  /** The evidence for the title. */
  readonly titleFrom: readonly TitlePoint[];
  /** The body's paragraphs. */
  readonly lines: readonly string[];
  /** Short lines between title and body. */
  readonly headLines: readonly string[];
  /** Those of them that give a day, nearest to the body first. */
  readonly aboutLines: readonly string[];
  readonly metadata: readonly MetadataValue[];
  /** The lines of the site's foot. */
  readonly footLines: readonly string[];
  /** As printed in the foot; null when it is not. */
  readonly siteIdCode: string | null;
  readonly issues: readonly PageIssue[];
}

const METADATA_BEFORE = 160;
const METADATA_AFTER = 14;
const ABOUT_BEFORE = 14;
const HEAD_LINES = 24;
const MIN_BODY = 10;
// A label in an element of its own.
const MAX_LABEL = 12;
const MIN_HIDDEN = 80;
const GLUED_DAY =
  /^(?:\d{2}日?\/?20\d{2}[-/.年]\d{2}月?|20\d{2}[-/.年]\d{2}月?\d{2}日?)(?![-\d/.])/u;
// 正在加载, or a heading: what a page shows before a script has filled it.
const MAX_HINT = 30;
// Ten times the longest real document met (20,000 characters of tables).
const MAX_BODY_CHARACTERS = 200_000;

/** Reads a page of any text kind into lines and labels. */
export function readPage(page: Page & Partial<Parsed>, entryTitle: string | null): PageReading {
  if (page.kind === 'html') return readMarkup(treeOf(page), null, entryTitle);
  const front = readFrontMatter(page.text);
  if (front !== null || page.kind === 'markdown') {
    const text = front?.rest ?? page.text;
    return readMarkup(parsePage(markdownToHtml(text)), front, entryTitle);
  }
  return read(textBlocks(page.kind === 'text' ? page.text : ''), null, entryTitle);
}

function readMarkup(
  tree: PageTree,
  front: FrontMatter | null,
  entryTitle: string | null,
): PageReading {
  const reading = readShown(tree, front, entryTitle);
  const again = (markup: string) => readShown(parsePage(markup), front, entryTitle);
  if (showsTags(reading.lines)) return again(unescapeOnce(tree.source));
  const kept = countHan(reading.lines.join('')) < MAX_HINT ? keptLetter(tree) : null;
  if (kept === null) return reading;
  const revealed = again(`${tree.source}<div class="content">${kept}</div>`);
  return revealed.lines.join('').length > MIN_HIDDEN ? revealed : reading;
}

function readShown(
  tree: PageTree,
  front: FrontMatter | null,
  entryTitle: string | null,
): PageReading {
  const blocks = (includeHidden: boolean) => withFront(buildBlocks(tree, { includeHidden }), front);
  const reading = read(blocks(false), tree, entryTitle);
  if (reading.lines.join('').length >= MIN_BODY) return reading;
  // Some templates hide the body until a script has run.
  const hidden = read(blocks(true), tree, entryTitle);
  return hidden.lines.join('').length > MIN_HIDDEN ? hidden : reading;
}

/** A post's front matter says what a page's meta elements say. */
function withFront(tree: PageBlocks, front: FrontMatter | null): PageBlocks {
  if (front === null) return tree;
  const meta = new Map(tree.meta);
  const title = front.fields.get('title');
  const date =
    front.fields.get('date') ?? front.fields.get('pubdate') ?? front.fields.get('published');
  const source = front.fields.get('source') ?? front.fields.get('author');
  if (title !== undefined) meta.set('articletitle', title);
  if (date !== undefined) meta.set('pubdate', date);
  if (source !== undefined) meta.set('contentsource', source);
  return { ...tree, meta };
}

function read(tree: PageBlocks, markup: PageTree | null, entryTitle: string | null): PageReading {
  const scores = scoreBlocks(tree);
  const region = findBody(tree, scores);
  const labels = readMetadata(tree.blocks, labelIndexes(tree, scores, region));
  const { text: title, because: titleFrom } = findTitle({
    tree,
    region,
    furniture: scores.furniture,
    metadata: labels,
    entryTitle,
  });
  const body =
    region === null
      ? []
      : trimBody({ tree, scores, region, title, labelled: labelledBlocks(labels) });
  const own = body.flatMap((index) => {
    const block = tree.blocks[index];
    return block === undefined ? [] : [{ ...block, text: tightenNumbers(block.text) }];
  });
  const isOwn = new Set(body);
  const first = body.find((_, at) => at > 0 || body.length === 1) ?? region?.first ?? 0;
  const around = range(Math.max(0, first - ABOUT_BEFORE), first).filter(
    (index) => !isOwn.has(index),
  );
  const dated = otherDays(labels);
  const lines = own.map(({ text }) => text);
  const kept = withinLimit(lines);
  const issues: PageIssue[] = [];
  if (markup?.isTooLarge === true) issues.push('too-large');
  if (markup?.isTooDeep === true) issues.push('too-deep');
  // The last line that is kept may be cut, too.
  if (kept.length < lines.length || kept.at(-1) !== lines.at(-1)) issues.push('truncated');
  return {
    tree,
    markup,
    region,
    title,
    titleFrom,
    lines: kept,
    headLines: textsOf(tree, around),
    aboutLines: [
      ...textsOf(
        tree,
        [...around]
          .reverse()
          .filter((index) => !dated.has(index) && isDayLine(tree, scores, index)),
      ),
      ...tornDays(textsOf(tree, around)),
    ],
    metadata: labels.filter((row) => !isOwn.has(row.index)),
    footLines: tree.blocks.flatMap((block, at) =>
      scores.furniture[at] === 'foot' ? [block.text] : [],
    ),
    siteIdCode: siteIdCodeOf(tree),
    issues,
  };
}

/** Lines up to the largest body that the later stages take; a longer first line is cut. */
function withinLimit(lines: readonly string[]): readonly string[] {
  let left = MAX_BODY_CHARACTERS;
  const kept: string[] = [];
  for (const line of lines) {
    if (left <= 0) break;
    kept.push(line.length > left ? line.slice(0, left) : line);
    left -= line.length + 1;
  }
  return kept;
}

// The day on which the page is looked at (`今天是2024年9月1日 星期日`, 访问时间), and those between which something holds.
const OTHER_DAY = ruleTable('other-days', [
  {
    id: 'words',
    match: [
      '今天',
      '今日',
      '现在',
      '星期',
      '周[一二三四五六日]',
      '农历',
      '(?:访问|浏览|当前|系统|打印|下载)(?:时间|日期)',
      '有效期',
      '[生失]效',
      '截止',
      '废止',
      '施行',
      '实施',
    ],
    source: 'docs/field-notes.md §2.6: hints for readers beside a day',
    keep: 'the day on which a page is looked at, right above a text without a day of its own; no marked page has it there',
  },
]);

/** Days whose parts stand in neighbouring elements: `16` above `2024.05`, or side by side without a blank. */
function tornDays(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text, at) => {
    const glued = GLUED_DAY.exec(text)?.[0];
    const rows = [2, 3]
      .map((length) => texts.slice(at, at + length))
      .filter((parts, order) => parts.length === order + 2 && parts.every(isTornPart))
      .map((parts) => parts.map((part) => part.replaceAll(/\s/gu, '')));
    return [...(glued === undefined ? [] : [[glued]]), ...rows].flatMap((parts) =>
      tornDates(parts).slice(0, 1),
    );
  });
}

/** A line that is a day, or begins with one; the value of a label in the line before is none. */
function isDayLine(tree: PageBlocks, scores: BlockScores, index: number): boolean {
  const kind = scores.furniture[index];
  const before = tree.blocks[index - 1]?.text ?? '';
  if (/[:：]\s{0,3}$/u.test(before) || (before.length <= MAX_LABEL && isOtherDay(before)))
    return false;
  const text = tree.blocks[index]?.text ?? '';
  if (OTHER_DAY.test(text)) return false;
  return kind === 'day' || kind === 'about' || /^\D{0,12}20\d{2}\D/u.test(text);
}

/** The blocks whose days are not of publication: 成文日期, 生成日期, the years of an 索引号. */
function otherDays(labels: readonly MetadataValue[]): ReadonlySet<number> {
  const fields = new Set(['indexNumber', 'documentNumber', 'written', 'issued']);
  return new Set(labels.filter(({ field }) => fields.has(field)).map(({ index }) => index));
}

/** A lone 时间 or 标题 may begin a sentence of the document; the other labels never do. */
function labelledBlocks(labels: readonly MetadataValue[]): ReadonlySet<number> {
  const sure = labels.filter((row) => !['dated', 'other', 'title'].includes(row.field));
  return new Set(sure.map((row) => row.index));
}

function textsOf(tree: PageBlocks, indexes: readonly number[]): readonly string[] {
  return indexes.flatMap((index) => {
    const block = tree.blocks[index];
    if (block === undefined || block.text.length > 160) return [];
    // A line with the time of day is not a link to another article, even if a link was left open around it.
    const isText =
      block.linkLength < block.text.length * 0.5 ||
      /20\d{2}.{2,12}\d{1,2}[:：]\d{2}/u.test(block.text);
    return isText ? [block.text] : [];
  });
}

/** Where labels may be: before the region, at its head and foot, and shortly after it. */
function labelIndexes(tree: PageBlocks, scores: BlockScores, region: BodyRegion | null): number[] {
  if (region === null) return range(0, Math.min(tree.blocks.length, 300));
  const head: number[] = [];
  for (const index of region.indexes.slice(0, HEAD_LINES)) {
    const block = tree.blocks[index];
    if (block === undefined || (block.text.length > 80 && /。/u.test(block.text))) break;
    head.push(index);
  }
  const foot = region.indexes
    .slice(Math.max(head.length, region.indexes.length - 12))
    .filter((index) => {
      return scores.furniture[index] !== null;
    });
  const before = range(Math.max(0, region.first - METADATA_BEFORE), region.first);
  const after = range(region.end, Math.min(tree.blocks.length, region.end + METADATA_AFTER));
  return [...before, ...head, ...foot, ...after];
}

function range(from: number, end: number): number[] {
  const indexes: number[] = [];
  for (let at = from; at < end; at += 1) indexes.push(at);
  return indexes;
}

/** 网站标识码 in the foot: its first six digits are the division's code (docs/field-notes.md §1.8). */
function siteIdCodeOf(tree: PageBlocks): string | null {
  for (const block of tree.blocks.slice(-40)) {
    const match = /标识码[:：]?\s{0,4}([a-z]{2}\d{8}|\d{10})/u.exec(block.text);
    if (match?.[1] !== undefined) return match[1];
  }
  return null;
}
