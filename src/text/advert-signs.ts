import { type Rule, ruleTable } from './rule-table.ts';

/** What a sign of advertising says of it. */
type SignKind = 'trade' | 'bait' | 'site' | 'contact';

/** Words of which an advert is made. */
interface SignRule extends Rule {
  readonly kind: SignKind;
  /** 2: hardly ever in a letter; 1: in ordinary letters, too. */
  readonly weight: 1 | 2;
}

const SOURCE = 'docs/field-notes.md §2.9: what is set into sentences of government sites';
const KEEP =
  'no marked page has advertising inside a sentence; judged by test/text/adverts.test.ts';

/** Who sells, what it lures with, where it is had, how it is reached. An advert names at least two of them. */
const SIGNS = ruleTable<SignRule>(
  'advert-signs',
  [
    {
      id: 'gambling-trade',
      kind: 'trade',
      weight: 2,
      match: [
        '娱乐城',
        '百家乐',
        '[时分][时分]彩',
        '六合彩',
        '(?:北京|极速|幸运|澳洲|急速)赛车|幸运飞艇|澳洲幸运\\d',
        '赛车飞艇',
        '北京pk|pk(?:拾|10(?:计划|开奖|平台|北京|走势|投注|群|官))',
        '(?:江苏|安徽|广西|湖北|吉林|上海|分分|一分|极速|大发)快[三3]',
        '(?<!加)快[三3](?:大小|单双|平台|官网|走势|投注|app)',
        '老虎机',
        '葡京|澳门(?:威尼斯人|金沙|永利|六合|赌)',
        '德州扑克|炸金花',
        '博彩|赌场',
        '菠菜(?:平台|网|代理|导航)',
        '电子游艺',
        '真人(?:荷官|视讯|娱乐)',
        '(?<!购)买球(?:平台|网|app)|足球外围|外围(?:投注|盘口)|正规网投',
        '(?:开元|龙虎)棋牌|棋牌(?:app|官网|送|返水)',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      id: 'other-trade',
      kind: 'trade',
      weight: 2,
      match: [
        '私服|(?:传奇|奇迹|天龙|魔域)sf',
        '代孕|(?<!提)供卵|试管(?:包|婴儿包|私人)',
        '高端外围|商务外围|外围(?:女|模特|经纪|商务)|商务模特',
        '裸聊|约[炮妹啪]|楼凤|(?<!承)包养(?![殖老护])|学生妹',
        '成人(?:直播|影院|电影|小说|漫画|视频|网站|片)|(?:美女|深夜|大秀)直播',
        '办证刻章|刻章办证|办假证|代办(?:毕业证|学历|文凭|证件|学位)',
        '(?<![当现时一世年近古朝])代(?:考(?!古)|写)|(?<!代)替考|枪手',
        '迷药|听话水|催情[药粉水]',
        '信用卡(?:套现|代还)|套现',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      // Also a club, a lottery of the state, a lesson, a loan for students, a counter.
      id: 'ambiguous-trade',
      kind: 'trade',
      weight: 1,
      match: [
        '赛车',
        '飞艇',
        '快乐(?:8|八|十分)',
        '11选5',
        '彩票',
        '福彩',
        '体彩',
        '[35]D(?=胆|杀|预|计)',
        '棋牌',
        '捕鱼',
        '牛牛|斗牛',
        '真人',
        '直播',
        '传奇',
        '贷款',
        '小额贷|信用贷|网贷',
        '办证',
        '毕业证|学历证|文凭|资格证',
        '发票',
        '兼职',
        '项目(?=躺|稳|日)',
        '网赚',
        '模特',
        '高清资源',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      id: 'sure-win',
      kind: 'bait',
      weight: 2,
      match: [
        '稳赚|包赢',
        '(?:精准|期期|内部|计划)包中|包中(?:群|特码|奖)',
        '必[中胜](?:群|计划|技巧|软件)',
        '稳定盈利',
        '躺赚',
        '日赚|月入(?:过[千万]|\\d{4,5})',
        '(?<!连)带单(?!位)',
        '带你(?:赚|稳)',
        '杀号|胆码|大小单双',
        '(?:赛车|彩|\\d)计划(?:群|软件)',
        '独家预测',
        '大额无忧',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      id: 'bonus',
      kind: 'bait',
      weight: 2,
      match: [
        '送(?:彩金|体验金|元宝|v\\d|充值)',
        '体验金',
        '首[充存](?:送|返|\\d)',
        '(?:高|秒|实时)返水|返水(?:最高|高|无限|秒|\\d)',
        '反水',
        '(?:棋牌|彩票|平台|微信|客服|自动|秒)上下?分(?![水数])',
        '(?<!以)上(?:下分(?:客服|微信|找|加|群|\\d)|分(?:客服|微信|找|群))',
        '(?<!理)赔率',
        '返利',
        '领\\d{1,5}元?红包',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      id: 'trusted-house',
      kind: 'bait',
      weight: 2,
      match: [
        '信誉(?:平台|网|保证(?!金)|群)',
        '官方投注(?!站)',
        '投注(?:平台|网|开户|技巧|官)',
        '诚招代理',
        '在线发牌',
        '提现秒到',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      id: 'easy-money',
      kind: 'bait',
      weight: 2,
      match: [
        '(?:不看|无视)(?:征信|黑白)',
        '黑户(?=可|秒|也|贷|下|都)',
        '秒(?:下款|批|放款)',
        '包下款',
        '刷单',
        '佣金[\\d一二三四五六七八九十百千]',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      id: 'forbidden-service',
      kind: 'bait',
      weight: 2,
      match: [
        '包(?:成功|性别|男孩)',
        '免考拿证',
        '上门(?:服务)?全套|全套(?:服务)?加',
        '一秒满级|爆率(?:全开|\\d)|今日新开(?:一|区|私|sf)|上线送|一刀999',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      id: 'ordinary-bait',
      kind: 'bait',
      weight: 1,
      match: [
        '红包',
        '秒到账',
        '当天(?:下款|放款|到账)',
        '无抵押',
        '日结',
        '包过',
        '上门服务',
        '免费(?:观看|领取|看)',
        '内部资料',
        '投注',
        '开奖(?:直播|结果|网)',
        '代理(?:招商|加盟)',
        '货到付款',
        '学信网可查',
        '打字员',
        '一对一视频',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      id: 'site',
      kind: 'site',
      weight: 1,
      match: [
        '(?:手机|网页|安卓|苹果|最新|电脑|正式|官方|到账|中文)版(?:下载|安装|入口|app)?',
        '(?:官方|app|客户端|免费)(?:下载|安装)',
        '下载(?:安装|app|地址|链接|网址)',
        '官网',
        '官方(?:网站|网址|平台|入口|app)',
        '网址',
        '(?:登[录陆]|注册|开户)(?:网址|入口|送|即送|平台|登[录陆]|链接|注册)',
        '开户',
        '发布网',
        '备用线路|线路检测',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      // How sellers write WeChat, QQ and Telegram, so that no filter reads it.
      id: 'masked-contact',
      kind: 'contact',
      weight: 2,
      match: [
        '(?<![增添追])加\\s?(?:v|➕|薇|❤️?|♥|徽)\\s?(?:信|x|号|群|我|咨询|[:：]|(?=[领进拉看拿了办❤♥\\d_]|$))',
        '(?:^|[^a-z])v信',
        '薇信|徽信|[加➕]威信|威信号',
        '[❤♥]️?信',
        '(?:加|联系|咨询)(?:企鹅|扣扣|秋秋|球球|q群)',
        '(?:纸飞机|电报)(?:群|号|频道)',
        '(?<![增添参追])加(?:纸飞机|电报|飞机(?=看|搜|号|群|[a-z@]|$))',
        '飞机群(?=看|加|搜|进|领|$)',
        'telegram|\\btg群',
        '[a-z]{1,12}\\d{0,8}\\s?(?:点|丶)\\s?(?:com|net|cc|vip|top|xyz)',
      ],
      source: SOURCE,
      keep: KEEP,
    },
    {
      id: 'open-contact',
      kind: 'contact',
      weight: 1,
      match: [
        '加微信?',
        '微信',
        'q群|qq',
        '扫码(?:进|加)',
        '(?:企鹅|扣扣)(?:号|群)',
        '群主',
        '认准',
        '客服',
      ],
      source: SOURCE,
      keep: KEEP,
    },
  ],
  { flags: 'iu' },
);

/** Who fights such a trade, warns of it or tells of a case names it, too. */
const TOLD_OF = ruleTable('told-of-adverts', [
  {
    id: 'in-the-clause',
    match: [
      '打击|查处|查获|查封|查禁|严查|严禁|严惩|禁止|不得|不准|不信|不点|不加|不参与|杜绝|抵制|拒绝|拒收|取缔|关停|封停|封堵|下架|清理|清除|拦截|屏蔽|整治|摧毁|捣毁|破获|侦破|防范|防止|警惕|谨防|避免|识别|远离|警示|提醒|约谈',
      '虚假|诱导|诱骗|诱使|引诱|谎称|冒充|名义|为名|为诱饵|非法|违法|违规|涉嫌|案件|立案|移送|举报|投诉|公益金|销售|站点',
      '等(?:广告|宣传|信息|字样|骗局|游戏|行为|方式|活动|违)',
    ],
    source: SOURCE,
    keep: KEEP,
  },
]);
/** A sentence that calls the trade a crime. */
const CRIME = ruleTable('adverts-called-crime', [
  {
    id: 'in-the-sentence',
    match: [
      '网络赌博|参与?赌博|聚众赌博|赌博(?:网站|活动|案|犯罪)|涉[赌诈黄毒枪]|黄赌毒|诈骗|反诈|受害|骗局|犯罪|色情|低俗|校园贷|套路贷|防沉迷|沉迷|公安|警方|民警|扫黄打非',
    ],
    source: SOURCE,
    keep: KEEP,
  },
]);

const MAX_LINE = 20_000;
const SENTENCE_END = /[。；！？\n]/u;
const PIECE_END = /[，,]/u;
// One strong sign and another one in a clause; across a comma both must be strong.
const ENOUGH = 3;
const ENOUGH_ACROSS = 4;
// Blanks and marks between the characters of a word hide it from filters.
// Two classes: for one of more than sixteen ranges the engine calls a function at each character.
const FILLING = /(?:\s|[·•*★☆_~|-])+/gu;

/** Whether some sentence of some lines has advertising set into it: a trade, a bait, a site or a contact side by side. */
export function haveAdvertWithin(lines: readonly string[]): boolean {
  const texts = lines.map((line) => line.slice(0, MAX_LINE).replaceAll(FILLING, ''));
  // All lines together first, as hardly any holds a strong sign: `^` and `$` of a sign are those of a line.
  if (!isSuspect(texts.join('\n'))) return false;
  return texts.some((text) =>
    text.split(SENTENCE_END).some((sentence) => isSuspect(sentence) && sells(sentence)),
  );
}

// Row by row: an expression of all takes twice as long.
const strongSigns = SIGNS.derive((rows) =>
  rows.filter(({ weight }) => weight === 2).map(({ match }) => new RegExp(match.join('|'), 'imu')),
);

/** Whether a text holds a strong sign. */
function isSuspect(text: string): boolean {
  return strongSigns().some((sign) => sign.test(text));
}

function sells(sentence: string): boolean {
  if (CRIME.test(sentence)) return false;
  const pieces = sentence.split(PIECE_END).map((piece) => (TOLD_OF.test(piece) ? '' : piece));
  return pieces.some((piece, at) => {
    if (!isSuspect(piece)) return false;
    if (points(piece) >= ENOUGH) return true;
    return points(`${piece}，${pieces[at + 1] ?? ''}`) >= ENOUGH_ACROSS;
  });
}

/** The strongest sign of each kind, added up; of baits all. 0 for one sign alone, whatever its weight. */
function points(text: string): number {
  const byKind = new Map<SignKind, number>();
  let signs = 0;
  for (const { row, pattern } of SIGNS.patterns()) {
    if (!pattern.test(text)) continue;
    signs += 1;
    const before = byKind.get(row.kind) ?? 0;
    byKind.set(row.kind, row.kind === 'bait' ? before + row.weight : Math.max(before, row.weight));
  }
  return signs < 2 ? 0 : [...byKind.values()].reduce((sum, weight) => sum + weight, 0);
}
