import { repairLine } from './repair/repair-line.ts';

// Zero-width characters, soft hyphens and what is left of private-use bullets in Word exports.
const INVISIBLE =
  /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\ue000-\uf8ff\u0000-\u0008\u000b\u000e-\u001f]/gu;
const HAS_INVISIBLE =
  /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\ue000-\uf8ff\u0000-\u0008\u000b\u000e-\u001f]/u;
// Editors indent each paragraph with two ideographic blanks; where they follow a line break or
// the end of a sentence inside one element, the page shows a new paragraph there.
const PARAGRAPH_BREAK =
  /[\r\n]+[ \t]{0,40}(?=[\u3000\u00a0]{2})|(?<=[。！？；”）])[ \u00a0]{0,4}(?=\u3000{2})/u;
const PLAIN = /^[^\s\u00a0\u3000]*$/u;
const INNER_BREAK =
  /(?<=[\u3000-\u9fff\uff00-\uffef“”‘’])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef“”‘’])/gu;
const SPACE = /\s+/gu;

/** Cuts the text of one element into its paragraphs, white space folded as a browser shows it. */
export function splitParagraphs(raw: string): string[] {
  if (PLAIN.test(raw)) return raw === '' ? [] : [repairLine(dropInvisible(raw))];
  const paragraphs: string[] = [];
  for (const part of raw.split(PARAGRAPH_BREAK)) {
    const text = foldLine(part);
    if (text !== '') paragraphs.push(text);
  }
  return paragraphs;
}

/** One line without invisible characters; a line break between two Chinese characters is no blank. */
export function foldLine(raw: string): string {
  return repairLine(dropInvisible(raw).replaceAll(INNER_BREAK, '').replaceAll(SPACE, ' ').trim());
}

function dropInvisible(text: string): string {
  return HAS_INVISIBLE.test(text) ? text.replaceAll(INVISIBLE, '') : text;
}
