// What is personal: docs/field-notes.md §2.5. Public numbers (文号, 索引号, dates, amounts) must survive.
const HIDDEN = '［已隐去］';

const D = '[0-9０-９]';
const GAP = String.raw`[-－‐‑–—\s·]{0,3}`;
const NOT_IN_NUMBER = `(?<![0-9０-９])(?<![0-9A-Za-z/_.〔][-/_.])`;
const NUMBER_ENDS = `(?![0-9０-９]|[-/_]${D}{3})`;
const EXTENSION = `(?:${GAP}(?:转|分机)\\s{0,2}${D}{1,6})?`;

// The hundred commonest family names and the double ones (2020 census order); others are caught by position.
const FAMILY =
  '(?:欧阳|上官|司马|诸葛|慕容|令狐|司徒|尉迟|夏侯|皇甫|东方|公孙|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文牛樊洪颜倪庄聂鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单裴霍涂成苗谷曲盛冉路游阳辛靳骆柯温辜])';
const NAME = `${FAMILY}[ \\u3000]{0,3}\\p{Script=Han}(?:[ \\u3000]{0,2}\\p{Script=Han})?`;
const MINORITY_NAME = String.raw`\p{Script=Han}{2,6}[·•・]\p{Script=Han}{2,6}`;
const ANY_NAME = `(?:${MINORITY_NAME}|\\p{Script=Han}{2,4}|\\p{Script=Han}[ \\u3000]{1,3}\\p{Script=Han})`;

// Words that start like a family name but name a group: 高校代表, 单位代表, 方面代表, 常务委员.
const GROUPS =
  '(?!高校|高中|单位|方面|常务|常委|万名|成员|文艺|文化|文体|任课|关心|白领|江苏|温州|宁夏|石家庄|武汉|成都|金融|包括|向家长|向有关|何种|成立|路政|白银|洪湖|康复|严格|关于|游客|程度|马上|常驻|侯选|候选|金牌|方案|石油|高新|黄冈|于是|余[名位人个])';
const MEMBER =
  '(?:委员(?!会|长)|代表(?!队|团|性|大会|作|处|着|了|们?发言|建议|意见|所|省|市|县|区|党|全|我|本|教育|国|民|该|学|大家))';

interface Rule {
  /** What every match holds: one cheap look, as most texts hold nothing personal. */
  readonly needs: RegExp;
  readonly pattern: RegExp;
  readonly replacement: string;
}

// Every phone number begins with two digits in a row.
const DIGITS = /[0-9０-９]{2}/u;

const RULES: readonly Rule[] = [
  // Identity card: six digits of region, a real date, four more; before phones, which could match inside.
  {
    needs: /\d{6}/u,
    pattern:
      /(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z/]|-\d)/gu,
    replacement: HIDDEN,
  },
  // UnionPay cards start with 62; other account numbers are known by their label.
  {
    needs: /62\d{2}/u,
    pattern: /(?<![0-9A-Za-z])62\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])/gu,
    replacement: HIDDEN,
  },
  {
    needs: /[号户卡行]/u,
    pattern: /((?:银行)?(?:账号|帐号|账户|帐户|卡号|开户行)[：:\s]{0,3})[0-9][0-9 -]{8,30}/gu,
    replacement: `$1${HIDDEN}`,
  },
  {
    needs: /[@＠]/u,
    pattern:
      /[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}\s?[@＠]\s?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/gu,
    replacement: HIDDEN,
  },
  {
    needs: /[Qq]{2}|微信|[Ww][Ee][Cc][Hh][Aa][Tt]/u,
    pattern: /(QQ|微信号?|微信|WeChat)([：:\s]{1,3})[A-Za-z0-9_-]{5,20}/giu,
    replacement: `$1$2${HIDDEN}`,
  },
  // Labelled numbers: everything that can belong to a list of phone numbers.
  {
    needs: DIGITS,
    pattern: new RegExp(
      `((?:电\\s{0,3}话|手\\s{0,3}机|传\\s{0,3}真|热线|座机|联系方式|Tel|TEL|Fax)(?:号码|号)?[\\s：:]{0,4})` +
        `(?:\\+?86${GAP})?[（(]?${D}{2,5}[)）]?${GAP}${D}{3,11}(?:${GAP}${D}{1,8}){0,2}${EXTENSION}` +
        `(?:[、,，;；/\\s]{1,2}${D}{3,4}${GAP}${D}{4,8}){0,3}`,
      'gu',
    ),
    replacement: `$1${HIDDEN}`,
  },
  // Mobile numbers: 1[3-9] and nine digits, blanks or dashes between.
  {
    needs: DIGITS,
    pattern: new RegExp(
      `${NOT_IN_NUMBER}(?:\\+?86${GAP})?[1１][3-9３-９]${D}${GAP}${D}{4}${GAP}${D}{4}${NUMBER_ENDS}`,
      'gu',
    ),
    replacement: HIDDEN,
  },
  // Area code and seven or eight digits.
  {
    needs: DIGITS,
    pattern: new RegExp(
      `${NOT_IN_NUMBER}[（(]?[0０]${D}{2,3}[)）]?${GAP}${D}{3,4}[-－ ]?${D}{4}${NUMBER_ENDS}${EXTENSION}`,
      'gu',
    ),
    replacement: HIDDEN,
  },
  { needs: /400/u, pattern: /(?<!\d)400[- ]?\d{3}[- ]?\d{4}(?!\d)/gu, replacement: HIDDEN },
  {
    needs: /址/u,
    pattern:
      /((?:通讯|通信|联系|家庭|邮寄|收件|单位|办公)?(?:地\s{0,2}址|住\s{0,2}址)\s{0,2}[：:])[^\n。；;]{2,80}/gu,
    replacement: `$1${HIDDEN}`,
  },
  {
    needs: /家住|现住|住在|户籍地/u,
    pattern: /((?:家住|现住|住在|户籍地为?))[^\n，。；,;]{4,60}/gu,
    replacement: `$1${HIDDEN}`,
  },
  {
    needs: /\d{6}/u,
    pattern: /((?:邮\s{0,2}编|邮政编码)\s{0,2}[：:]?\s{0,2})\d{6}(?!\d)/gu,
    replacement: `$1${HIDDEN}`,
  },
  // A dwelling: road, number, and a room in it. A public building's road and number stay.
  {
    needs: /[楼栋幢元室]/u,
    pattern:
      /\p{Script=Han}{2,10}(?:路|街|巷|大道|弄|小区|花园|新村)\d{0,5}(?:号|弄)?\d{0,4}(?:号)?(?:\d{1,4}|[A-Za-z])(?:号楼|栋|幢|单元|室)(?:\d{1,4}(?:单元|室|号|户)){0,3}/gu,
    replacement: HIDDEN,
  },
  // Names of contacts; 联系人制度 and 承办人员 are no names.
  {
    needs: /[系办络发核草任责]\s{0,2}人/u,
    pattern: new RegExp(
      `((?:联\\s{0,2}系\\s{0,2}人|经办人|承办人|联络人|签发人|审核人|起草人|责任人|具体负责人)(?:及?(?:电话|联系方式|职务)){0,2}\\s{0,3}[：:]\\s{0,3})` +
        `${ANY_NAME}(?:[、,， ]\\s?(?!联系|电话|手机)${ANY_NAME}(?=[\\s，、,。；;）)]|$|联系|电话)){0,3}`,
      'gmu',
    ),
    replacement: `$1${HIDDEN}`,
  },
  {
    needs: /[系办络]\s{0,2}人/u,
    pattern: new RegExp(
      `((?:联\\s{0,2}系\\s{0,2}人|经办人|承办人|联络人)[\\s]{0,3})(?:${NAME})(?=[\\s，、,。；;（(]{0,3}(?:联系)?(?:电话|手机|［已隐去］)|\\s{0,3}$)`,
      'gmu',
    ),
    replacement: `$1${HIDDEN}`,
  },
  // 张三（电话：…） and 张三 ［已隐去］ where the phone stood.
  {
    needs: /［已隐去］/u,
    pattern: new RegExp(
      `(?<!\\p{Script=Han})${NAME}(?=[\\s，,（(]{1,3}(?:联系)?(?:电话|手机)?[：:\\s]{0,2}［已隐去］)`,
      'gu',
    ),
    replacement: HIDDEN,
  },
  // A salutation line: 某某、某某委员：
  {
    needs: /[员表生士志][\s\u3000]{0,4}[：:]/u,
    pattern: new RegExp(
      `^([\\s\\u3000]{0,8}(?:尊敬的)?)(?!(?:各位|全体|有关|政协|人大|市|省|县|区)(?:政协|人大)?(?:委员|代表))[\\p{Script=Han}·•・ \\u3000、，,和]{2,60}?(等(?:\\d{1,3}[名位])?)?(政协)?(委员|代表|先生|女士|同志)(?=[\\s\\u3000]{0,4}[：:])`,
      'gmu',
    ),
    replacement: '$1$2$3$4',
  },
  // Inside a sentence or title: family name, given name, 委员/代表.
  {
    needs: /委员|代表/u,
    pattern: new RegExp(
      `(?<![\\p{Script=Han}](?<![对给向致由请复予与和及等的《、“]|答复|关于|针对|根据|感谢|收到))${GROUPS}(?:${NAME}[、和]){0,5}${NAME}(等(?:[0-9一二三四五六七八九十]{1,3}[名位])?)?(?=${MEMBER})`,
      'gu',
    ),
    replacement: '$1',
  },
];

const ANY_NEED = new RegExp(RULES.map(({ needs }) => needs.source).join('|'), 'u');

/** Takes phone numbers, addresses, account and identity numbers and private names out of a text. */
export function redactPersonalData(text: string): string {
  if (!ANY_NEED.test(text)) return text;
  let result = text;
  for (const { needs, pattern, replacement } of RULES) {
    if (needs.test(result)) result = result.replace(pattern, replacement);
  }
  return result;
}

/** Whether a text holds anything that `redactPersonalData` would take out. */
export function hasPersonalData(text: string): boolean {
  return redactPersonalData(text) !== text;
}
