import { agencyOfLine } from '../text/agency-name.ts';
import { findDates } from '../text/dates.ts';
import { beginsWithSalutation } from './salutation.ts';
import { ruleTable } from '../text/rule-table.ts';

/** Who signed a letter, and when. */
export interface Signature {
  /** One agency, or several joined by 、; null where nobody signed. */
  readonly signer: string | null;
  /** `YYYY-MM-DD`, or null. */
  readonly date: string | null;
  /** Index of its first line; the number of lines where there is no signature. */
  readonly line: number;
}

const SALUTATION_LINES = 14;
const TAIL_LINES = 24;
// What may follow the date: copies, contacts, attachments, marks of openness.
const TAIL = ruleTable(
  'below-signature',
  [
    {
      id: 'words',
      match: [
        '抄送',
        '抄报',
        '主送',
        '附件',
        '附[:：]',
        '联\\s?系',
        '经办',
        '电\\s?话',
        '传真',
        '邮箱',
        '邮编',
        '地址',
        '[（(【]?(?:此件|信息|是否|公开|主动|依申请|不予)',
        '承办',
        '主办',
        '会办',
        '协办',
        '分管',
        '责任',
        '签发',
        '共印',
        '印发',
        '\\d{1,2}[.、]',
        '[（(]?(?:联系|电话)',
        '公开(?:方式|属性|形式)',
        '（[^（）]{0,30}公开[^（）]{0,20}）',
        '办理结果',
        '答复类别',
        '注[:：]',
        '备注',
        '网站',
        '手机',
        '单位',
        '校对',
        '打字',
        '（?注：',
      ],
      source: 'docs/field-notes.md §2.3 (7)',
    },
  ],
  { shape: '^(?:$)' },
);
const FILE = /\.(?:pdf|docx?|wps|ofd|xlsx?|zip|rar)$/iu;

/** Reads the signature at the end of a letter's lines. */
export function readSignature(lines: readonly string[]): Signature {
  const none: Signature = { signer: null, date: null, line: lines.length };
  const from = Math.max(0, lines.length - TAIL_LINES);
  let strays = 0;
  for (let at = lines.length - 1; at >= from; at -= 1) {
    const line = lines[at] ?? '';
    const dated = splitDateLine(line);
    if (dated !== null) return signatureAt(lines, at, dated);
    const signer = agencyOfLine(line);
    if (signer !== null && at >= lines.length - 8) {
      // Some sign below the day.
      const above = splitDateLine(lines[at - 1] ?? '');
      if (above !== null) return signatureAt(lines, at - 1, above);
      const around = signersAround(lines, at + 1);
      return { signer: around?.names ?? signer, date: null, line: around?.line ?? at };
    }
    if (signer !== null || isTail(line)) continue;
    // A stray line of the page's below the letter is no reason to miss its signature.
    strays += 1;
    if (line.length > 24 || line.endsWith('。') || strays > 2) break;
  }
  return none;
}

/** The signature whose day is in a line of its own, or in one with who signed. */
function signatureAt(lines: readonly string[], at: number, dated: DateLine): Signature {
  const around = dated.name === null ? signersAround(lines, at) : null;
  return {
    signer: dated.name ?? around?.names ?? null,
    date: dated.date,
    line: Math.min(at, around?.line ?? at),
  };
}

/**
 * How many lines belong to a letter that greets somebody and is signed: all up to its date and what
 * letters carry below it. Null when the lines are no such letter, or an annex follows in full.
 */
export function letterLength(lines: readonly string[]): number | null {
  const greeting = lines.slice(0, SALUTATION_LINES).findIndex(beginsWithSalutation);
  if (greeting < 0) return null;
  for (let at = greeting + 2; at < lines.length; at += 1) {
    const dated = splitDateLine(lines[at] ?? '');
    if (dated === null || (dated.name === null && signersAround(lines, at) === null)) continue;
    let end = at + 1;
    // Who signed above the day does not sign again below it.
    const isSigned = dated.name !== null || signersAbove(lines, at).length > 0;
    while (end < lines.length && isLetterTail(lines[end] ?? '', isSigned)) end += 1;
    return /^附(?:件|表)/u.test(lines[end] ?? '') ? null : end;
  }
  return null;
}

function isLetterTail(line: string, isSigned: boolean): boolean {
  if (line.length > 120 || /^附(?:件|表)\s{0,3}[\d一二三四五]{0,2}\s{0,3}$/u.test(line)) {
    return false;
  }
  return isTail(line) || (!isSigned && agencyOfLine(line) !== null);
}

function isTail(line: string): boolean {
  return TAIL.test(line) || line.endsWith('印发') || (line.length < 80 && FILE.test(line));
}

interface DateLine {
  readonly date: string;
  readonly name: string | null;
}

/** A line that is a date, or a name and a date. */
function splitDateLine(line: string): DateLine | null {
  // `…办公室 2024年6月3日印发` tells when copies were printed.
  if (line.length > 70 || /印发\s{0,3}$/u.test(line)) return null;
  const squeezed = line.replaceAll(/\s+/gu, '');
  const text = findDates(line).length > 0 ? line : squeezed;
  const found = findDates(text).at(-1);
  if (found === undefined) return null;
  const before = text.slice(0, found.index).replace(DATE_LABEL, '').trim();
  const after = text.slice(found.index + found.length).replace(CONTACT, '');
  if (after.replaceAll(SEAL, '') !== '') return null;
  if (before.replaceAll(SEAL, '') === '') return { date: found.date, name: null };
  const name = agencyOfLine(before);
  return name === null ? null : { date: found.date, name };
}

const DATE_LABEL = /(?:答复|办理|发文|成文|落款|办复)?(?:日期|时间)[:：]\s{0,4}$/u;
const CONTACT = /[（(](?:联系|电话|经办).{0,50}$/u;
const SEAL = /[\s（()）公盖印章。]/gu;

/** The signers: up to three lines before the date, or one right after it. */
function signersAround(
  lines: readonly string[],
  dateAt: number,
): { readonly names: string; readonly line: number } | null {
  const above = signersAbove(lines, dateAt);
  if (above.length > 0) {
    return { names: above.map(({ name }) => name).join('、'), line: above[0]?.line ?? dateAt };
  }
  const below = agencyOfLine(lines[dateAt + 1] ?? '');
  return below === null ? null : { names: below, line: dateAt };
}

function signersAbove(
  lines: readonly string[],
  dateAt: number,
): readonly { readonly name: string; readonly line: number }[] {
  const signers: { name: string; line: number }[] = [];
  for (let at = dateAt - 1; at >= Math.max(0, dateAt - 5); at -= 1) {
    const text = lines[at] ?? '';
    if (text.replaceAll(SEAL, '') === '') continue;
    const name = agencyOfLine(text);
    if (name === null) break;
    signers.unshift({ name, line: at });
  }
  return signers;
}
