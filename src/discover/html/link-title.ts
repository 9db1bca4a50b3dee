import { countHan, foldSpace } from '../../text/han.ts';
import { textOf, type PageTree, type PageElement } from '../../markup/page-tree.ts';
import { isRelativeDay, readBareDate, type RowDate } from './row-date.ts';
import { readPieces } from './row-pieces.ts';
import { cleanTitle, isButtonText } from './row-title.ts';
import type { ListPage } from './group-rows.ts';

/** Longer texts are abstracts, not titles. */
export const MAX_TITLE_HAN = 120;

/** The title inside a link, which may wrap a whole card with heading, abstract and date. */
export function readLinkText(
  page: ListPage,
  anchor: PageElement,
): { readonly title: string; readonly date: RowDate | null; readonly extraHan: number } {
  const pieces = page.tree.texts.slice(anchor.textFrom, anchor.textTo);
  const whole = foldSpace(pieces.join(''));
  const date = readPieces(pieces, page.today, true);
  if (anchor.tag !== 'a' && anchor.tag !== 'area') {
    // A whole row that opens on a click: its longest text is the title.
    return { title: titleOutside(pieces, page.today) ?? whole, date, extraHan: 0 };
  }
  const heading = headingWithin(page, anchor);
  if (heading !== null) {
    const rest = pieces.filter((piece) => !heading.includes(foldSpace(piece)));
    return {
      title: heading,
      date: date ?? readPieces(rest, page.today),
      extraHan: countHan(whole) - countHan(heading),
    };
  }
  if (date === null && !pieces.some(isRelativeDay)) {
    const longest = countHan(whole) > MAX_TITLE_HAN ? longestPiece(pieces, page.today) : whole;
    return { title: longest, date, extraHan: countHan(whole) - countHan(longest) };
  }
  const kept = pieces.filter(
    (piece) => readBareDate(foldSpace(piece), page.today) === null && !isRelativeDay(piece),
  );
  const title = foldSpace(kept.join(''));
  const torn = /^\d{1,2}\s?20\d\d[-/.年]\d{1,2}月?\s?|\s?20\d\d[-/.年]\d{1,2}月?\s?\d{1,2}$/u;
  return { title: title.replace(torn, ''), date, extraHan: 0 };
}

function headingWithin(page: ListPage, anchor: PageElement): string | null {
  for (let index = anchor.index + 1; index < Math.min(anchor.end, anchor.index + 40); index += 1) {
    const element = page.tree.elements[index];
    if (element === undefined) break;
    const names = element.attributes['class'] ?? '';
    if (
      !/^h[1-6]$/u.test(element.tag) &&
      !/(?:^|[\s_-])(?:tit|title|bt|biaoti|name)(?:$|[\s_-])/iu.test(names)
    )
      continue;
    const text = foldSpace(textOf(page.tree, element));
    if (countHan(text) >= 4) return text;
  }
  return null;
}

function longestPiece(pieces: readonly string[], today: string): string {
  return foldSpace(
    pieces
      .filter((piece) => readBareDate(piece, today) === null)
      .reduce(
        (best, piece) => (countHan(best) >= 6 && countHan(best) <= MAX_TITLE_HAN ? best : piece),
        '',
      ),
  );
}

/** The longest text that may be a title, where the link itself only says 查看. */
export function titleOutside(pieces: readonly string[], today: string): string | null {
  const titles = pieces
    .map(cleanTitle)
    .filter(
      (piece) =>
        countHan(piece) >= 4 && !isButtonText(piece) && readBareDate(piece, today) === null,
    );
  return titles.reduce<string | null>(
    (best, piece) => (best === null || countHan(piece) > countHan(best) ? piece : best),
    null,
  );
}

/** What an image inside the link is called. */
export function imageLabel(tree: PageTree, anchor: PageElement): string | undefined {
  for (let index = anchor.index + 1; index < Math.min(anchor.end, anchor.index + 8); index += 1) {
    const element = tree.elements[index];
    if (element?.tag === 'img') return element.attributes['alt'] ?? element.attributes['title'];
  }
  return undefined;
}
