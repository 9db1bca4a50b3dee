import type { PdfPage, PdfRun } from './pdf-lines.ts';
import type { ShownGlyph, ShownPage } from './pdf-shown.ts';

/** Glyphs that follow each other on one line, in one size and color. */
interface Phrase {
  readonly glyphs: readonly ShownGlyph[];
  readonly text: string;
  readonly first: ShownGlyph;
  /** The same on another page has the same place. */
  readonly place: string;
}

// Word's own watermarks are silver (#C0C0C0, contrast 1.8), half transparent.
const PALE = 2.5;
// A letter's head is large but red (contrast 4); its text has 16 points.
const LARGE = 24;
const LARGER = 1.6;
const MIN_TILES = 3;
// Above and below are running heads and page numbers.
const [MIDDLE_START, MIDDLE_END] = [0.12, 0.88];

/** Pages without their watermarks, ready to be put into lines; text at right angles to a page's own comes last. */
export function toPages(pages: readonly ShownPage[]): readonly PdfPage[] {
  const phrases = pages.map(({ glyphs }) => phrasesOf(glyphs));
  const places = placesOf(phrases);
  const main: PdfPage[] = [];
  const aside: PdfPage[] = [];
  pages.forEach((page, at) => {
    const kept = withoutMarks(phrases[at] ?? [], page, places);
    const [own, ...others] = byTurn(kept).map((group) => toPage(group, page));
    if (own !== undefined) main.push(own);
    for (const other of others) aside.push({ ...other, isAside: true });
  });
  return [...main, ...aside];
}

function phrasesOf(glyphs: readonly ShownGlyph[]): readonly Phrase[] {
  const phrases: ShownGlyph[][] = [];
  for (const glyph of glyphs) {
    const phrase = phrases.at(-1);
    const last = phrase?.at(-1);
    if (phrase !== undefined && last !== undefined && follows(last, glyph)) phrase.push(glyph);
    else phrases.push([glyph]);
  }
  return phrases.flatMap((each) => {
    const [first] = each;
    if (first === undefined) return [];
    const text = each
      .map((glyph) => glyph.text)
      .join('')
      .replaceAll(/\s+/gu, '');
    const place = `${text}|${first.turn}|${Math.round(first.x / 4)}|${Math.round(first.y / 4)}`;
    return [{ glyphs: each, text, first, place }];
  });
}

function follows(last: ShownGlyph, glyph: ShownGlyph): boolean {
  if (last.turn !== glyph.turn || last.ink !== glyph.ink) return false;
  const [a, b] = [turned(last), turned(glyph)];
  const gap = b.x - (a.x + last.width);
  const isLine = Math.abs(a.y - b.y) < glyph.size * 0.3;
  return (
    isLine && Math.abs(last.size - glyph.size) < glyph.size * 0.1 && Math.abs(gap) < glyph.size * 3
  );
}

/** Where a glyph lies once its line runs to the right. */
function turned({ x, y, turn }: ShownGlyph): { readonly x: number; readonly y: number } {
  if (turn === 1) return { x: y, y: -x };
  if (turn === 2) return { x: -x, y: -y };
  return turn === 3 ? { x: -y, y: x } : { x, y };
}

/** Places at which every page has the same words, and those of them that other text runs through on some page. */
interface Places {
  readonly repeated: ReadonlySet<string>;
  readonly crossed: ReadonlySet<string>;
}

function placesOf(pages: readonly (readonly Phrase[])[]): Places {
  const repeated = repeatedPlaces(pages);
  const crossed = new Set<string>();
  if (repeated.size === 0) return { repeated, crossed };
  for (const phrases of pages) {
    const others = phrases.filter(({ place }) => !repeated.has(place));
    for (const phrase of phrases) {
      const isNew = repeated.has(phrase.place) && !crossed.has(phrase.place);
      if (isNew && isCrossed(phrase, others)) crossed.add(phrase.place);
    }
  }
  return { repeated, crossed };
}

/** Of many pages, nearly every one is enough. */
function repeatedPlaces(pages: readonly (readonly Phrase[])[]): ReadonlySet<string> {
  const filled = pages.filter((phrases) => phrases.length > 0).length;
  if (filled < 2) return new Set();
  const counts = new Map<string, number>();
  for (const phrases of pages) {
    for (const place of new Set(phrases.map((phrase) => phrase.place))) {
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  const enough = filled < 5 ? filled : Math.ceil(filled * 0.8);
  return new Set([...counts].filter(([, count]) => count >= enough).map(([place]) => place));
}

function withoutMarks(
  phrases: readonly Phrase[],
  page: ShownPage,
  { repeated, crossed }: Places,
): readonly Phrase[] {
  const body = bodyOf(phrases);
  // Where nothing is darker, pale text is the text.
  if (body === null) return phrases;
  const tiles = new Map<string, number>();
  for (const { text } of phrases) tiles.set(text, (tiles.get(text) ?? 0) + 1);
  return phrases.filter((phrase) => {
    const { tone, size, turn } = phrase.first;
    if (tone < PALE && size >= Math.max(LARGE, body.size * LARGER)) return false;
    if (tone < PALE && phrase.text.length > 1 && (tiles.get(phrase.text) ?? 0) >= MIN_TILES)
      return false;
    if (!repeated.has(phrase.place)) return true;
    const height = phrase.first.y / page.height;
    const isMiddle = height > MIDDLE_START && height < MIDDLE_END;
    return turn === body.turn && !(isMiddle && (tone < PALE || crossed.has(phrase.place)));
  });
}

/** Size, color and direction of most of a page's dark text. */
function bodyOf(phrases: readonly Phrase[]): Pick<ShownGlyph, 'size' | 'ink' | 'turn'> | null {
  const counts = new Map<string, { count: number; readonly glyph: ShownGlyph }>();
  for (const glyph of phrases.flatMap((phrase) => phrase.glyphs)) {
    if (glyph.tone < PALE) continue;
    const key = `${Math.round(glyph.size)}|${glyph.ink}|${glyph.turn}`;
    const entry = counts.get(key) ?? { count: 0, glyph };
    entry.count += 1;
    counts.set(key, entry);
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.count - a.count);
  return most?.glyph ?? null;
}

/** Whether one of these phrases runs through another one. */
function isCrossed(phrase: Phrase, phrases: readonly Phrase[]): boolean {
  const last = phrase.glyphs.at(-1) ?? phrase.first;
  const { x: left, y, size } = phrase.first;
  const right = last.x + last.width;
  return phrases.some((other) =>
    other.glyphs.some((glyph) => {
      const middle = glyph.x + glyph.width / 2;
      return (
        middle > left &&
        middle < right &&
        glyph.y > y - size * 0.9 &&
        glyph.y < y + glyph.size * 0.4
      );
    }),
  );
}

/** Phrases by the direction of their lines, that of most text first. */
function byTurn(phrases: readonly Phrase[]): readonly (readonly Phrase[])[] {
  const count = (group: readonly Phrase[]): number =>
    group.reduce((sum, { glyphs }) => sum + glyphs.length, 0);
  return [0, 1, 2, 3]
    .map((turn) => phrases.filter(({ first }) => first.turn === turn))
    .filter((group) => group.length > 0)
    .toSorted((a, b) => count(b) - count(a));
}

function toPage(phrases: readonly Phrase[], page: ShownPage): PdfPage {
  const turn = phrases[0]?.first.turn ?? 0;
  const runs = phrases.flatMap(({ glyphs }) =>
    glyphs.map((glyph): PdfRun => {
      const { text, width, size } = glyph;
      return { text, width, size, ...turned(glyph) };
    }),
  );
  return { width: turn % 2 === 0 ? page.width : page.height, runs };
}
