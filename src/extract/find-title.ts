import { bareText } from '../text/han.ts';
import { agencyOfLine, agencyOfTitle, squeezeName } from '../text/agency-name.ts';
import { documentNumberOfLine } from './document-number.ts';
import { furnitureKind, type Furniture } from '../markup/furniture.ts';
import type { BodyRegion } from './find-body.ts';
import { isSalutation } from './read-letter.ts';
import type { MetadataValue } from './read-metadata.ts';
import type { PageBlocks } from '../markup/blocks.ts';

/** What is known of the title from outside the page. */
export interface TitleInput {
  readonly tree: PageBlocks;
  readonly region: BodyRegion | null;
  readonly furniture: readonly (Furniture | null)[];
  readonly metadata: readonly MetadataValue[];
  readonly entryTitle: string | null;
}

interface Candidate {
  readonly text: string;
  readonly points: number;
}

// Points by evidence: what the page says about the article beats what it says about itself.
// Of 55 pages ArticleTitle is right on 50 of 50, h1 is a slogan or the site on 3 of 20 (docs/field-notes.md §1.8).
const POINTS = {
  articleTitle: 60,
  label: 45,
  headingNear: 42,
  titleMark: 34,
  letter: 30,
  openGraph: 24,
  aboveAbout: 30,
  firstLine: 18,
  /** Cut free of the site's name, and too long for a column's. */
  longDocumentTitle: 26,
  documentTitle: 16,
  headingFar: 12,
  entry: 14,
  proposal: 8,
} as const;
const ARTICLE_META = ['articletitle', 'article-title', 'article_title', 'infotitle'];
const OPEN_META = ['og:title', 'twitter:title', 'title', 'dc.title'];
const SITE_META = ['sitename', 'sitedomain', 'og:site_name'];
const COLUMN_META = ['columnname', 'columntype'];
const SITE_AND_COLUMN_META = [...SITE_META, ...COLUMN_META];
const TITLE_MARK =
  / (?:[\w-]{0,20}(?:title|biaoti|headline|wzbt|bt|tit|xxbt|titles|con-h|xx-tit)[\w-]{0,8}) /u;
const COLUMN_LOSS = 45;
// A welcome or a hint for readers may stand above the title; a longer text is the document's.
const MAX_BEFORE_TITLE = 60;
const NEAR_BLOCKS = 40;
// Names of columns and pages that stand where a title should.
const GENERIC =
  /^(?:首页|正文|详情|详细(?:信息|内容)|内容|信息公开|政务公开|政府信息公开|通知公告|公告|通知|新闻|新闻中心|工作动态|政协提案|人大建议|建议提案|提案办理|建议办理|法定主动公开内容|信息详情|文章详情|文章内容|无标题(?:文档)?|untitled|document|index|信息浏览|内容页|详情页|详细页|政策文件|提案建议办理|建议提案办理|人大建议提案|当前位置|基本信息|附件|.{0,4}登录|.{0,4}注册|搜索|网站导航)$/iu;
const LETTER_TITLE = /(?:关于|对|答复|复函|回复|意见|通知|办理|印发|批复|公告|通报|函)/u;
const TITLE_START =
  /^(?:[\u4e00-\u9fff（）、]{0,40}关于|对|[\u4e00-\u9fff（）]{2,40}(?:对|印发|转发))/u;
const LETTER_SHAPE = /^(?:.{0,30}关于|对).{4,}(?:答复|复函|回复|函|意见|通知)$/u;
// A page with more lines that look like its title is made to look so.
const MAX_CANDIDATES = 40;
const LETTER_END =
  /(?:函|答复|回复|复函|意见|通知|报告|批复|公告|决定|办法|方案|通报|说明|建议|提案|情况|情况的?函|[）)])$/u;

/** The document's own title, one line; empty when nothing on the page is one. */
export function findTitle(input: TitleInput): string {
  const site = siteNames(input.tree);
  const columns = namesIn(input.tree, COLUMN_META);
  // The same words stand in several places: each spelling is looked at once.
  const judged = new Map<string, { readonly text: string; readonly loss: number } | null>();
  const judge = (raw: string): { readonly text: string; readonly loss: number } | null => {
    const text = tidyTitle(raw);
    if (!isTitle(text, site)) return null;
    // Templates put the column's or the agency's name where the title belongs; sometimes it is the title, too.
    const isName = columns.has(bareText(text)) || agencyOfLine(text) !== null;
    return { text, loss: isName ? COLUMN_LOSS : 0 };
  };
  const candidates: Candidate[] = [];
  for (const { text: raw, points } of collect(input)) {
    const known = judged.get(raw);
    const found = known === undefined ? judge(raw) : known;
    if (known === undefined) judged.set(raw, found);
    if (found !== null) candidates.push({ text: found.text, points: points - found.loss });
  }
  return choose(candidates, input.tree.title, input.entryTitle);
}

function collect(input: TitleInput): Candidate[] {
  const { tree, metadata, entryTitle } = input;
  const candidates: Candidate[] = [];
  const names = namesIn(tree, SITE_AND_COLUMN_META);
  const add = (text: string | undefined | null, points: number): void => {
    if (text !== undefined && text !== null && text !== '') candidates.push({ text, points });
  };
  for (const name of ARTICLE_META) add(tree.meta.get(name), POINTS.articleTitle);
  for (const name of OPEN_META) add(stripSite(tree.meta.get(name) ?? '', names), POINTS.openGraph);
  for (const row of metadata) {
    if (row.field === 'title') add(row.value, POINTS.label);
    if (row.field === 'proposalTitle') add(row.value, POINTS.proposal);
  }
  candidates.push(...headings(input));
  add(letterTitle(input), POINTS.letter);
  const named = stripSite(tree.title, names);
  const isLong = named.length >= 12 && named.length < tree.title.length;
  add(named, isLong ? POINTS.longDocumentTitle : POINTS.documentTitle);
  add(entryTitle, POINTS.entry);
  return candidates;
}

/** Where the document's text has surely begun: no title stands below a greeting or a sentence of it. */
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
    const nearness = Math.max(0, 6 - Math.abs(bodyAt - at) / 4);
    if (block.heading > 0 && block.heading < 5) {
      const rank = 4 - block.heading;
      const points = isNear ? POINTS.headingNear + nearness + rank : POINTS.headingFar;
      candidates.push({ text: joinedBlock(tree, at), points });
    } else if (isNear && isMarked(block.box.marks, block.box.parent?.marks ?? '')) {
      candidates.push({ text: joinedBlock(tree, at), points: POINTS.titleMark + nearness });
    } else if (isNear && isAboveAbout(input, at)) {
      const text = joinedBlock(tree, at);
      if (text.length >= 6) candidates.push({ text, points: POINTS.aboveAbout + nearness });
      else if (block.box.parent === null)
        candidates.push({ text: linesAbove(tree, at), points: POINTS.firstLine });
    } else if (isNear && isPartOf(block.text, documentTitle)) {
      candidates.push({ text: block.text, points: POINTS.firstLine + nearness });
    }
  }
  return candidates;
}

/** A title broken by `<br>` or over lines is several blocks; each of them stands for the whole. */
function joinedBlock(tree: PageBlocks, at: number): string {
  const box = tree.blocks[at]?.box;
  const isHeading = (tree.blocks[at]?.heading ?? 0) > 0;
  const part = (index: number): string => {
    const block = tree.blocks[index];
    const isPart = block !== undefined && block.box === box && isTitlePart(block.text);
    return isPart ? squeezeName(block.text) : '';
  };
  let title = part(at);
  if (title === '') return tree.blocks[at]?.text ?? '';
  for (let from = at - 1; from >= at - 3; from -= 1) {
    const before = part(from);
    if (before === '' || !goesOn(before, title, isHeading)) break;
    title = before + title;
  }
  for (let next = at + 1; next <= at + 3; next += 1) {
    const after = part(next);
    if (after === '' || !goesOn(title, after, isHeading)) break;
    title += after;
  }
  return title;
}

/** Whether a title that ends one line goes on in the next. */
function goesOn(title: string, next: string, isHeading = false): boolean {
  if (isOpenQuote(title) && next.includes('》')) return true;
  if (!isHeading && (!TITLE_START.test(title) || TITLE_START.test(next))) return false;
  return !LETTER_END.test(title) || /^(?:的|答复|答 复|复函|会办|协办|《|[（(])/u.test(next);
}

function isOpenQuote(title: string): boolean {
  return title.lastIndexOf('《') > title.lastIndexOf('》');
}

function isTitlePart(text: string): boolean {
  if (text === '' || text.length > 80 || /[。；：:]$|20\d{2}[-/年]\d|来源/u.test(text))
    return false;
  return furnitureKind(text) === null && documentNumberOfLine(text) === null;
}

function isMarked(marks: string, parentMarks: string): boolean {
  return TITLE_MARK.test(marks) || (marks === '' && TITLE_MARK.test(parentMarks));
}

/** The last line of a title is but a scrap of it: the lines up to the next furniture are one title. */
function linesAbove(tree: PageBlocks, at: number): string {
  let title = '';
  for (let from = at; from >= Math.max(0, at - 2); from -= 1) {
    const text = tree.blocks[from]?.text ?? '';
    if (!isTitlePart(text)) break;
    title = text + title;
  }
  return title;
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

/** In a file without markup the agency on the line above 关于… is the title's own beginning. */
function agencyAbove(tree: PageBlocks, above: string, line: string): string {
  const isFile = tree.title === '' && tree.meta.size === 0;
  return isFile && /^(?:关于|对)/u.test(line) && agencyOfLine(above) !== null
    ? squeezeName(above)
    : '';
}

function joinTitle(lines: readonly string[], from: number): string {
  let title = squeezeName(lines[from] ?? '');
  for (let at = from + 1; at < Math.min(lines.length, from + 4); at += 1) {
    const next = squeezeName(lines[at] ?? '');
    if (next.length > 60 || !isTitlePart(next) || /[，。]$/u.test(next)) break;
    if (!goesOn(title, next)) break;
    title += next;
  }
  return title;
}

function siteNames(tree: PageBlocks): ReadonlySet<string> {
  return namesIn(tree, SITE_META);
}

function namesIn(tree: PageBlocks, fields: readonly string[]): ReadonlySet<string> {
  const names = fields.map((name) => bareText(tree.meta.get(name) ?? ''));
  return new Set(names.filter((name) => name !== ''));
}

function isTitle(text: string, site: ReadonlySet<string>): boolean {
  const bare = bareText(text);
  if (bare.length < 4 || text.length > 220 || GENERIC.test(bare) || site.has(bare)) return false;
  if (furnitureKind(text) !== null || documentNumberOfLine(text) !== null) return false;
  return (
    !/^欢迎|(?:门户网站|政府网站?|官方网站|信息公开网|政务网)$/u.test(bare) || bare.length > 30
  );
}

/** Takes the title that most evidence stands behind; of its spellings the whole one. */
function choose(
  found: readonly Candidate[],
  documentTitle: string,
  entryTitle: string | null,
): string {
  const document = bareText(documentTitle);
  const entry = bareText(entryTitle ?? '').replace(/…$/u, '');
  const candidates = found
    .slice(0, MAX_CANDIDATES)
    .map(({ text, points }) => ({ text, points, bare: bareText(text) }));
  let best: { readonly text: string; readonly points: number } | null = null;
  for (const candidate of candidates) {
    const { bare } = candidate;
    const support = candidates.reduce((sum, other) => {
      return other === candidate ? sum : sum + other.points * agreement(bare, other.bare);
    }, 0);
    const inDocument = document !== bare && document.includes(bare) ? 14 : 0;
    const isLetter = LETTER_SHAPE.test(bare) ? 12 : 0;
    const inEntry = entry.length >= 6 && bare.startsWith(entry.slice(0, 12)) ? 10 : 0;
    const cut = (isCut(candidate.text) ? -40 : 0) - (bare.length < 7 ? 12 : 0);
    const points = candidate.points + support + inDocument + inEntry + isLetter + cut;
    if (best === null || points > best.points) best = { text: candidate.text, points };
  }
  return best === null ? '' : wholeTitle(best.text, candidates);
}

/** How much one spelling speaks for another: a part of a title speaks for the whole more than the whole for its part. */
function agreement(one: string, other: string): number {
  if (one === other) return 0.5;
  if (one.length < 8 || other.length < 8) return 0;
  if (one.includes(other)) return 0.4;
  return other.includes(one) ? 0.2 : 0;
}

function isCut(text: string): boolean {
  return text.endsWith('…') || text.endsWith('...') || text.endsWith('。。。');
}

/** The whole of a title that a list cut at its end, or that a broken line cut at its beginning. */
function wholeTitle(text: string, candidates: readonly Candidate[]): string {
  const bare = bareText(text);
  if (bare.length < 6) return text;
  const isWhole = (other: Candidate): boolean => {
    const spelling = bareText(other.text);
    if (isCut(other.text) || spelling.length <= bare.length) return false;
    if (isCut(text)) return spelling.startsWith(bare);
    if (!spelling.endsWith(bare)) return false;
    // A letter's own heading leaves out the agency that the page's title names.
    if (agencyOfTitle(text) !== null) return false;
    if (TITLE_START.test(text))
      return agencyOfTitle(other.text) !== null && other.points >= POINTS.firstLine;
    return TITLE_START.test(spelling);
  };
  if (!isCut(text) && !LETTER_END.test(text)) return text;
  return candidates.find((other) => isWhole(other))?.text ?? text;
}

const SEPARATOR = /\s*(?:[_|｜»>]|\s[-–—·]{1,2}\s|-{2,}|[-–—](?=[^-–—]{2,30}$))\s*/u;

/** Cuts the site's and the column's names off `<title>`. */
function stripSite(documentTitle: string, names: ReadonlySet<string>): string {
  if (documentTitle === '') return '';
  let parts = documentTitle
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const isName = (part: string): boolean => names.has(bareText(part)) || isSiteName(part);
  while (parts.length > 1 && isName(parts.at(-1) ?? '')) parts = parts.slice(0, -1);
  while (parts.length > 1 && isName(parts[0] ?? '')) parts = parts.slice(1);
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), '');
  return dropLeadingNames(parts.length > 1 ? longest : (parts[0] ?? ''), names);
}

function dropLeadingNames(title: string, names: ReadonlySet<string>): string {
  const words = title.split(' ');
  while (words.length > 1 && names.has(bareText(words[0] ?? ''))) words.shift();
  return words.join(' ');
}

function isSiteName(part: string): boolean {
  return (
    part.length <= 30 &&
    /(?:网|网站|人民政府|政府|委员会|办公室|办公厅|局|厅|部|委|大学|学院|中心|频道|栏目|首页|公开|动态|新闻|公告)$/u.test(
      part.slice(-4),
    ) &&
    !/关于|答复|通知|提案/u.test(part)
  );
}

/** Markdown in a plain file: `## Title ##`, `**Title**`; a `#topic#` stays. */
function withoutMarks(title: string): string {
  return title
    .replace(/\s#{1,6}$/u, '')
    .replace(/^#{1,6} ?(?=[^#]{1,400}$)/u, '')
    .replace(/^(\*\*|__)([^*_]{1,400})\1$/u, '$2');
}

/** One line, without literal markup, leading marks of lists and trailing dates. */
function tidyTitle(raw: string): string {
  const text = raw
    .slice(0, 400)
    .replaceAll(/<[^<>]{0,200}>/gu, ' ')
    .replaceAll(/&(?:nbsp|ensp|emsp);/gu, ' ')
    .replace(/^[\s·•●■◆▪>»]{1,10}/u, '')
    .replace(/^(?:标题|题目|名称)[:：]\s{0,4}/u, '')
    // Some headings hold the date line, too.
    .replace(
      /\s(?:20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}|(?:发布时间|发布日期|来源|作者|日期)[:：]).{0,200}$/u,
      '',
    )
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return squeezeName(withoutMarks(text));
}
