import { allMatches } from '../text/all-matches.ts';
import type { PersonalSpan } from './personal-span.ts';
import { plainDigits } from './plain-digits.ts';
import { spreadNumbers } from './spread-numbers.ts';
import { type Rule, ruleTable } from '../text/rule-table.ts';

// What is personal: docs/field-notes.md §2.5. Public numbers (文号, 索引号, dates, amounts, short hotlines) must survive.
const FIELD_NOTES = 'docs/field-notes.md §2.5';

/** Something personal; the group `kept`, where there is one, is its label and stays. */
interface PersonalRule extends Rule {
  /** What every match holds: one cheap look, as most texts hold nothing personal. */
  readonly needs: RegExp;
}

const DIGITS = /\d{2}/u;
// Between the groups of a number.
const GAP = String.raw`[-‐‑–—－.·\s（）()]{0,3}`;
const LINK = String.raw`(?:号码|号|为|是|同号|[（(][^（）()]{0,12}[）)]){0,2}[\s：:|｜=/.，,+“"‘（(〔]{0,4}`;
/** What is counted behind a number: then it is a figure. */
const COUNTED = String.raw`(?!\d|\s?(?:余|多|万|亿|元|千|百|人|名|个|份|次|件|条|篇|部|台|套|间|所|家|户|张|册|本|场|项|门|节|期|平方|公里|亩|吨|米|分钟|小时|[%％]))`;
/** What stands between the digits of a number behind its label. */
const JOIN = String.raw`[-‐‑–—－.·\s（）()/*_~～、:|。+]`;
const LABELLED = String.raw`(?:电\s{0,3}话|手\s{0,3}机|传\s{0,3}真|座\s?机|短号|热线|联系方式|致电|拨打?|(?<![A-Za-z])(?:[Tt][Ee][Ll]|[Ff]ax|T(?=[：:]))|☎)`;
const MESSENGER = String.raw`(?:[Qq]\s?[Qq]|[Qq]群|微\s?信|薇\s?信|威信|绿泡泡|加微|加\s?[Vv]|扣扣|企鹅|钉钉|抖音|快手|小红书|支付宝|[Ww][Ee][Cc][Hh][Aa][Tt]|(?<![A-Za-z])[Vv]\s?(?:[Xx]|信)|(?<![A-Za-z])[Ww][Xx])`;
const MESSENGER_SIGN =
  /[Qq]\s?[Qq群]|[微薇威V]\s?信|绿泡泡|加微|加\s?[Vv]|扣扣|企鹅|钉钉|抖音|快手|小红书|支付宝|[Ww][Ee][Cc][Hh]|[VvWw]\s?[Xx]|[Vv]信/u;
const PLACE_MARK = '(?:路|街|巷|弄|里|道|村|庄|镇|小区|花园|家园|公寓|新村|苑|城|府|社区|大院)';
/** A number in a dwelling, in words or digits. */
const NUMERAL = '[0-9〇零○一二三四五六七八九十]';
const ROOM = String.raw`(?:\d{1,4}(?:号楼|栋|幢|座)\s?(?:\d{1,2}单元\s?)?\d{2,4}[室号户]?|\d{1,4}(?:号楼|栋|幢|座)\s?\d{1,2}单元|\d{1,3}[-－—]\d{1,2}[-－—]\d{2,4}室?|\d{1,2}单元\s?\d{2,4}[室号户]?)`;

const RULES = ruleTable<PersonalRule>(
  'personal-data',
  [
    // Eighteen digits (six of region, a date, four more) or fifteen, blanks between, and a letter before that of a pupil.
    {
      id: 'identity-card',
      needs: /\d{3}/u,
      match: [
        String.raw`(?<![0-9A-Za-z])[A-Z]?[1-9]\d{5}\s?(?:19|20)\d{2}\s?(?:0[1-9]|1[0-2])\s?(?:0[1-9]|[12]\d|3[01])\s?\d{3}[\dXx](?![0-9A-Za-z/]|-\d)`,
        String.raw`(?<=(?:身份证|证件|证号|学籍)(?:号码|号)?(?:为|是)?[\s：:/=]{0,3})[A-Z]?\d[\dXx*\s-]{10,24}`,
        String.raw`(?<=(?:护照|通行证)(?:号码|号)?(?:为|是)?[\s：:/=]{0,3})[A-Z]{1,2}\d{6,9}`,
        String.raw`(?<![0-9A-Za-z])[A-Z]{1,2}\d{7,9}(?=号?的?(?:护照|\p{Script=Han}{0,4}通行证))`,
        String.raw`(?<=(?:考号|学号|准考证|考籍)(?:号码|号)?(?:为|是)?[\s：:/=]{0,3})\d{6,20}`,
      ],
      source: FIELD_NOTES,
    },
    // UnionPay cards start with 62; other account numbers are known by their label.
    {
      id: 'account',
      needs: /\d{4}/u,
      match: [
        String.raw`(?<![0-9A-Za-z])62\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])`,
        String.raw`(?<=(?:账号|帐号|账户|帐户|卡号|开户行|汇至|汇到|汇款至|转至|转账至|打入|存入)(?:为|是)?[：:/=\s]{0,3})\d(?:[ -]{0,2}\d){8,30}${COUNTED}`,
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
      needs: /[@#]|[Aa][Tt]|艾特/u,
      match: [
        String.raw`[\p{L}\p{N}._%+-]{1,64}\s{0,2}(?:@|#|艾特|[（(\[]\s?(?:at|AT|@)\s?[）)\]])\s{0,2}[\p{L}\p{N}-]{1,63}(?:\s{0,2}(?:\.|点|[（(]dot[）)])\s{0,2}[\p{L}\p{N}-]{1,63}){1,4}`,
        String.raw`(?<=(?:信箱|邮箱|邮件|[Mm]ail)[\s：:]{0,3})[A-Za-z0-9][\w.+-]{1,63}\s{1,2}(?:at|AT)\s{1,2}[A-Za-z0-9]`,
        String.raw`[A-Za-z0-9][\w.+-]{1,63}\s(?:at|AT)\s[A-Za-z0-9-]{1,63}\s?(?:dot|DOT|点|\.)\s?[A-Za-z]`,
      ],
      source: FIELD_NOTES,
    },
    {
      id: 'messenger',
      needs: MESSENGER_SIGN,
      match: [
        String.raw`(?<=${MESSENGER}(?:群|同号|\s?[Ii][Dd])?${LINK})(?!1[12]\d{3}(?!\d)|96\d{3}(?!\d))[A-Za-z0-9][A-Za-z0-9_.-]{4,19}${COUNTED}`,
        String.raw`(?<=(?:[Qq]\s?[Qq]|微信|企鹅|扣扣)(?:号码|号))\d{5,12}`,
      ],
      source: FIELD_NOTES,
    },
    // Seven and more digits, groups of them parted by blanks or dashes; what is no such number is in PUBLIC_NUMBERS.
    {
      id: 'long-number',
      needs: DIGITS,
      match: [
        String.raw`(?<![0-9A-Za-z〔[/_.,%＝=]|\d，)(?:\+?86${GAP})?[（(]?\d{1,12}[）)]?(?:${GAP}\d{1,12}){0,6}(?:\s{0,2}(?:转|分机)\s{0,2}\d{1,6})?`,
      ],
      source: FIELD_NOTES,
    },
    // Eleven digits like a mobile number's, whatever stands beside them: T13912345678, 电话=13912345678.
    {
      id: 'mobile',
      needs: /1[3-9]\d{9}/u,
      match: [
        String.raw`(?<!\d|\d[A-Za-z]{1,3}|[A-Za-z]{4}|\d[-_.])(?:00)?(?:86)?1[3-9]\d{9}(?!\d|[/-]20\d\d)`,
      ],
      source: '工业和信息化部《电信网编号计划》：公众移动通信网号码',
      keep: 'other rows find those of marked documents, too; judged by test/privacy/redact.test.ts',
    },
    {
      id: 'labelled-number',
      needs: DIGITS,
      match: [
        String.raw`(?<=${LABELLED}${LINK})\d{1,12}(?:${JOIN}{1,3}\d{1,12}){0,6}`,
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
      needs: /住|现居|户籍|家在|[送寄]/u,
      match: [
        String.raw`(?<=(?<![居入校寄内暂共])住|家在|[送寄](?:至|到|往))[^\n。；;，,]{1,24}?(?:路|街|巷|弄|里|道|村|庄|镇|小区|花园|家园|公寓|苑|城|组|栋|幢|座|单元|楼)\s?${NUMERAL}{1,5}\s?[号弄室]`,
        String.raw`(?<=家住)[^\n。；;，,]{4,60}`,
        String.raw`(?<=现住|住在|现居|居住在|居住于|租住在|户籍地|户籍所在地)(?:在|于|为|：)?[^\n。；;，,]{0,40}(?:\d|[一二三四五六七八九十])(?:号|栋|幢|单元|室|组|队|弄|楼|[-－]\d)[^\n。；;，,]{0,20}`,
      ],
      source: FIELD_NOTES,
    },
    {
      id: 'dwelling',
      needs:
        /[\d一二三四五六七八九十](?:号楼|[栋幢座组]|单元|[-－—#]\d{1,2}[-－—]\d)|[A-Z]座|单元/u,
      match: [
        String.raw`\p{Script=Han}{0,10}${PLACE_MARK}\s?(?:\d{1,5}[号弄]\s?)?${ROOM}`,
        String.raw`\d{1,4}(?:号楼|栋|幢)\s?\d{1,2}单元\s?\d{2,4}`,
        String.raw`\d{1,4}(?:号楼|栋|幢)\s?\d{3,4}室`,
        String.raw`[A-Z0-9]{1,2}座\s?\d{3,4}[室号户]?${COUNTED}`,
        String.raw`(?:${NUMERAL}{1,3}(?:号楼|栋|幢|座)\s?)?${NUMERAL}{1,3}单元\s?${NUMERAL}{3,4}[室号户]?`,
        String.raw`\p{Script=Han}村\s?${NUMERAL}{1,3}组\s?\d{1,4}号`,
        String.raw`\d{1,3}#\s?\d{1,2}[-－—]\d{1,4}`,
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
  const { plain, placeOf } = plainDigits(text);
  if (!anyNeed().test(plain) && !/\d\D\d/u.test(plain)) return [];
  const found = RULES.patterns().flatMap(({ row, pattern }) => {
    if (!row.needs.test(plain)) return [];
    return allMatches(plain, pattern).flatMap((match) => {
      const span = { start: match.index, end: match.index + match[0].length };
      if (row.id === 'labelled-number') return labelledNumbers(plain, span);
      return row.id === 'long-number' ? longNumbers(plain, span) : [span];
    });
  });
  return [...found, ...spreadNumbers(plain)].map(({ start, end }) => ({
    start: placeOf(start),
    // One character may have become two digits, and two units of one character one.
    end: Math.max(placeOf(end), placeOf(end - 1) + 1),
  }));
}

const HOTLINE = /^(?:12\d{3}|11\d|12\d|96\d{3,4}|95\d{3}|10\d{3})$/u;
const FEW_LABELLED = 6;

/** What a label says to be a telephone: each of a list, or all together where the parts are too short to be one. */
function labelledNumbers(plain: string, span: PersonalSpan): readonly PersonalSpan[] {
  const parts = allMatches(plain.slice(span.start, span.end), /\d(?:[^、/|。，\n]{0,40}\d)?/gu).map(
    ({ 0: text, index }) => ({ start: span.start + index, end: span.start + index + text.length }),
  );
  const digitsOf = ({ start, end }: PersonalSpan): string =>
    plain.slice(start, end).replaceAll(/\D/gu, '');
  const own = parts.filter(
    (part) => !HOTLINE.test(digitsOf(part)) && !isShortHotline(plain.slice(part.start, part.end)),
  );
  const [first] = own;
  const last = own.at(-1);
  if (first === undefined || last === undefined) return [];
  if (own.every((part) => digitsOf(part).length >= FEW_LABELLED)) {
    return own.filter((part) => isCalled(plain, part));
  }
  const whole = { start: first.start, end: last.end };
  return own.length > 1 && digitsOf(whole).length > FEW && isCalled(plain, whole) ? [whole] : [];
}

/** No day, no years, and not what was counted: 电话家访13800人次. */
function isCalled(plain: string, { start, end }: PersonalSpan): boolean {
  const raw = plain.slice(start, end);
  const isSix = raw.replaceAll(/\D/gu, '').length < FEW;
  if (DATE.test(raw) || (raw.match(/\d{1,12}/gu) ?? []).every((one) => YEAR_OR_SMALL.test(one))) {
    return false;
  }
  const counted = new RegExp(`^${COUNTED}`, 'u');
  return (
    counted.test(plain.slice(end, end + 4)) || (!isSix && /^\s?[人个]/u.test(plain.slice(end)))
  );
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
