import { foldWidth } from '../text/han.ts';
import { decodeReferences } from '../text/references.ts';
import { repairLine } from './repair-line.ts';

// Zero-width characters, soft hyphens and what is left of private-use bullets in Word exports.
const INVISIBLE =
  /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\ue000-\uf8ff\u0000-\u0008\u000b\u000e-\u001f]/gu;
const HAS_INVISIBLE =
  /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\ue000-\uf8ff\u0000-\u0008\u000b\u000e-\u001f]/u;
// Editors indent each paragraph with two ideographic blanks; where they follow a line break or
// the end of a sentence inside one element, the page shows a new paragraph there.
const PARAGRAPH_BREAK =
  /[\r\n]+[ \t]{0,40}(?=[\u3000\u00a0]{2})|(?<=[。！？；”）])[ \u00a0]{0,4}(?=\u3000{2})/u;
const INNER_BREAK =
  /(?<=[\u3000-\u9fff\uff00-\uffef“”‘’])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef“”‘’])/gu;
const SPACE = /\s+/gu;
// Blanks other than one, invisible and full-width characters, and the marks without which nothing is to be repaired. Two
// classes: for one of more than sixteen ranges the engine calls a function at each character.
const NEEDS_WORK =
  /[\t\r\n\u00a0\u3000\u2000-\u200f\u2028-\u202f\u205f-\u2064\u00ad\ufeff\ufffe\ue000-\uf8ff\u0000-\u0008\u000b-\u001f]|["\\?&<０-９Ａ-Ｚａ-ｚ％＋－／＝．＠＿＃＆＊∶[]| {2}|EMBED /u;

/** Cuts the text of one element into its paragraphs, white space folded as a browser shows it. */
export function splitParagraphs(raw: string): string[] {
  const trimmed = raw.trim();
  if (trimmed === '') return [];
  if (!trimmed.includes('\u3000\u3000') && !trimmed.includes('\u00a0\u00a0')) {
    const text = foldLine(trimmed);
    return text === '' ? [] : [text];
  }
  const paragraphs: string[] = [];
  for (const part of trimmed.split(PARAGRAPH_BREAK)) {
    const text = foldLine(part);
    if (text !== '') paragraphs.push(text);
  }
  return paragraphs;
}

/** One line in usual characters, without invisible ones; a line break between two Chinese characters is not a blank. */
export function foldLine(raw: string): string {
  const trimmed = raw.trim();
  if (!NEEDS_WORK.test(trimmed)) return trimmed;
  // What shows a reference to its readers was escaped once too often.
  const text = foldWidth(dropInvisible(decodeReferences(raw)));
  return repairLine(text.replaceAll(INNER_BREAK, '').replaceAll(SPACE, ' ').trim());
}

function dropInvisible(text: string): string {
  return HAS_INVISIBLE.test(text) ? text.replaceAll(INVISIBLE, '') : text;
}
