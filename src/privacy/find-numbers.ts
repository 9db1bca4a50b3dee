import { allMatches } from '../text/all-matches.ts';
import { type Rule, ruleTable } from '../text/rule-table.ts';

// What is personal: docs/field-notes.md §2.5. Public numbers (文号, 索引号, dates, amounts, short hotlines) must survive.
const FIELD_NOTES = 'docs/field-notes.md §2.5';

/** A number, an address of mail or a dwelling in a text. */
export interface PersonalSpan {
  readonly start: number;
  readonly end: number;
}

/** Something personal; the group `kept`, where there is one, is its label and stays. */
interface PersonalRule extends Rule {
  /** What every match holds: one cheap look, as most texts hold nothing personal. */
  readonly needs: RegExp;
}

const DIGITS = /\d{2}/u;
// Between the groups of a number.
const GAP = String.raw`[-‐‑–—－.·\s（）()]{0,3}`;
const LINK = String.raw`(?:号码|号|为|是|同号|[（(][^（）()]{0,12}[）)]){0,2}[\s：:|｜]{0,4}`;
/** What is counted behind a number: then it is a figure. */
const COUNTED = String.raw`(?!\d|\s?(?:余|多|万|亿|元|千|百|人|名|个|份|次|件|条|篇|部|台|套|间|所|家|户|张|册|本|场|项|门|节|期|平方|公里|亩|吨|米|分钟|小时|[%％]))`;
const PLACE_MARK = '(?:路|街|巷|弄|里|道|村|庄|镇|小区|花园|家园|公寓|新村|苑|城|府|社区|大院)';
const ROOM = String.raw`(?:\d{1,4}(?:号楼|栋|幢|座)\s?(?:\d{1,2}单元\s?)?\d{2,4}[室号户]?|\d{1,4}(?:号楼|栋|幢|座)\s?\d{1,2}单元|\d{1,3}[-－—]\d{1,2}[-－—]\d{2,4}室?|\d{1,2}单元\s?\d{2,4}[室号户]?)`;

const RULES = ruleTable<PersonalRule>(
  'personal-data',
  [
    // Eighteen digits (six of region, a date, four more) or fifteen, blanks between, and a letter before that of a pupil.
    {
      id: 'identity-card',
      needs: /\d{3}/u,
      match: [
        String.raw`(?<![0-9A-Za-z/])[A-Z]?[1-9]\d{5}\s?(?:19|20)\d{2}\s?(?:0[1-9]|1[0-2])\s?(?:0[1-9]|[12]\d|3[01])\s?\d{3}[\dXx](?![0-9A-Za-z/]|-\d)`,
        String.raw`(?<=(?:身份证|证件|学籍)(?:号码|号)?(?:为|是)?[\s：:]{0,3})[A-Z]?\d[\dXx*\s-]{10,24}`,
        String.raw`(?<=(?:护照|通行证)(?:号码|号)?(?:为|是)?[\s：:]{0,3})[A-Z]{1,2}\d{6,9}`,
      ],
      source: FIELD_NOTES,
    },
    // UnionPay cards start with 62; other account numbers are known by their label.
    {
      id: 'account',
      needs: /\d{4}/u,
      match: [
        String.raw`(?<![0-9A-Za-z])62\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])`,
        String.raw`(?<=(?:账号|帐号|账户|帐户|卡号|开户行)(?:为|是)?[：:\s]{0,3})\d(?:[ -]{0,2}\d){8,30}${COUNTED}`,
      ],
      source: FIELD_NOTES,
    },
    {
      id: 'plate',
      needs: /[A-Z]/u,
      match: [
        String.raw`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z0-9]{5,6}(?![0-9A-Za-z])`,
      ],
      source: 'GA 36 中华人民共和国机动车号牌',
    },
    {
      id: 'mail',
      needs: /[@#]|at/u,
      match: [
        String.raw`[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}\s{0,2}(?:@|#|[（(\[]\s?(?:at|AT|@)\s?[）)\]])\s{0,2}[A-Za-z0-9-]{1,63}(?:\s{0,2}(?:\.|[（(]dot[）)])\s{0,2}[A-Za-z0-9-]{1,63}){1,4}`,
      ],
      source: FIELD_NOTES,
    },
    {
      id: 'messenger',
      needs: /[Qq]{2}|微信|[Ww][Ee][Cc][Hh][Aa][Tt]|[Vv]\s?[Xx信]|[Ww][Xx]/u,
      match: [
        String.raw`(?<=(?:[Qq]{2}|微信|[Ww]e[Cc]hat|[Vv]\s?[Xx信]|[Ww][Xx])(?:群|同号)?${LINK})[A-Za-z0-9_-]{5,20}${COUNTED}`,
      ],
      source: FIELD_NOTES,
    },
    // Seven and more digits, groups of them parted by blanks or dashes; what is no such number is in PUBLIC_NUMBERS.
    {
      id: 'long-number',
      needs: DIGITS,
      match: [
        String.raw`(?<![0-9A-Za-z〔[/_.,，%＝=])(?:\+?86${GAP})?[（(]?\d{1,12}[）)]?(?:${GAP}\d{1,12}){0,6}(?:\s{0,2}(?:转|分机)\s{0,2}\d{1,6})?`,
      ],
      source: FIELD_NOTES,
    },
    {
      id: 'labelled-number',
      needs: DIGITS,
      match: [
        String.raw`(?<=(?:电\s{0,3}话|手\s{0,3}机|传\s{0,3}真|座机|短号|联系方式|Tel|TEL|Fax)${LINK})\d{6}${COUNTED}`,
        String.raw`(?<=(?:邮\s{0,2}编|邮政编码)\s{0,2}[：:]?\s{0,2})\d{6}(?!\d)`,
      ],
      source: FIELD_NOTES,
    },
    {
      id: 'address',
      needs: /址/u,
      match: [
        String.raw`(?<=(?:通讯|通信|联系|家庭|邮寄|收件|住宅|居住)\s{0,2}地\s{0,2}址\s{0,2}(?:为|是|在|[：:]))[^\n。；;，,]{2,60}`,
        String.raw`(?<=住\s{0,2}址\s{0,2}(?:为|是|在|[：:])?)[^\n。；;，,]{4,60}`,
        String.raw`(?<=(?<!办学|上课|培训|机构|校区|注册|网)地\s{0,2}址\s{0,2}[：:])(?![^\n。；;，,]{0,40}[宫馆校局院园所站厅办])[^\n。；;，,]{2,60}`,
      ],
      source: FIELD_NOTES,
    },
    {
      id: 'home',
      needs: /家住|现住|住在|现居|居住[在于]|户籍/u,
      match: [
        String.raw`(?<=家住)[^\n。；;，,]{4,60}`,
        String.raw`(?<=现住|住在|现居|居住在|居住于|租住在|户籍地|户籍所在地)(?:在|于|为|：)?[^\n。；;，,]{0,40}(?:\d|[一二三四五六七八九十])(?:号|栋|幢|单元|室|组|队|弄|楼|[-－]\d)[^\n。；;，,]{0,20}`,
      ],
      source: FIELD_NOTES,
    },
    {
      id: 'dwelling',
      needs: /\d(?:号楼|[栋幢座]|单元|[-－—]\d{1,2}[-－—]\d)/u,
      match: [
        String.raw`\p{Script=Han}{0,10}${PLACE_MARK}\s?(?:\d{1,5}[号弄]\s?)?${ROOM}`,
        String.raw`\d{1,4}(?:号楼|栋|幢)\s?\d{1,2}单元\s?\d{2,4}`,
        String.raw`\d{1,4}(?:号楼|栋|幢)\s?\d{3,4}室`,
      ],
      source: FIELD_NOTES,
    },
  ],
  { flags: 'gmu' },
);

const anyNeed = RULES.derive(
  (rows) => new RegExp(rows.map(({ needs }) => needs.source).join('|') || '(?!)', 'u'),
);

const FEW = 7;
const DATE =
  /^(?:19|20)\d\d[-.–—－\s]{0,3}(?:19|20)\d\d$|^(?:19|20)\d\d[-.·－\s]?\d{1,2}[-.·－\s]?\d{1,2}$|^(?:\d{1,2}[-–—－]){0,1}\d{1,2}$/u;
const UNIT = new RegExp(`^${COUNTED.replace('(?!', '(?:')}|^\\s?号|^[/_〕\\]A-Za-z]|^[-.]\\w`, 'u');

/** Everything in a text that is a private person's number, account, mail or dwelling. */
export function findNumbers(text: string): readonly PersonalSpan[] {
  if (!anyNeed().test(text) && !/[０-９〇零一二三四五六七八九幺]{4}/u.test(text)) return [];
  const plain = plainDigits(text);
  return RULES.patterns().flatMap(({ row, pattern }) => {
    if (!row.needs.test(plain)) return [];
    return allMatches(plain, pattern).flatMap((match) => {
      const span = { start: match.index, end: match.index + match[0].length };
      return row.id === 'long-number' ? longNumbers(plain, span) : [span];
    });
  });
}

/** Runs of digits that are a telephone or an account, and no day, year, figure or part of a document's number. */
function longNumbers(plain: string, { start, end }: PersonalSpan): readonly PersonalSpan[] {
  const raw = plain.slice(start, end).replace(/[\s（）().·]{1,3}$/u, '');
  const whole = { start, end: start + raw.length };
  const isParted = /[\s.·]/u.test(raw);
  if (isParted && !PARTED.test(raw.replaceAll(/\D/gu, ''))) {
    // Cells of a table, decimal figures: each by itself.
    return allMatches(raw, /[^\s.·]{1,40}/gu).flatMap((piece) => {
      const from = start + piece.index;
      const one = { start: from, end: from + piece[0].length };
      return isLongNumber(plain, one) ? [one] : [];
    });
  }
  return isLongNumber(plain, whole) ? [whole] : [];
}

/** A mobile, landline or service number, an identity card or account: whose groups may be parted by blanks or dots. */
const PARTED = /^(?:86)?1[3-9]\d{9}$|^0\d{9,12}$|^[48]00\d{7}$|^\d{15,19}$/u;

function isLongNumber(plain: string, { start, end }: PersonalSpan): boolean {
  const raw = plain.slice(start, end);
  if (isShortHotline(raw) || DATE.test(raw.trim())) return false;
  if (/第\s?$/u.test(plain.slice(Math.max(0, start - 2), start))) return false;
  const groups = raw.match(/\d{1,12}/gu) ?? [];
  const digits = groups.join('');
  const isAreaCode = /^[（(]?0\d{2,3}[）)]?/u.test(raw);
  if (digits.length < FEW || (!isAreaCode && groups.every((group) => group.length < 3))) {
    return false;
  }
  const isCounted = UNIT.test(plain.slice(end, end + 4)) && !/^1[3-9]\d{9}$/u.test(digits);
  return !isCounted && !groups.every((group) => YEAR_OR_SMALL.test(group));
}

/** 2021—2023: years side by side. */
const YEAR_OR_SMALL = /^(?:19|20)\d\d$|^\d{1,2}$/u;

/** 12345, 12391, 0571-12345: numbers of public services. */
function isShortHotline(raw: string): boolean {
  return /^[（(]?0\d{2,3}[）)]?[-\s－—]{0,2}(?:12\d{3}|11\d|12\d|96\d{3,4})$/u.test(raw);
}

const WIDE: Readonly<Record<string, string>> = { '．': '.', '＠': '@', '＃': '#' };
const NUMERALS = '〇一二三四五六七八九';
// A number in words has no 十 or 百 in it, and a figure in words no seven digits in a row.
const SPOKEN = /[〇零○一二三四五六七八九幺两]{7,}/gu;

/** Full-width and Chinese digits as ASCII ones; every index stays where it was. */
function plainDigits(text: string): string {
  return text
    .replaceAll(
      /[０-９．＠＃]/gu,
      (char) => WIDE[char] ?? String.fromCodePoint((char.codePointAt(0) ?? 0) - 0xfe_e0),
    )
    .replaceAll(SPOKEN, (run) => Array.from(run, digitOf).join(''));
}

function digitOf(char: string): string {
  if (char === '零' || char === '○') return '0';
  if (char === '幺') return '1';
  if (char === '两') return '2';
  return String(NUMERALS.indexOf(char));
}
