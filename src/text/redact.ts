import { MINORITY_PATTERN, NAME_PATTERN } from './person-names.ts';
import { mayNameMembers, redactMembers } from './redact-members.ts';
import { type Rule, ruleTable } from './rule-table.ts';

// What is personal: docs/field-notes.md §2.5. Public numbers (文号, 索引号, dates, amounts) must survive.
const FIELD_NOTES = 'docs/field-notes.md §2.5';
const HIDDEN = '［已隐去］';

const D = '[0-9０-９]';
const GAP = String.raw`[-－‐‑–—\s·]{0,3}`;
const NOT_IN_NUMBER = `(?<![0-9０-９])(?<![0-9A-Za-z/_.〔][-/_.])`;
const NUMBER_ENDS = `(?![0-9０-９]|[-/_]${D}{3})`;
const EXTENSION = `(?:${GAP}(?:转|分机)\\s{0,2}${D}{1,6})?`;

const ANY_NAME = `(?:${MINORITY_PATTERN}|\\p{Script=Han}{2,4}|\\p{Script=Han}[ \\u3000]{1,3}\\p{Script=Han})`;

/** Something personal, and what is written in its place. */
interface PersonalRule extends Rule {
  /** What every match holds: one cheap look, as most texts hold nothing personal. */
  readonly needs: RegExp;
  readonly replacement: string;
}

// Every phone number begins with two digits in a row.
const DIGITS = /[0-9０-９]{2}/u;

const RULES = ruleTable<PersonalRule>(
  'personal-data',
  [
    // Identity card: six digits of region, a real date, four more; before phones, which could match inside.
    {
      id: 'identity-card',
      needs: /\d{6}/u,
      match: [
        String.raw`(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z/]|-\d)`,
      ],
      replacement: HIDDEN,
      source: FIELD_NOTES,
    },
    // UnionPay cards start with 62; other account numbers are known by their label.
    {
      id: 'bank-card',
      needs: /62\d{2}/u,
      match: [String.raw`(?<![0-9A-Za-z])62\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])`],
      replacement: HIDDEN,
      source: FIELD_NOTES,
    },
    {
      id: 'account',
      needs: /[号户卡行]/u,
      match: [
        String.raw`((?:银行)?(?:账号|帐号|账户|帐户|卡号|开户行)[：:\s]{0,3})[0-9][0-9 -]{8,30}`,
      ],
      replacement: `$1${HIDDEN}`,
      source: FIELD_NOTES,
    },
    {
      id: 'mail',
      needs: /[@＠]/u,
      match: [
        String.raw`[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}\s?[@＠]\s?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}`,
      ],
      replacement: HIDDEN,
      source: FIELD_NOTES,
    },
    {
      id: 'messenger',
      needs: /[Qq]{2}|微信|[Ww][Ee][Cc][Hh][Aa][Tt]/u,
      match: [String.raw`([Qq]{2}|微信号?|[Ww]e[Cc]hat)([：:\s]{1,3})[A-Za-z0-9_-]{5,20}`],
      replacement: `$1$2${HIDDEN}`,
      source: FIELD_NOTES,
    },
    // Labelled numbers: everything that can belong to a list of phone numbers.
    {
      id: 'labelled-number',
      needs: DIGITS,
      match: [
        `((?:电\\s{0,3}话|手\\s{0,3}机|传\\s{0,3}真|热线|座机|联系方式|Tel|TEL|Fax)(?:号码|号)?[\\s：:]{0,4})` +
          `(?:\\+?86${GAP})?[（(]?${D}{2,5}[)）]?${GAP}${D}{3,11}(?:${GAP}${D}{1,8}){0,2}${EXTENSION}` +
          `(?:[、,，;；/\\s]{1,2}${D}{3,4}${GAP}${D}{4,8}){0,3}`,
      ],
      replacement: `$1${HIDDEN}`,
      source: FIELD_NOTES,
    },
    // Mobile numbers: 1[3-9] and nine digits, blanks or dashes between.
    {
      id: 'mobile',
      needs: DIGITS,
      match: [
        `${NOT_IN_NUMBER}(?:\\+?86${GAP})?[1１][3-9３-９]${D}${GAP}${D}{4}${GAP}${D}{4}${NUMBER_ENDS}`,
      ],
      replacement: HIDDEN,
      source: FIELD_NOTES,
    },
    // Area code and seven or eight digits.
    {
      id: 'landline',
      needs: DIGITS,
      match: [
        `${NOT_IN_NUMBER}[（(]?[0０]${D}{2,3}[)）]?${GAP}${D}{3,4}[-－ ]?${D}{4}${NUMBER_ENDS}${EXTENSION}`,
      ],
      replacement: HIDDEN,
      source: FIELD_NOTES,
    },
    {
      id: 'service-number',
      needs: /400/u,
      match: [String.raw`(?<!\d)400[- ]?\d{3}[- ]?\d{4}(?!\d)`],
      replacement: HIDDEN,
      source: FIELD_NOTES,
    },
    {
      id: 'address',
      needs: /址/u,
      match: [
        String.raw`((?:通讯|通信|联系|家庭|邮寄|收件|单位|办公)?(?:地\s{0,2}址|住\s{0,2}址)\s{0,2}[：:])[^\n。；;]{2,80}`,
      ],
      replacement: `$1${HIDDEN}`,
      source: FIELD_NOTES,
    },
    {
      id: 'dwelling-words',
      needs: /家住|现住|住在|户籍地/u,
      match: [String.raw`((?:家住|现住|住在|户籍地为?))[^\n，。；,;]{4,60}`],
      replacement: `$1${HIDDEN}`,
      source: FIELD_NOTES,
    },
    {
      id: 'postcode',
      needs: /\d{6}/u,
      match: [String.raw`((?:邮\s{0,2}编|邮政编码)\s{0,2}[：:]?\s{0,2})\d{6}(?!\d)`],
      replacement: `$1${HIDDEN}`,
      source: FIELD_NOTES,
    },
    // A dwelling: road, number, and a room in it. A public building's road and number stay.
    {
      id: 'dwelling',
      needs: /[楼栋幢元室]/u,
      match: [
        String.raw`\p{Script=Han}{2,10}(?:路|街|巷|大道|弄|小区|花园|新村)\d{0,5}(?:号|弄)?\d{0,4}(?:号)?(?:\d{1,4}|[A-Za-z])(?:号楼|栋|幢|单元|室)(?:\d{1,4}(?:单元|室|号|户)){0,3}`,
      ],
      replacement: HIDDEN,
      source: FIELD_NOTES,
    },
    // Names of contacts; 联系人制度 and 承办人员 are not names.
    {
      id: 'labelled-contact',
      needs: /[系办络发核草任责报诉信访映]\s{0,2}人|领导/u,
      match: [
        `((?:联\\s{0,2}系\\s{0,2}人|经办人|承办人|联络人|签发人|审核人|起草人|责任人|具体负责人|责任领导|分管领导|包保领导|举报人|投诉人|来信人|信访人|反映人)(?:及?(?:电话|联系方式|职务)){0,2}\\s{0,3}[：:]\\s{0,3})` +
          `${ANY_NAME}(?:[、,， ]\\s?(?!联系|电话|手机)${ANY_NAME}(?=[\\s，、,。；;）)]|$|联系|电话)){0,3}`,
      ],
      replacement: `$1${HIDDEN}`,
      source: FIELD_NOTES,
    },
    {
      id: 'contact',
      needs: /[系办络]\s{0,2}人/u,
      match: [
        `((?:联\\s{0,2}系\\s{0,2}人|经办人|承办人|联络人)[\\s]{0,3})(?:${NAME_PATTERN})(?=[\\s，、,。；;（(]{0,3}(?:联系)?(?:电话|手机|［已隐去］)|\\s{0,3}$)`,
      ],
      replacement: `$1${HIDDEN}`,
      source: FIELD_NOTES,
    },
    // 张三（电话：…） and 张三 ［已隐去］ where the phone number was.
    {
      id: 'name-and-number',
      needs: /［已隐去］/u,
      match: [
        `(?<!\\p{Script=Han})${NAME_PATTERN}(?=[\\s，,（(]{1,3}(?:联系)?(?:电话|手机)?[：:\\s]{0,2}［已隐去］)`,
      ],
      replacement: HIDDEN,
      source: FIELD_NOTES,
      keep: 'a safety rule: the name beside a number that is hidden; the number alone shows that a text is personal',
    },
  ],
  { flags: 'gmu' },
);

const anyNeed = RULES.derive(
  (rows) => new RegExp(rows.map(({ needs }) => needs.source).join('|') || '(?!)', 'u'),
);

/** Takes phone numbers, addresses, account and identity numbers and private names out of a text. */
export function redactPersonalData(text: string): string {
  let result = mayNameMembers(text) ? redactMembers(text) : text;
  if (!anyNeed().test(text)) return result;
  for (const { row, pattern } of RULES.patterns()) {
    if (row.needs.test(result)) result = result.replace(pattern, row.replacement);
  }
  return result;
}

/** Whether a text holds anything that `redactPersonalData` would take out. */
export function hasPersonalData(text: string): boolean {
  return redactPersonalData(text) !== text;
}
