// Zero-width characters and the soft hyphen; editors and clones scatter them through words.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;
// Full-width letters, digits and the signs that belong to numbers; ligatures from PDF fonts.
// Chinese punctuation（，：！？）and circled numbers keep their shape: NFKC would change what is quoted.
const WIDE = /[０-９Ａ-Ｚａ-ｚ％＋－／＝．＠＿＃＆＊\ufb00-\ufb06]/gu;

export function countHan(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // A loop, since this is called for every block of every page and matching is ten times slower.
    if (code >= 0x4e00 && code <= 0x9fff) count += 1;
    else if (isNearHan(code) && /^\p{Script=Han}/u.test(text.slice(index, index + 2))) count += 1;
  }
  return count;
}

/** Blocks with rare characters among others: radicals, 〇 and 々, extensions, compatibility forms. */
function isNearHan(code: number): boolean {
  if (code < 0x2e80 || code > 0xfad9) return false;
  return (
    code <= 0x2fd5 ||
    code === 0x3005 ||
    code === 0x3007 ||
    (code >= 0x3021 && code <= 0x303b) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0xd81b && code <= 0xd88d) ||
    code >= 0xf900
  );
}

/** Folds full-width letters and digits, ligatures and the ratio colon; leaves Chinese punctuation alone. */
export function foldWidth(text: string): string {
  return text.replaceAll(WIDE, (char) => char.normalize('NFKC')).replaceAll('∶', ':');
}

/** One line: invisible characters removed, every run of white space one blank, none at the ends. */
export function foldSpace(text: string): string {
  return text.replaceAll(INVISIBLE, '').replaceAll(/\s+/gu, ' ').trim();
}

/** Letters, digits and Han only, after NFKC: for comparing, never for showing. */
export function bareText(text: string): string {
  let bare = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isPlainLetter(code)) continue;
    // A loop for the usual characters of titles: this is called dozens of times a page.
    if (!isPlainMark(code)) return text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]+/gu, '');
    if (at > from) bare += text.slice(from, at);
    from = at + 1;
  }
  return from === 0 ? text : bare + text.slice(from);
}

/** Han, Latin letters and digits, which NFKC leaves as they are. */
function isPlainLetter(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a)
  );
}

/** ASCII and Chinese punctuation and blanks: no letters, before NFKC and after. */
function isPlainMark(code: number): boolean {
  return (
    code < 0x80 ||
    (code >= 0x3000 && code <= 0x3003) ||
    (code >= 0x3008 && code <= 0x3011) ||
    (code >= 0x2018 && code <= 0x201d) ||
    (code >= 0xff01 && code <= 0xff0f) ||
    (code >= 0xff1a && code <= 0xff20)
  );
}

/** Counts code points, as a reader (and Discord) does. */
export function characterCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (isLeadSurrogate(text, index)) index += 1;
    count += 1;
  }
  return count;
}

/** Cuts to at most `max` code points, `…` included, never inside a surrogate pair or before a combining mark. */
export function truncateText(text: string, max: number): string {
  if (text.length <= max || characterCount(text) <= max) return text;
  if (max < 1) return '';
  const kept = Array.from(text.slice(0, max * 2)).slice(0, max);
  let end = max - 1;
  while (end > 0 && joinsPrevious(kept[end] ?? '', kept[end - 1] ?? '')) end -= 1;
  return `${kept.slice(0, end).join('').trimEnd()}…`;
}

function isLeadSurrogate(text: string, index: number): boolean {
  const lead = text.charCodeAt(index);
  if (lead < 0xd800 || lead > 0xdbff) return false;
  const trail = text.charCodeAt(index + 1);
  return trail >= 0xdc00 && trail <= 0xdfff;
}

function joinsPrevious(char: string, previous: string): boolean {
  return /^[\p{M}\u200d]$/u.test(char) || previous === '\u200d';
}
