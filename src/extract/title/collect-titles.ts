import type { PageBlocks } from '../../markup/blocks.ts';
import { furnitureKind } from '../../furniture/furniture.ts';
import type { Furniture } from '../../furniture/furniture-rules.ts';
import { agencyOfLine, squeezeName } from '../../text/agency-name.ts';
import { bareText } from '../../text/han.ts';
import type { BodyRegion } from '../find-body.ts';
import { isSalutation } from '../../letter/salutation.ts';
import type { MetadataValue } from '../read-metadata.ts';
import { type Candidate, type TitlePoint, titlePoints } from './evidence.ts';
import { agencyAbove, joinedBlock, joinTitle, linesAbove } from './join-lines.ts';
import { COLUMN_META, namesIn, SITE_META, stripSite } from './site-names.ts';

/** What is known of the title from outside the page. */
export interface TitleInput {
  readonly tree: PageBlocks;
  readonly region: BodyRegion | null;
  readonly furniture: readonly (Furniture | null)[];
  readonly metadata: readonly MetadataValue[];
  readonly entryTitle: string | null;
}

const ARTICLE_META = ['articletitle', 'article-title', 'article_title', 'infotitle'];
const OPEN_META = ['og:title', 'twitter:title', 'title', 'dc.title'];
const TITLE_MARK =
  / (?:[\w-]{0,20}(?:title|biaoti|headline|wzbt|bt|tit|xxbt|titles|con-h|xx-tit)[\w-]{0,8}) /u;
const LETTER_TITLE = /(?:关于|对|答复|复函|回复|意见|通知|办理|印发|批复|公告|通报|函|解读)/u;
/** A whole title right above the greeting, whatever is above it. */
const REPLY_TITLE =
  /^[^。；：:]{2,12}(?:关于|对)[^。；：:]{4,80}(?:答复|复函|回复|函复|意见)(?:的函)?$/u;
// A welcome or a hint for readers may be above the title; a longer text is the document's.
const MAX_BEFORE_TITLE = 60;
const NEAR_BLOCKS = 40;
// Longer than a column's name.
const LONG = 12;

/** Everything on the page that may be the title, with its evidence. */
export function collectTitles(input: TitleInput): readonly Candidate[] {
  const { tree, metadata, entryTitle } = input;
  const candidates: Candidate[] = [];
  const names = namesIn(tree, [...SITE_META, ...COLUMN_META]);
  const add = (text: string | undefined | null, from: TitlePoint): void => {
    if (text === undefined || text === null || text === '') return;
    candidates.push({ text, points: titlePoints(from), from });
  };
  for (const name of ARTICLE_META) add(tree.meta.get(name), 'article-title');
  for (const name of OPEN_META) add(stripSite(tree.meta.get(name) ?? '', names), 'open-graph');
  for (const row of metadata) {
    if (row.field === 'title') add(row.value, 'label');
    if (row.field === 'proposalTitle') add(row.value, 'proposal');
  }
  candidates.push(...headings(input));
  add(letterTitle(input), 'letter');
  const named = stripSite(tree.title, names);
  const isLong = named.length >= LONG && named.length < tree.title.length;
  add(named, isLong ? 'long-document-title' : 'document-title');
  add(entryTitle, 'entry');
  return candidates;
}

function headings(input: TitleInput): Candidate[] {
  const { tree, region } = input;
  const bodyAt = region?.indexes[0] ?? 0;
  const until = textStart(input);
  const documentTitle = bareText(tree.title);
  const candidates: Candidate[] = [];
  for (let at = 0; at < until; at += 1) {
    const block = tree.blocks[at];
    if (block === undefined) continue;
    // A linked line is another article's title, unless the page itself is called so.
    const isLinked = block.linkLength > block.text.length * 0.5;
    if (isLinked && !isPartOf(block.text, documentTitle)) continue;
    const isNear = at >= bodyAt - NEAR_BLOCKS;
    const nearness = Math.max(0, titlePoints('nearest') - Math.abs(bodyAt - at) / 4);
    if (block.heading > 0 && block.heading < 5) {
      const rank = (4 - block.heading) * titlePoints('rank');
      const from = isNear ? 'heading-near' : 'heading-far';
      const points = titlePoints(from) + (isNear ? nearness + rank : 0);
      candidates.push({ text: joinedBlock(tree, at), points, from });
    } else if (isNear && isMarked(block.box.marks, block.box.parent?.marks ?? '')) {
      candidates.push({
        text: joinedBlock(tree, at),
        points: titlePoints('title-mark') + nearness,
        from: 'title-mark',
      });
    } else if (isNear && isAboveAbout(input, at)) {
      const text = joinedBlock(tree, at);
      if (text.length >= 6)
        candidates.push({
          text,
          points: titlePoints('above-about') + nearness,
          from: 'above-about',
        });
      else if (block.box.parent === null)
        candidates.push({
          text: linesAbove(tree, at),
          points: titlePoints('first-line'),
          from: 'first-line',
        });
    } else if (isNear && isPartOf(block.text, documentTitle)) {
      candidates.push({
        text: block.text,
        points: titlePoints('first-line') + nearness,
        from: 'first-line',
      });
    }
  }
  return candidates;
}

/** Where the document's text has certainly begun: no title is below a greeting or a sentence of it. */
function textStart(input: TitleInput): number {
  const { blocks } = input.tree;
  const indexes = input.region?.indexes ?? [];
  let sentences = 0;
  for (const index of indexes.slice(0, 7)) {
    const text = blocks[index]?.text ?? '';
    if (text.includes('。')) sentences += text.length;
    if (sentences > MAX_BEFORE_TITLE || isSalutation(text)) return index;
  }
  const last = indexes[Math.min(6, indexes.length - 1)] ?? 6;
  return Math.min(blocks.length, last + 1);
}

function isMarked(marks: string, parentMarks: string): boolean {
  return TITLE_MARK.test(marks) || (marks === '' && TITLE_MARK.test(parentMarks));
}

/** A short line right above `发布时间：… 来源：…`. */
function isAboveAbout({ tree, furniture }: TitleInput, at: number): boolean {
  const text = tree.blocks[at]?.text ?? '';
  const next = tree.blocks[at + 1]?.text ?? '';
  if (text === '' || text.length > 120 || /[。；：:]$/u.test(text)) return false;
  if (next.length > 160) return false;
  const kind = furniture[at + 1];
  // An agency above a day, with text above it, is a signature.
  if (kind === 'day' && at > 0 && agencyOfLine(text) !== null) return false;
  return kind === 'day' || (kind === 'about' && /来源|时间|日期|作者|浏览|20\d{2}/u.test(next));
}

function isPartOf(text: string, documentTitle: string): boolean {
  if (text.length < 6 || text.length > 120 || documentTitle.length < 5) return false;
  const bare = bareText(text);
  return bare.length >= 5 && documentTitle.includes(bare);
}

/** The first lines of the region that read as a title, joined where one was broken over two or three. */
function letterTitle(input: TitleInput): string | null {
  const lines = (input.region?.indexes ?? [])
    .slice(0, 14)
    .map((at) => input.tree.blocks[at]?.text ?? '');
  const greeting = lines.findIndex((line) => isSalutation(line));
  const above = squeezeName(lines[greeting - 1] ?? '');
  if (greeting > 0 && REPLY_TITLE.test(above)) return above;
  for (let at = 0; at < lines.length; at += 1) {
    const line = squeezeName(lines[at] ?? '');
    if (/[。；]/u.test(line) || line.length > 120) return null;
    if (furnitureKind(line) !== null || /[〔［].{0,12}号$/u.test(line)) continue;
    if (/[:：]$/u.test(line)) return null;
    if (line.length < 5 || !LETTER_TITLE.test(line)) continue;
    return agencyAbove(input.tree, lines[at - 1] ?? '', line) + joinTitle(lines, at);
  }
  return null;
}
