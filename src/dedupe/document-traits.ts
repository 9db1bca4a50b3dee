import { once } from '../base/once.ts';
import type { Article } from '../domain/article.ts';
import { numbersNamed } from '../letter/proposal-number.ts';
import { titlesIn } from '../letter/proposal-title.ts';
import { sessionKeys } from '../letter/session.ts';
import { bareText } from '../text/han.ts';
import { toSimplified } from '../text/to-simplified.ts';
import { assemblyPlace } from './assembly-place.ts';
import { gramSet } from './fingerprint.ts';

/** What distinguishes documents, read from the metadata and from the top of the text. */
export interface DocumentTraits {
  /** Letters, digits and Han of the body, in Simplified characters. */
  readonly text: string;
  /** The text's runs of three characters, computed at the first call. */
  grams(): ReadonlySet<number>;
  readonly title: string;
  readonly agency: string | null;
  readonly documentNumber: string | null;
  readonly addressee: string | null;
  readonly dateWritten: string | null;
  readonly datePublished: string | null;
  readonly body: 'CPPCC' | 'NPC' | null;
  /** The proposal's number without leading zeros. */
  readonly number: string | null;
  /** Every proposal number at the top of the text. */
  readonly numbers: ReadonlySet<string>;
  /** Sessions named at the top, like `5-1` for 五届一次会议. */
  readonly sessions: ReadonlySet<string>;
  /** Titles of proposals quoted at the top. */
  readonly proposalTitles: readonly string[];
  /** 全国, 省, 市, 县 … before 政协, 人大 or 届. */
  readonly level: string | null;
  /** Region code of the assembly that is answered, six digits. */
  readonly place: string | null;
  /** First two digits of its region's code; null for the whole country's. */
  readonly province: string | null;
  /** Years, issues and instalments in the title: 2024年, 第三批. */
  readonly instalments: ReadonlySet<string>;
}

// A re-publication may put a page's furniture first; the letter's own head is rarely longer than this.
const HEAD_LENGTH = 1500;
const TEXT_LIMIT = 40_000;
const LEVEL =
  /(全国|自治区|省|市|州|盟|县|区|旗)(?:级)?(?:政协|人大|第?[一二三四五六七八九十\d]{1,4}届)/u;
const INSTALMENT = /20\d\d(?=年)|第[一二三四五六七八九十百\d]{1,5}(?:批|期|次|季度|轮)(?!会议)/gu;

/** Reads the traits of an article once, for any number of comparisons. */
export function documentTraits(article: Article): DocumentTraits {
  const body = toSimplified(article.body.slice(0, TEXT_LIMIT)).normalize('NFKC');
  const title = toSimplified(article.title.slice(0, 300)).normalize('NFKC');
  const head = `${title}\n${body.slice(0, HEAD_LENGTH)}`;
  const number = article.proposal?.number ?? null;
  const session = article.proposal?.session ?? '';
  const quoted = article.proposal?.title ?? '';
  const text = bareText(body);
  const level = LEVEL.exec(head)?.[1] ?? null;
  return {
    text,
    grams: once(() => gramSet(text)),
    title: bareText(title),
    agency: nullable(article.agency),
    documentNumber: canonicalDocumentNumber(article.documentNumber),
    addressee: nullable(article.addressee),
    dateWritten: article.dateWritten,
    datePublished: article.datePublished,
    body: article.proposal?.body ?? null,
    number: number === null ? null : plainNumber(number),
    numbers: new Set([
      ...numbersNamed(head).map(plainNumber),
      ...(number === null ? [] : [plainNumber(number)]),
    ]),
    sessions: new Set([...sessionKeys(toSimplified(session)), ...sessionKeys(head)]),
    proposalTitles: [...proposalTitlesIn(head), bareText(toSimplified(quoted))].filter(Boolean),
    level,
    place: assemblyPlace(article, level),
    province: provinceOf(article),
    instalments: new Set(title.match(INSTALMENT) ?? []),
  };
}

function provinceOf({ region }: Article): string | null {
  const code = region?.code.slice(0, 2) ?? '00';
  return code === '00' ? null : code;
}

/** 发文字号 for comparing: brackets, blanks, 第 and 字 dropped. */
function canonicalDocumentNumber(documentNumber: string | null): string | null {
  if (documentNumber === null) return null;
  const key = bareText(toSimplified(documentNumber)).replaceAll(/[第字]/gu, '');
  return /\d/u.test(key) ? key : null;
}

function nullable(text: string | null): string | null {
  const bare = text === null ? '' : bareText(toSimplified(text));
  return bare === '' ? null : bare;
}

function plainNumber(number: string): string {
  return bareText(number)
    .toUpperCase()
    .replaceAll(/[第号]/gu, '')
    .replace(/^0{1,12}(?=\d)/u, '');
}

function proposalTitlesIn(head: string): string[] {
  return titlesIn(head)
    .filter((title) => /(?:提案|建议|议案)$/u.test(title))
    .map(bareText);
}
