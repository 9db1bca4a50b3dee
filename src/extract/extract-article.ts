import type { Article, Attachment, Proposal } from '../domain/article.ts';
import type { AnswerKind, Page, PageIssue } from '../domain/page.ts';
import type { Region } from '../domain/source.ts';
import { hasAdvert, holdAdvert } from '../text/adverts.ts';
import { countHan } from '../text/han.ts';
import { toSimplified } from '../text/to-simplified.ts';
import { findRegion, regionChain } from '../region/find-region.ts';
import { findArticleDates, type ArticleDates } from './article-dates.ts';
import {
  documentNumberFromLabel,
  documentNumberOfLine,
  documentNumberOfTitle,
} from '../letter/document-number.ts';
import type { Letter } from '../letter/letter.ts';
import { readLetter } from '../letter/read-letter.ts';
import { completeAgency, findAgency } from './find-agency.ts';
import { findWithdrawal } from '../furniture/find-withdrawal.ts';
import { judgeAnswer } from './judge-answer.ts';
import { judgePage, ownLines } from './judge-page.ts';
import { listAttachments } from './list-attachments.ts';
import { firstValue } from './read-metadata.ts';
import { readPage, type PageReading } from './read-page.ts';
import { repairClone } from './repair/repair-clone.ts';
import { isOfficialSite } from '../region/site-code.ts';
import { hostOf } from '../text/host-of.ts';
import { saysMessageBoard } from '../furniture/message-board.ts';
import { isTraditional } from './repair/is-traditional.ts';
import { widenMarks } from '../markup/repair-line.ts';
import { unwrapLines } from './repair/unwrap-lines.ts';

/** What is known of a page before it is read. */
export interface ExtractHints {
  /** `YYYY-MM-DD`; a later day is not taken for a document's date. */
  readonly today: string;
  readonly entryTitle?: string | null;
  readonly entryDate?: string | null;
  readonly sourceAgency?: string | null;
  readonly sourceRegionCode?: string | null;
}

const NO_HINTS: ExtractHints = { today: '2099-12-31' };
// The shortest real reply met has 90 Chinese characters; a cover page says 见附件.
const MAX_COVER_HAN = 60;
/** Lines of a body among which labels of a page may be left. */
const HEAD_OF_BODY = 12;

/** The rows that decided a fact: `table/id`, surest first; none where the fact is missing. */
export interface Grounds {
  readonly title: readonly string[];
  readonly agency: readonly string[];
  readonly dateWritten: readonly string[];
  readonly datePublished: readonly string[];
}

/** A page's document, its frame as a letter, and what its facts were taken from. */
export interface Extraction {
  readonly article: Article;
  readonly letter: Letter;
  readonly grounds: Grounds;
  readonly answer: AnswerKind;
  /** The page's own words that its document was withdrawn, in place of the document; null for all others. */
  readonly withdrawal: string | null;
}

/** Reads a page's document: clean body, facts, issues, and its frame as a letter. Any text in, an article out. */
export function extractArticle(page: Page, hints: ExtractHints = NO_HINTS): Extraction {
  const repaired = repairClone(page.text);
  const { reading, isConverted } = readSimplified({ ...page, text: repaired.text }, hints);
  const issues = [...page.issues, ...reading.issues];
  if (isConverted) issues.push('traditional');
  if (repaired.isMirror) issues.push('mirror');
  if (reading.tree.blocks.length === 0 && reading.markup === null) {
    return emptyExtraction(page, issues);
  }
  // A file that was sent as one is a document, however short.
  const isFile = page.charset === 'binary';
  const wrong = isFile ? [] : judgePage(reading, hints.entryTitle ?? null);
  const withdrawal = isFile ? null : findWithdrawal(ownLines(reading));
  if (wrong.length > 0) {
    return { ...emptyExtraction(page, [...issues, ...wrong]), withdrawal };
  }
  return { ...assemble(page, hints, { reading, issues }), withdrawal };
}

/** What every fact is read from. */
interface Material {
  readonly page: Page;
  readonly hints: ExtractHints;
  readonly reading: PageReading;
  readonly lines: readonly string[];
  readonly letter: Letter;
}

/** A page in Traditional characters is read again in Simplified ones, in which all rules are written. */
function readSimplified(
  page: Page,
  hints: ExtractHints,
): { readonly reading: PageReading; readonly isConverted: boolean } {
  const entryTitle = hints.entryTitle ?? null;
  const reading = readPage(page, entryTitle);
  const { lines, tree } = reading;
  const words = lines.length > 0 ? lines : tree.blocks.map((block) => block.text);
  if (!isTraditional(words.join('\n'))) return { reading, isConverted: false };
  const text = toSimplified(page.text);
  return { reading: readPage({ ...page, text }, entryTitle), isConverted: true };
}

function assemble(
  page: Page,
  hints: ExtractHints,
  found: { readonly reading: PageReading; readonly issues: readonly PageIssue[] },
): Omit<Extraction, 'withdrawal'> {
  const { reading } = found;
  const { title, metadata } = reading;
  const lines = unwrapLines(reading.lines.map((line) => widenMarks(line)));
  const documentNumber = documentNumberOf(reading, lines);
  const labelled = firstValue(metadata, 'proposalNumber') ?? '';
  const read = readLetter({
    title,
    lines,
    documentNumber,
    around: reading.headLines,
    labelledNumber: /[A-Za-z]{0,5}[\d-]{1,14}[A-Za-z]{0,2}/u.exec(labelled)?.[0] ?? null,
    labelledTitle: firstValue(metadata, 'proposalTitle'),
  });
  const letter = { ...read, proposals: read.proposals.map(withoutAdvert) };
  const material: Material = { page, hints, reading, lines, letter };
  const dates = datesOf(material);
  const author = agencyOf(material);
  const named = author?.name ?? null;
  const region = regionOf(material, named);
  const attachments = listAttachments(reading.tree, reading.region, page.url);
  const body = lines.join('\n');
  const issues = [...found.issues, ...dates.issues, ...bodyIssues(body, attachments)];
  const isInjected = showsAdvert(material, issues);
  if (isInjected) issues.push('injected');
  if (isMessage(material)) issues.push('message-board');
  const [proposal = null, ...otherProposals] = letter.proposals;
  const article: Article = {
    url: page.url,
    title: isInjected && hasAdvert(title) ? '' : title,
    agency: named === null ? null : completeAgency(named, region),
    region: region === null ? null : withSurroundings(region),
    documentNumber,
    indexNumber: firstValue(metadata, 'indexNumber')?.replaceAll(/\s+/gu, '') ?? null,
    proposal,
    otherProposals,
    addressee: letter.salutation?.text ?? null,
    addresseeNames: letter.salutation?.persons ?? [],
    dateWritten: dates.dateWritten,
    datePublished: dates.datePublished,
    body,
    attachments,
    issues: [...new Set(issues)],
  };
  const grounds: Grounds = {
    title: reading.titleFrom.map((id) => `title-points/${id}`),
    agency: rowOf('agency-places', author?.from ?? null),
    dateWritten: rowOf('date-places', dates.writtenFrom),
    datePublished: rowOf('date-places', dates.publishedFrom),
  };
  const isFile = page.charset === 'binary';
  const answer = isFile
    ? 'document'
    : judgeAnswer({ reading, letter, article }, hints.entryTitle ?? null);
  return { article, letter, grounds, answer };
}

function rowOf(table: string, id: string | null): readonly string[] {
  return id === null ? [] : [`${table}/${id}`];
}

/**
 * Advertising in the document itself, or in the page's title and description. A copying site has its own advertising
 * there: a `mirror` is judged by its text alone.
 */
function showsAdvert({ reading, lines }: Material, issues: readonly PageIssue[]): boolean {
  const { title, headLines, tree } = reading;
  const self = [tree.title, tree.meta.get('keywords') ?? '', tree.meta.get('description') ?? ''];
  const around = issues.includes('mirror') ? [] : [...headLines, ...self];
  return holdAdvert([title, ...lines, ...around]);
}

/** A page's own words that its text is a visitor's: they lower what vouches for it, and nothing raises that. */
function isMessage({ reading, lines }: Material): boolean {
  const { title, tree, headLines } = reading;
  return saysMessageBoard([title, tree.title], [...headLines, ...lines.slice(0, HEAD_OF_BODY)]);
}

function withoutAdvert(proposal: Proposal): Proposal {
  return hasAdvert(proposal.title ?? '') ? { ...proposal, title: null } : proposal;
}

/** A county with the city or province around it: 29 names of counties are shared. */
function withSurroundings(region: Region): Region {
  const outer = regionChain(region.code).at(-2);
  return region.level === 'county' && outer !== undefined
    ? { ...region, within: outer.name }
    : region;
}

function datesOf(material: Material): ArticleDates {
  const { page, hints, reading, letter } = material;
  const { signer, date } = letter.signature;
  return findArticleDates({
    metadata: reading.metadata,
    meta: reading.tree.meta,
    aboutLines: reading.aboutLines,
    signed: date,
    isSigned: letter.shape !== 'other' || signer !== null || letter.salutation !== null,
    entryDate: hints.entryDate ?? null,
    url: page.url,
    today: hints.today,
  });
}

function agencyOf(material: Material): ReturnType<typeof findAgency> {
  const { page, hints, reading, lines, letter } = material;
  return findAgency({
    title: reading.title,
    signer: letter.signature.signer,
    isLetter: letter.shape !== 'other',
    metadata: reading.metadata,
    meta: reading.tree.meta,
    lines,
    footLines: reading.footLines,
    isOfficialHost: isOfficialSite(page.url, reading.tree.meta.get('siteidcode') ?? null),
    sourceAgency: hints.sourceAgency ?? null,
  });
}

function bodyIssues(body: string, attachments: readonly Attachment[]): readonly PageIssue[] {
  const issues: PageIssue[] = [];
  const isShort = (): boolean => countHan(body) < MAX_COVER_HAN && !/收悉|如下[：:]/u.test(body);
  if (attachments.length > 0 && isShort()) issues.push('attachment-only');
  else if (body === '') issues.push('empty');
  return issues;
}

function documentNumberOf(reading: PageReading, lines: readonly string[]): string | null {
  const label = firstValue(reading.metadata, 'documentNumber');
  const labelled = label === null ? null : documentNumberFromLabel(label);
  if (labelled !== null) return labelled;
  for (const line of [...reading.headLines, ...lines.slice(0, 10)]) {
    const number = documentNumberOfLine(line);
    if (number !== null) return number;
  }
  return documentNumberOfTitle(reading.title);
}

function regionOf(material: Material, agency: string | null): Region | null {
  const { page, hints, reading, letter } = material;
  const { title, tree, siteIdCode } = reading;
  return findRegion({
    siteIdCode: tree.meta.get('siteidcode') ?? siteIdCode,
    host: page.url === null ? null : hostOf(page.url),
    agency,
    // Title, salutation and opening distinguish a district's namesakes.
    text: [title, letter.salutation?.text ?? '', letter.opening.text, tree.title].join('\n'),
    fallbackCode: hints.sourceRegionCode ?? null,
  });
}

const NO_GROUNDS: Grounds = { title: [], agency: [], dateWritten: [], datePublished: [] };

function emptyExtraction(page: Page, issues: readonly PageIssue[]): Extraction {
  const isExplained = issues.some((issue) => issue !== 'plain-http');
  const reasons: readonly PageIssue[] = isExplained ? issues : ['empty', ...issues];
  const article: Article = {
    url: page.url,
    title: '',
    agency: null,
    region: null,
    documentNumber: null,
    indexNumber: null,
    proposal: null,
    otherProposals: [],
    addressee: null,
    addresseeNames: [],
    dateWritten: null,
    datePublished: null,
    body: '',
    attachments: [],
    issues: [...new Set(reasons)],
  };
  const letter = readLetter({ title: '', lines: [], documentNumber: null });
  // Its issues say what it is.
  return { article, letter, grounds: NO_GROUNDS, answer: 'document', withdrawal: null };
}
