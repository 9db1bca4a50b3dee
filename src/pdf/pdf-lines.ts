/** A glyph, or several in one line, on a page whose lines run to the right. */
export interface PdfRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Font size in the page's units. */
  readonly size: number;
}

/** The runs of one page, in the order of the file. */
export interface PdfPage {
  readonly width: number;
  readonly runs: readonly PdfRun[];
  /** Does not continue the text before it. */
  readonly isAside?: boolean;
}

interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

// GB/T 9704-2012 sets letters 156 mm wide on paper of 210 mm.
const MIN_TEXT_WIDTH = 0.6;
const HAN = String.raw`[\p{Script=Han}，。、；：！？（）《》“”‘’〔〕【】…—]`;
const SPACED_HAN = new RegExp(`(?<=${HAN}) (?=${HAN})`, 'gu');
const SPACE_AT_DIGITS = /(?<=\p{Script=Han}) (?=[0-9])|(?<=[0-9%]) (?=\p{Script=Han})/gu;
const SPACE_AT_MARK = /(?<=[，。、；：！？（《“〔]) | (?=[，。、；：！？）》”〕])/gu;
const LIGATURES = /[\ufb00-\ufb06]/gu;
// How fonts of the Adobe-GB1 collection name the sign of omission.
const OMISSION = /⋯/gu;
const WESTERN = /^[\u0021-\u024f\u2010-\u201f]{2}$/u;
const PAGE_NUMBER =
  /^[-—–－·•\s]{0,6}(?:第\s?)?\d{1,4}(?:\s?[/页]\s?(?:共?\s?\d{1,4}\s?页?)?)?[-—–－·•\s]{0,6}$/u;

/** Turns the runs of each page into paragraphs, across page breaks. */
export function pdfParagraphs(pages: readonly PdfPage[]): string {
  const paragraphs: string[] = [];
  let previous: Line | null = null;
  for (const page of pages) {
    const lines = withoutPageNumbers(toLines(page.runs));
    const margins = marginsOf(lines, page.width);
    if (page.isAside === true) previous = null;
    for (const line of lines) {
      const last = paragraphs.at(-1);
      if (previous !== null && last !== undefined && continues(previous, line, margins)) {
        paragraphs[paragraphs.length - 1] = joinLines(last, line.text);
      } else paragraphs.push(line.text);
      previous = line;
    }
  }
  return paragraphs.join('\n');
}

/** Groups runs by their height on the page and orders each line from left to right. */
function toLines(runs: readonly PdfRun[]): Line[] {
  const lines: PdfRun[][] = [];
  for (const run of runs) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line !== undefined && first !== undefined && isSameLine(first, run)) line.push(run);
    else lines.push([run]);
  }
  return lines.map(toLine).filter((line) => line.text !== '');
}

function isSameLine(a: PdfRun, b: PdfRun): boolean {
  return Math.abs(a.y - b.y) < Math.max(2, Math.min(a.size, b.size) * 0.5);
}

function toLine(runs: readonly PdfRun[]): Line {
  const sorted = runs.toSorted((a, b) => a.x - b.x);
  const words = sorted.filter((run) => run.text.trim() !== '');
  let text = '';
  let right = Number.NEGATIVE_INFINITY;
  let isBlank = false;
  for (const run of sorted) {
    if (run.text.trim() === '') {
      isBlank = true;
      continue;
    }
    if (text !== '') text += gapBetween(text, run, run.x - right);
    if (text !== '' && isBlank && !text.endsWith(' ')) text += ' ';
    text += run.text;
    right = Math.max(right, run.x + run.width);
    isBlank = false;
  }
  const size = Math.max(0, ...words.slice(0, 200).map((run) => run.size));
  return { text: repairSpacing(text), left: words[0]?.x ?? 0, right, y: runs[0]?.y ?? 0, size };
}

/** Western words are closer together than columns of Chinese ones; digits of one number may be apart. */
function gapBetween(text: string, run: PdfRun, gap: number): string {
  const pair = `${text.slice(-1)}${run.text.charAt(0)}`;
  const isWestern = WESTERN.test(pair) && !/\d\d/u.test(pair);
  if (gap > run.size * 1.8) return '  ';
  return gap > run.size * (isWestern ? 0.11 : 0.25) ? ' ' : '';
}

/** 关 于 某 某 → 关于某某: letter-spaced titles and justified lines; wide gaps stay one blank. */
function repairSpacing(raw: string): string {
  const text = raw
    .normalize('NFC')
    .replaceAll(LIGATURES, (char) => char.normalize('NFKC'))
    .replaceAll(OMISSION, '…')
    .trim();
  const spaced = text.match(SPACED_HAN)?.length ?? 0;
  const words = text.split(/\s+/u).length;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  // Blanks between names or columns are few; letter-spacing is nearly everywhere.
  const isLetterSpaced = spaced >= 2 && words > han * 0.4;
  const tight = isLetterSpaced ? text.replaceAll(/\s+/gu, ' ').replaceAll(SPACED_HAN, '') : text;
  return tight
    .replaceAll(SPACE_AT_DIGITS, '')
    .replaceAll(SPACE_AT_MARK, '')
    .replaceAll(/\s+/gu, ' ');
}

function withoutPageNumbers(lines: readonly Line[]): readonly Line[] {
  const isEdge = (index: number): boolean => index === 0 || index === lines.length - 1;
  return lines.filter((line, index) => !(isEdge(index) && PAGE_NUMBER.test(line.text)));
}

interface Margins {
  readonly left: number;
  readonly right: number;
}

function marginsOf(lines: readonly Line[], pageWidth: number): Margins {
  const lefts = lines.map((line) => line.left).toSorted((a, b) => a - b);
  const rights = lines.map((line) => line.right).toSorted((a, b) => a - b);
  // Not the very extremes: a seal or a number in the margin must not count.
  const left = lefts[Math.floor(lefts.length * 0.1)] ?? 0;
  const right = rights[Math.ceil(rights.length * 0.9) - 1] ?? 0;
  // On a page of short lines only (a list, a last page) none is full.
  return { left, right: Math.max(right, left + pageWidth * MIN_TEXT_WIDTH) };
}

/** The next line continues a full one, unless it is indented or set in another size. */
function continues(previous: Line, line: Line, margins: Margins): boolean {
  if (Math.abs(previous.size - line.size) > line.size * 0.15) return false;
  const em = line.size;
  const isFull = previous.right >= margins.right - em * 1.6;
  const isIndented = line.left > margins.left + em * 1.2;
  if (isFull && !isIndented) return true;
  return isCenteredPair(previous, line, margins) && !/[。：；！？]$/u.test(previous.text);
}

/** The lines of a title: both centered, close together, and neither a paragraph of its own. */
function isCenteredPair(previous: Line, line: Line, margins: Margins): boolean {
  const middle = (margins.left + margins.right) / 2;
  const isCentered = (each: Line): boolean =>
    Math.abs((each.left + each.right) / 2 - middle) < each.size * 1.5 &&
    each.left > margins.left + each.size * 1.2;
  const distance = Math.abs(previous.y - line.y);
  return line.size >= 18 && isCentered(previous) && isCentered(line) && distance < line.size * 2.2;
}

function joinLines(before: string, after: string): string {
  const isWord = /[A-Za-z0-9,.;:]$/u.test(before) && /^[A-Za-z]/u.test(after);
  return isWord ? `${before} ${after}` : `${before}${after}`;
}
