import { load } from 'cheerio/slim';
import { countHan, foldSpace } from '../../text/han.ts';
import { resolveAddress, unwrapRedirector } from '../../markup/list-links.ts';
import { readBareDate, readLabelledDate } from './row-date.ts';
import { fullerTitle } from './row-title.ts';
import type { Entry, SourceSelectors } from '../../domain/source.ts';

const MAX_CHARACTERS = 4_000_000;
const MAX_ROWS = 5_000;

/** Reads the rows that an operator's selectors point at; null when they find nothing or cannot be read. */
export function selectRows(
  html: string,
  selectors: SourceSelectors,
  context: { readonly base: string | null; readonly today: string },
): readonly Entry[] | null {
  try {
    const $ = load(html.slice(0, MAX_CHARACTERS), {
      xml: { xmlMode: false, decodeEntities: true },
    });
    const entries = $(selectors.row)
      .toArray()
      .slice(0, MAX_ROWS)
      .flatMap((element) => {
        const row = $(element);
        const link = row.is(selectors.link ?? 'a') ? row : row.find(selectors.link ?? 'a').first();
        const address = resolveAddress(link.attr('href') ?? '', context.base);
        const title = fullerTitle(link.text(), link.attr('title'));
        if (address === null || countHan(title) === 0) return [];
        const places =
          selectors.date === undefined ? row.find('*').addBack() : row.find(selectors.date);
        return [
          {
            url: unwrapRedirector(address),
            title,
            date: firstDate(
              places.toArray().map((one) => $(one).text()),
              context.today,
            ),
          },
        ];
      });
    return entries.length === 0 ? null : entries;
  } catch {
    // A selector that css-select cannot read: rows are detected without it.
    return null;
  }
}

function firstDate(texts: readonly string[], today: string): string | null {
  for (const text of texts.slice(0, 60).toReversed()) {
    const piece = foldSpace(text.slice(0, 400));
    const date = readBareDate(piece, today) ?? readLabelledDate(piece, today);
    if (date !== null) return date.date;
  }
  return null;
}
