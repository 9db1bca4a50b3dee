import { findDates } from '../text/dates.ts';
import { agencyOfLine, squeezeName } from '../text/agency-name.ts';
import { furnitureKind } from '../markup/furniture.ts';

/** What a letter says about itself at its head and foot. */
export interface Letter {
  /** Without the colon; null when no line greets anyone. */
  readonly addressee: string | null;
  /** The first paragraph after the salutation. */
  readonly opening: string;
  readonly signer: string | null;
  readonly dateWritten: string | null;
}

// A deputy, a member, a party branch, an agency: whoever a letter may greet (docs/field-notes.md §2.3).
const GREETED =
  /(?:委员|代表|先生|女士|同志|委员会|市委会?|县委会?|区委会?|省委会?|委会|总支|支部|工委|民[进建革盟]|农工党|九三学社|致公党|台盟|工商联|联合会|党派|小组|界别|局|厅|委|办|部|府|院|校|处|中心|办公室|代表团|各位|您好)(?:（[^（）]{0,40}）|\([^()]{0,40}\))?(?:等)?$/u;
const SALUTATION_LINES = 14;
const TAIL_LINES = 24;
// What may follow the date: copies, contacts, attachments, marks of openness.
const TAIL =
  /^(?:抄送|抄报|主送|附件|附[:：]|联系|经办|电话|传真|邮箱|邮编|地址|[（(【]?(?:此件|信息|是否|公开|主动|依申请|不予)|承办|主办|会办|协办|分管|责任|签发|共印|印发|\d{1,2}[.、]|[（(]?(?:联系|电话)|公开(?:方式|属性|形式)|（[^（）]{0,30}公开[^（）]{0,20}）|办理结果|答复类别|注[:：]|备注|网站|手机|单位|校对|打字|（?注：)/u;

/** Reads salutation, opening, signature and date off a letter's lines. */
export function readLetter(lines: readonly string[]): Letter {
  const greeting = findSalutation(lines);
  const signature = findSignature(lines);
  return {
    addressee: greeting?.addressee ?? null,
    opening: greeting?.opening ?? lines.slice(0, 3).join('\n').slice(0, 600),
    ...signature,
  };
}

/** Whether a line greets those whom a letter answers. */
export function isSalutation(line: string): boolean {
  const match = /^([^：:。；《]{2,90})[:：]$/u.exec(line.trim());
  return match?.[1] !== undefined && isGreeted(match[1]);
}

/**
 * How many lines belong to a letter that greets somebody and is signed: all up to its date and what
 * letters carry below it. Null when the lines are no such letter, or an annex follows in full.
 */
export function letterLength(lines: readonly string[]): number | null {
  const greeting = lines.slice(0, SALUTATION_LINES).findIndex((line) => greetingOf(line) !== null);
  if (greeting < 0) return null;
  for (let at = greeting + 2; at < lines.length; at += 1) {
    const dated = splitDateLine(lines[at] ?? '');
    if (dated === null || (dated.name === null && signerAround(lines, at) === null)) continue;
    let end = at + 1;
    while (end < lines.length && isLetterTail(lines[end] ?? '')) end += 1;
    return /^附(?:件|表)/u.test(lines[end] ?? '') ? null : end;
  }
  return null;
}

function isLetterTail(line: string): boolean {
  if (line.length > 120 || /^附(?:件|表)\s{0,3}[\d一二三四五]{0,2}\s{0,3}$/u.test(line))
    return false;
  return TAIL.test(line) || line.endsWith('印发') || fileLine(line) || agencyOfLine(line) !== null;
}

function greetingOf(line: string): { readonly name: string; readonly rest: string } | null {
  const colon = line.search(/[:：]/u);
  const name = colon <= 0 ? '' : line.slice(0, colon).trim();
  if (name === '' || name.length > 90 || /[。；《]/u.test(name) || !isGreeted(name)) return null;
  return { name, rest: line.slice(colon + 1).trim() };
}

function findSalutation(lines: readonly string[]): { addressee: string; opening: string } | null {
  for (let at = 0; at < Math.min(lines.length, SALUTATION_LINES); at += 1) {
    const line = lines[at] ?? '';
    const greeting = greetingOf(line);
    if (greeting !== null) {
      const opening = greeting.rest === '' ? (lines[at + 1] ?? '') : greeting.rest;
      return { addressee: squeezeName(greeting.name), opening: opening.slice(0, 800) };
    }
    // A paragraph of sentences: the letter has begun without a greeting.
    if (line.length > 60 && /。/u.test(line)) return null;
  }
  return null;
}

function isGreeted(name: string): boolean {
  const bare = name.replaceAll(/\s+/gu, '').replace(/^尊敬的/u, '');
  return GREETED.test(bare) && !/^(?:来源|作者|答复|承办|主办|联系|发布|签发|一|二|附)/u.test(bare);
}

function findSignature(lines: readonly string[]): {
  signer: string | null;
  dateWritten: string | null;
} {
  const from = Math.max(0, lines.length - TAIL_LINES);
  let strays = 0;
  for (let at = lines.length - 1; at >= from; at -= 1) {
    const line = lines[at] ?? '';
    const dated = splitDateLine(line);
    if (dated !== null) {
      const signer = dated.name ?? signerAround(lines, at);
      return { signer, dateWritten: dated.date };
    }
    const signer = agencyOfLine(line);
    if (signer !== null && at >= lines.length - 8) {
      return { signer: signerAround(lines, at + 1) ?? signer, dateWritten: null };
    }
    if (dated !== null || signer !== null || isTail(line)) continue;
    // A stray line of the page's below the letter is no reason to miss its signature.
    strays += 1;
    if (line.length > 24 || line.endsWith('。') || strays > 2) break;
  }
  return { signer: null, dateWritten: null };
}

function isTail(line: string): boolean {
  return TAIL.test(line) || line.endsWith('印发') || furnitureKind(line) !== null || fileLine(line);
}

function fileLine(line: string): boolean {
  return line.length < 80 && /\.(?:pdf|docx?|wps|ofd|xlsx?|zip|rar)$/iu.test(line);
}

/** A line that is a date, or a name and a date. */
function splitDateLine(line: string): { date: string; name: string | null } | null {
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
function signerAround(lines: readonly string[], dateAt: number): string | null {
  const names: string[] = [];
  for (let at = dateAt - 1; at >= Math.max(0, dateAt - 5); at -= 1) {
    const line = lines[at] ?? '';
    if (line.replaceAll(SEAL, '') === '') continue;
    const name = agencyOfLine(line);
    if (name === null) break;
    names.unshift(name);
  }
  if (names.length > 0) return names.join('、');
  return agencyOfLine(lines[dateAt + 1] ?? '');
}
