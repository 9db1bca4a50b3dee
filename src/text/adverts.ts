import { haveAdvertWithin } from './advert-signs.ts';
import { ruleTable } from './rule-table.ts';

// A site's own words, as such advertising piles them up: 官网|登录|注册, 官方网站-App Store.
const SITE =
  '(?:官网|官方(?:网站|网址|版|平台|入口|app|下载)|登[录陆](?:入口|网址)?|注册(?:登录|网址|入口)?|(?:app|软件|客户端)?(?:免费)?(?:下载|安装)(?:安装|地址|入口|链接)?|(?:网页|手机|安卓|苹果|最新|电脑|正式)版|入口|网址|app\\s?store|app|ios|android|安卓|首页|平台)';
// What joins them. 、 and —— are marks of ordinary sentences.
const JOINT = '\\s?[|｜_·•\\-－–]\\s?';
const CHAIN = `(?:${SITE}${JOINT}${SITE}|[|｜_]\\s?${SITE}|[（(](?:中国|China|中文)[)）]\\s?${SITE})`;
const CONTACT =
  '(?:微信|薇信|威信|加[微薇]|[+加]?v[x信]|qq|扣扣|电报|飞机|telegram|\\btg)\\s?(?:号|群)?\\s?[:：]?\\s?@?[a-z\\d_-]{5,20}';

// A letter about gambling, loans or invoices has these words, too; with a site's words piled up after them no letter
// does: that is advertising.
const GAMBLING =
  '(?:博彩|彩票|棋牌|电竞|赔率|投注|真人(?:娱乐|视讯|游戏)|百家乐|时时彩|六合彩|老虎机|电子游艺|捕鱼|娱乐城|赌场|体育(?:平台|竞猜)|德州扑克|牛牛|快三)';

const BRAND =
  '(?:(?:开云|云开|乐鱼|亚博|亚搏|华体会|爱游戏|米兰|星空|博鱼|万博|完美|天博|江南|半岛|竞博|安博|皇冠|沙巴|雷火|火狐)(?:体育|电竞|真人|棋牌)|九游会|必一运动|新葡京|bet365|365bet|pg电子|kaiyun|leyu|yabo)';
const PAPERS =
  '(?:代考|替考|枪手|包过|考前答案|代写论文|论文代写|办(?:理|假)?(?:毕业证|学历|文凭|证件)|刻章)';
const LOANS = '(?:无视征信|不看征信|黑户|秒下款|网贷|套现|贷款口子|小额贷)';
const LINKS = '(?:蜘蛛池|站群|黑帽seo|外链代发|快排|百度收录|关键词排名)';

const HOLDS_GAMBLING = new RegExp(GAMBLING, 'u');

const SEEN = 'docs/field-notes.md §2.9: what is set into pages of government sites';

const JUDGED = 'no marked page is broken into; judged by test/text/adverts.test.ts';

/**
 * Advertising that was inserted into a page when its site was broken into. Rows of many words are tried, and compiled,
 * only for a text that holds what they need: hardly any does.
 */
const ADVERTS = ruleTable(
  'adverts',
  [
    {
      id: 'gambling-site',
      needs: HOLDS_GAMBLING,
      match: [
        `${GAMBLING}[^。；！？\\n]{0,24}?${CHAIN}`,
        `${CHAIN}[^。；！？\\n]{0,12}?${GAMBLING}`,
      ],
      source: SEEN,
      keep: JUDGED,
    },
    {
      // One such word may occur in a report; two in a row are advertising.
      id: 'gambling-row',
      needs: HOLDS_GAMBLING,
      match: [`${GAMBLING}[\\p{Script=Han}]{0,3}${GAMBLING}`],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'in-china-official',
      needs: /[（(](?:中国|China|中文)[)）]/iu,
      match: [
        `[（(](?:中国|China|中文)[)）]\\s?(?:官方(?:网站|版|平台)|官网|有限公司官网|登[录陆]入口)\\s?[-－_|｜·—]{1,2}\\s?(?:${SITE}|[a-z]{2,12}\\s?(?:game|sports?|app))`,
      ],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'gambling-brand',
      needs: new RegExp(BRAND, 'iu'),
      match: [`${BRAND}[^。；，\\n]{0,12}?${SITE}`],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'gambling-bait',
      match: ['注册即?送(?:彩金|体验金|\\d{1,4}元)|首[存充]送|送彩金|真人荷官|首存\\d|彩金\\d'],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'gambling-tips',
      match: [
        '(?:六合彩|时时彩|北京赛车|幸运飞艇|快三|PK10)(?:计划群|计划软件|预测网|走势图|官网|网址|app)',
      ],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'invoices',
      needs: /代开/u,
      match: [
        `代开[^。\\n]{0,10}发票[^。\\n]{0,16}?(?:${CONTACT}|微信同号|保真|验[真票]?后付|点数低|税点低)`,
        `代开[^。\\n]{0,10}发票${JOINT}`,
      ],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'papers',
      needs: new RegExp(PAPERS, 'u'),
      match: [`${PAPERS}[^。\\n]{0,16}?(?:${CONTACT}|微信同号|货到付款|${CHAIN})`],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'loans',
      needs: new RegExp(LOANS, 'u'),
      match: [`${LOANS}[^。\\n]{0,16}?(?:${CONTACT}|微信同号|${CHAIN})`],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'adult',
      match: [
        '(?:亚洲|国产|欧美|日韩)(?:无码|有码|精品|成人)(?:视频|在线|专区|自拍|av)|无码(?:视频|高清|中文|专区|av)|(?:草莓|黄瓜|樱桃|丝瓜|香蕉|秋葵)(?:视频|影视)(?:app|下载|污)|成人(?:av|无码|影院|片)|一本道(?:在线|高清|无码)|久久(?:热|精品|综合)(?:视频|在线|网)?|外围(?:女|模特)|同城约炮',
        `(?:约炮|裸聊|成人(?:视频|直播|小说|电影))[^。\\n]{0,12}?(?:${CONTACT}|${CHAIN})`,
      ],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'link-farm',
      needs: new RegExp(`${LINKS}|hacked by`, 'iu'),
      match: [
        `${LINKS}[^。\\n]{0,12}?(?:出租|租用|代做|代发|包上|${CONTACT}|微信同号)|hacked by \\S`,
      ],
      source: SEEN,
      keep: JUDGED,
    },
    {
      id: 'pirate-games',
      needs: /传奇|私服|外挂/u,
      match: [
        `(?:新开|变态|合击|一秒)(?:传奇|私服)|(?:私服|传奇sf)(?:发布网|网站${JOINT})|(?:外挂|私服)[^。\\n]{0,10}?${CHAIN}`,
      ],
      source: SEEN,
      keep: JUDGED,
    },
  ],
  { flags: 'iu' },
);

/** Whether a line holds advertising that no agency writes; a letter against gambling or loans holds none. */
export function hasAdvert(line: string): boolean {
  // Row by row: the engine skips through a text for a few words, and looks at every character for all of them.
  return holdsRow(line) || haveAdvertWithin([line]);
}

function holdsRow(text: string): boolean {
  return ADVERTS.find(text) !== null;
}

/** Whether one of some lines holds advertising. For the rows all together are looked at first, as hardly any does: no row looks beyond its match. */
export function holdAdvert(lines: readonly string[]): boolean {
  return (holdsRow(lines.join('\n')) && lines.some(holdsRow)) || haveAdvertWithin(lines);
}
