import { DAY_MS } from '../base/clock.ts';
import { likeness, pairsOf } from './alike.ts';
import type { DocumentTraits } from './document-traits.ts';
import { containment, TELLING_TITLE } from './fingerprint.ts';

// Measured on 123 real documents (docs/field-notes.md §7): re-publications share 0.7 of the smaller text in 99.9 % of cases,
// different documents with half of their text from one template never do.
const SAME_CONTENT = 0.7;
// A shared proposal and agency, or a shared letter code, needs less from the text.
const SAME_KEY_CONTENT = 0.5;
// A re-publisher is often taken for the author: another agency needs nearly the whole text.
const OTHER_AUTHOR_CONTENT = 0.9;
const OTHER_DATE_CONTENT = 0.95;
const MIN_GRAMS = 40;
const COVER_GRAMS = 20;
const MIN_RATIO = 0.2;
const SAME_TITLE = 0.75;
const SAME_NAME = 0.3;

/** Whether these are one document, re-published. `sharesKey`: a strong key is equal. */
export function isSameDocument(a: DocumentTraits, b: DocumentTraits, sharesKey: boolean): boolean {
  if (contradicts(a, b)) return false;
  const [x, y] = [a.grams(), b.grams()];
  const smaller = Math.min(x.size, y.size);
  const shared = containment(x, y);
  if (smaller < MIN_GRAMS) {
    if (isWrittenAfter(a, b) || isWrittenAfter(b, a)) return false;
    if ((a.text === '' || b.text === '') && answerOneProposal(a, b)) return true;
    if (a.title.length < TELLING_TITLE || a.title !== b.title) return false;
    if (a.text === '' || b.text === '') return answerOneMatter(a, b);
    if (areTwoPlaces(a, b)) return false;
    return smaller < COVER_GRAMS ? sharesKey && isOneAgency(a, b) : shared >= OTHER_AUTHOR_CONTENT;
  }
  const isSameAuthor = agreesOnAgency(a, b) && agrees(a.level, b.level);
  if (sharesKey && isSameAuthor) return shared >= SAME_KEY_CONTENT;
  if (smaller / Math.max(x.size, y.size) < MIN_RATIO) return false;
  if (!isSameAuthor) return shared >= OTHER_AUTHOR_CONTENT;
  if (!agrees(a.dateWritten, b.dateWritten)) return shared >= OTHER_DATE_CONTENT;
  return shared >= SAME_CONTENT;
}

// Texts that are alike to the degree J share J⁴ of their 32 bands: 0.9 gives 21, 0.7 gives 8, two letters with half of their
// text from one template (0.33) less than one. `npm run bench -- duplicates` measures it.
const SAME_BANDS = 4;
const OTHER_AUTHOR_BANDS = 16;

/** Whether the second is the same document, whose text was erased: its keys and the fingerprint of its text are left. */
export function isSameErased(
  a: DocumentTraits,
  b: DocumentTraits,
  shares: { readonly strong: boolean; readonly bands: number },
): boolean {
  if (contradicts(a, b)) return false;
  const isSameAuthor = agreesOnAgency(a, b) && agrees(a.level, b.level);
  if (shares.strong && isSameAuthor) return true;
  return shares.bands >= (isSameAuthor ? SAME_BANDS : OTHER_AUTHOR_BANDS);
}

/**
 * Whether equal titles alone tell that these are one: they name the proposal with its session, and it is the same agency's or the same
 * assembly's. 关于市政协八届四次会议第38号提案的答复 heads letters of many cities, in each of which the fourth session of the eighth is held.
 */
function answerOneMatter(a: DocumentTraits, b: DocumentTraits): boolean {
  if (!haveCommon(a.numbers, b.numbers) || !haveCommon(a.sessions, b.sessions)) return false;
  if (!agreesOnAgency(a, b) || areTwoPlaces(a, b)) return false;
  const isOnePlace = a.level !== null && a.place !== null && a.place === b.place;
  return isOnePlace || (a.agency !== null && a.agency === b.agency);
}

/**
 * Session, number and the proposal's own title are the same: a re-publisher may have written the letter's title anew. An opinion
 * sent to who answers names the same three.
 */
function answerOneProposal(a: DocumentTraits, b: DocumentTraits): boolean {
  if (!haveCommon(a.numbers, b.numbers) || !haveCommon(a.sessions, b.sessions)) return false;
  if (!agreesOnAgency(a, b) || areTwoPlaces(a, b)) return false;
  if (OPINION.test(a.title) !== OPINION.test(b.title)) return false;
  return a.proposalTitles.some((title) => b.proposalTitles.includes(title));
}

const OPINION = /会办|协办/u;

function areTwoPlaces(a: DocumentTraits, b: DocumentTraits): boolean {
  if (a.level === null) return false;
  // What answers the whole country's assembly may be shown by any province.
  const areTwoProvinces = a.level !== '全国' && !agrees(a.province, b.province);
  return areTwoProvinces || !agrees(a.place, b.place);
}

/** A cover page whose letter is an attachment has no text to compare: its agency must be known. */
function isOneAgency(a: DocumentTraits, b: DocumentTraits): boolean {
  return a.agency !== null && b.agency !== null && agreesOnAgency(a, b);
}

/** A list may give a letter an older day than its own, by so much. */
const BACK_DATED_MS = 14 * DAY_MS;

/** What a title names was there when that was published; a letter that was written later is another one. */
function isWrittenAfter({ dateWritten }: DocumentTraits, title: DocumentTraits): boolean {
  const { text, datePublished } = title;
  if (text !== '' || dateWritten === null || datePublished === null) return false;
  return Date.parse(dateWritten) - Date.parse(datePublished) > BACK_DATED_MS;
}

/** Do they say that they answer different proposals? */
export function answersAnother(a: DocumentTraits, b: DocumentTraits): boolean {
  return !agrees(a.body, b.body) || numbersContradict(a, b) || areApart(a.sessions, b.sessions);
}

/** Do they name one proposal, by its number and its session? Titles confuse assemblies: at one address that is no other letter. */
export function nameOneProposal(a: DocumentTraits, b: DocumentTraits): boolean {
  const isNamed = haveCommon(a.numbers, b.numbers) && haveCommon(a.sessions, b.sessions);
  return isNamed && !numbersContradict(a, b);
}

/** Do they say of themselves that they are two? Letters of one template differ in nothing else. */
export function contradicts(a: DocumentTraits, b: DocumentTraits): boolean {
  if (answersAnother(a, b)) return true;
  // Number and session name the proposal; what else differs is a re-publisher's doing.
  if (haveCommon(a.numbers, b.numbers) && haveCommon(a.sessions, b.sessions)) return false;
  return (
    areApart(a.instalments, b.instalments) ||
    titlesContradict(a, b) ||
    addresseesContradict(a, b) ||
    documentNumbersContradict(a, b)
  );
}

function numbersContradict(a: DocumentTraits, b: DocumentTraits): boolean {
  if (a.number === null || b.number === null) return areApart(a.numbers, b.numbers);
  if (a.number === b.number) return false;
  return !a.numbers.has(b.number) && !b.numbers.has(a.number);
}

function titlesContradict(a: DocumentTraits, b: DocumentTraits): boolean {
  if (a.proposalTitles.length === 0 || b.proposalTitles.length === 0) return false;
  return !a.proposalTitles.some((title) =>
    b.proposalTitles.some((other) => areLike(title, other, SAME_TITLE)),
  );
}

/** Masked names (张某某, 李**) do not count; several addressees agree when one is shared. */
function addresseesContradict(a: DocumentTraits, b: DocumentTraits): boolean {
  const [x, y] = [a.addressee, b.addressee];
  if (x === null || y === null || /某|[x×]/iu.test(x + y)) return false;
  // A record of an older program holds names, not their digests: these say nothing of each other.
  if (/^\d+$/u.test(x) !== /^\d+$/u.test(y)) return false;
  return !areLike(x, y, SAME_NAME) && !x.includes(y) && !y.includes(x);
}

function documentNumbersContradict(a: DocumentTraits, b: DocumentTraits): boolean {
  const [x, y] = [a.documentNumber, b.documentNumber];
  if (x === null || y === null || x === y) return false;
  return !a.text.includes(y) && !b.text.includes(x);
}

/** One name may be short for the other: 市教体局 for 固原市教育体育局. */
function agreesOnAgency(a: DocumentTraits, b: DocumentTraits): boolean {
  const [x, y] = [a.agency, b.agency];
  if (x === null || y === null || x === y) return true;
  return isAbbreviation(x, y) || isAbbreviation(y, x) || a.text.includes(y) || b.text.includes(x);
}

function isAbbreviation(short: string, long: string): boolean {
  let at = -1;
  return Array.from(short).every((char) => {
    at = long.indexOf(char, at + 1);
    return at >= 0;
  });
}

function agrees<T>(a: T | null, b: T | null): boolean {
  return a === null || b === null || a === b;
}

function areApart(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && !haveCommon(a, b);
}

function haveCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((item) => b.has(item));
}

function areLike(a: string, b: string, least: number): boolean {
  return a === b || likeness(pairsOf(a), pairsOf(b)) >= least;
}
