import { decodePage } from '../decode/decode-page.ts';
import type { Page, RawPage } from '../domain/page.ts';
import { withTree, type Parsed } from '../markup/parse-page.ts';

/** A page that was decoded, and parsed where it is markup: every later step works on that. */
export type OpenPage = Page & Partial<Parsed>;

/** Decodes an answer, and parses it where it is markup. */
export function openPage(raw: RawPage): OpenPage {
  const page = decodePage(raw);
  return page.kind === 'html' || page.kind === 'xml' ? withTree(page) : page;
}
