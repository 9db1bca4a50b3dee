import { agencyOfLine } from '../text/agency-name.ts';

/** What a line is when it is not the document's own text. */
export type Furniture =
  /** 发布时间, 来源, 浏览次数: stands around the title. */
  | 'about'
  /** A day and nothing else: below a title it is furniture, below a letter its date. */
  | 'day'
  /** Print, close, share, font size: may stand anywhere. */
  | 'tool'
  /** The way back to the home page. */
  | 'crumb'
  /** 上一篇, 相关链接: the document is over. */
  | 'end'
  /** ICP, 标识码, 版权: the site's foot. */
  | 'foot'
  /** 主办单位, 联系我们: the site's foot when other lines of it are near, else the document's own text. */
  | 'host';

interface Row {
  readonly kind: Furniture;
  readonly pattern: RegExp;
  readonly source: string;
}

/** Lines made of nothing but these words are tools. Longest first: matching never goes back. */
const TOOL_WORDS =
  /(?:扫一扫在手机(?:上)?(?:打开|查看|阅读|浏览)(?:当前|此|本)?(?:页面?|文章)?|用手机扫描二维码(?:打开|访问|查看)?(?:当前|此)?(?:页面)?|分享(?:到|至)?(?:微信)?(?:朋友圈|好友|空间)?|(?:新浪|腾讯)?微博|微信(?:好友|扫一扫)?|朋友圈|QQ(?:空间|好友)?|qq(?:空间|好友)?|人人网|百度贴吧|豆瓣|打印(?:本页|此页|页面|文章|本文|全文|正文|内容)?|(?:我要)?打印|关闭(?:窗口|本页|页面|此页|当前页)?|下载(?:文字版|图片版|全文|本文|pdf|word|PDF|WORD)?|保存(?:本页|页面)?|收藏(?:本页|此页|本文|本站)?|加入收藏|设为首页|(?:我要|内容|网页)?纠错|返回(?:顶部|首页|列表|上一页|上页)?|回到顶部|网站地图|字体(?:大小)?|字号(?:大小)?|视力保护色?|大号?|中号?|小号?|特大|默认|正常|放大|缩小|增大|减小|繁体(?:版)?|繁體(?:版)?|简体(?:版)?|无障碍(?:浏览|阅读)?|关怀版|长者版|语音(?:播报|朗读)?|朗读|听全文|阅读全文|点赞|评论|更多|更多>+|首页|上一页|下一页|尾页|末页|推荐|转发|订阅|复制(?:链接)?|相关附件|附件下载|文件下载|关联文件|相关文件|附件列表|相关链接|[AaTt][+＋\-－]?|[+＋\-－]|无|:|：|、|,|，|\/|·|…|\.|。|;|；|>|»|<|&gt;)/uy;

/** White space and brackets were taken out of the line before. */
const ROWS: readonly Row[] = [
  {
    kind: 'crumb',
    pattern:
      /^(?:您?(?:现在)?(?:的)?(?:当前|所在|现在)?(?:的)?位置|当前栏目|所在栏目|导航|路径)(?:是)?[:：]?.{0,80}$/u,
    source: 'docs/field-notes.md §2.6: on 31 of 55 pages',
  },
  {
    kind: 'crumb',
    pattern: /^(?:网站|本站)?首页(?:[>»›/→-]|&gt;).{0,90}$/u,
    source: 'crumbs that begin at the home page',
  },
  {
    kind: 'about',
    pattern:
      /^(?:信息)?(?:\d{4}\D\d{1,2}\D\d{1,2}\D?(?:\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?)?)?(?:发布(?:时间|日期|于)|发表(?:时间|日期)|公开(?:时间|日期)|更新(?:时间|日期)|发文(?:时间|日期)|录入(?:时间|日期)|信息来源|文章来源|稿件来源|来源|稿源|出处|供稿(?:单位)?|浏览(?:次数|量)?|点击(?:次数|数|量|率)?|信息发布|发布者|发布人|上传者|录入者|录入|阅读(?:次数|量|数)?|访问(?:次数|量|数)?|时间|日期|作者|字体|字号|责任编辑|责编|编辑|审核|审校|校对|撰稿|撰写|摄影|通讯员|人气)[:：∶].{0,140}$/u,
    source: 'docs/field-notes.md §2.6: on 50 of 55 pages',
  },
  {
    kind: 'about',
    pattern:
      /^\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?)?(?:来源|作者|浏览|字|分享|点击|阅读).{0,80}$/u,
    source: 'the date line below a title',
  },
  {
    kind: 'about',
    pattern:
      /^[\u4e00-\u9fff]{2,12}(?<!时间|日期|[于至])20\d{2}[-年/.]\d{1,2}[-月/.]\d{1,2}日?\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?$/u,
    source: 'media sites: who and when below a title, without a label',
  },
  {
    kind: 'day',
    pattern: /^\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?)?$/u,
    source: 'below titles, and the end of signed letters',
  },
  {
    kind: 'about',
    pattern: /^(?:浏览|点击|阅读|访问)(?:次数|量|数|率)?[:：]?\d{0,9}次?$/u,
    source: 'docs/field-notes.md §2.6',
  },
  {
    kind: 'about',
    pattern:
      /^(?:信息)?(?:索引号|索引码|索取号|发文字号|主题分类|体裁分类|公开方式|公开类别|公开属性|公开形式|公开范围|有效性|内容概述|内容概况|信息名称|发布机构|发文机关|发文机构|所属机构|公开责任部门|成文日期|生成日期|文号|主题词|关键词|关键字)(?:[:：].{0,200}|.{0,60})$/u,
    source: 'docs/field-notes.md §1.9',
  },
  {
    kind: 'tool',
    pattern:
      /^(?:扫一扫|扫描(?:下方|上方|左侧|右侧)?二维码|手机扫(?:一扫|描)|微信扫|点击右上角|选择在浏览器中打开|在浏览器中打开).{0,30}$/u,
    source: 'docs/field-notes.md §2.6',
  },
  {
    kind: 'tool',
    pattern: /^(?:打印|字体|字号|分享)[:：].{0,30}$/u,
    source: 'docs/field-notes.md §2.6',
  },
  {
    kind: 'end',
    pattern: /^(?:上|下|前|后)一?(?:篇|条|页|则)(?:文章|信息|新闻)?[:：>]?.{0,120}$/u,
    source: 'docs/field-notes.md §2.6',
  },
  {
    kind: 'end',
    pattern:
      /^(?:相关|延伸|推荐|热点|热门|最新|关联|猜你喜欢)(?:链接|阅读|稿件|文章|新闻|信息|内容|解读|文档|推荐|资讯|报道|专题|政策)(?:[:：].{0,100}|更多>*)?$/u,
    source: 'docs/field-notes.md §2.6',
  },
  {
    kind: 'end',
    pattern:
      /^(?:您?(?:即将)?(?:访问|打开)的链接即将离开|您?即将离开|是否继续|您访问的链接).{0,100}$/u,
    source: 'docs/field-notes.md §2.6',
  },
  {
    kind: 'foot',
    pattern:
      /^(?:(?:网站)?版权所有|网站标识码|政府网站标识码|(?:中文)?域名[:：]|copyright|Copyright|COPYRIGHT|©|All ?[Rr]ights).{0,200}$/u,
    source: 'docs/field-notes.md §2.6: feet of pages',
  },
  {
    kind: 'foot',
    pattern: /标识码|公网安备|公安备|ICP[备证]|icp备/u,
    source: 'docs/field-notes.md §2.6: feet that get into the text',
  },
  {
    kind: 'host',
    pattern:
      /^(?:网站)?(?:主办(?:单位)?[:：]|承办(?:单位)?[:：]|协办单位[:：]|主管(?:单位)?[:：]|技术支持|运行管理[:：]|运维(?:单位|电话)|备案(?:号|序号)|友情链接|网站地图|关于我们|联系我们|法律声明|隐私声明|网站声明|站点地图|使用帮助|隐私政策|免责声明|(?:联系|办公|单位)?地址[:：]|(?:联系|咨询|服务)?电话[:：]|邮编[:：]).{0,200}$/u,
    source: 'docs/field-notes.md §2.6: feet that get into the text',
  },
  {
    kind: 'tool',
    pattern:
      /^(?:您好[,，!！]?)?(?:欢迎(?:您)?(?:访问|来到|光临|使用|浏览|登录)|本网站?(?:已)?支持|本站支持|建议使用.{0,20}浏览器|为(?:了)?获得(?:更好|最佳)的?(?:浏览|体验)|正在加载|加载中|[Ll]oading|您的浏览器|请使用.{0,20}浏览器|无障碍(?:浏览|阅读|工具|辅助)|今天是).{0,100}$/u,
    source: 'headers and hints for readers of many sites',
  },
  {
    kind: 'end',
    pattern:
      /^(?:您?对(?:本|该|此)(?:页面?|文章?|次|网站|网页|条|信息|答复|回复).{0,16}(?:满意|有用|评价)|.{0,10}是否满意|(?:非常|很|比较|基本)满意.{0,30}$|满意度(?:评价|调查|测评)|网友评论|文明上网|(?:请)?(?:自觉)?遵守.{0,6}互联网|理性发言|发表评论|我要评论|评论列表|版权声明|免责声明|(?:凡)?本(?:网|站|网站)(?:注明|转载|原创|刊登)|(?:凡|未经).{0,16}(?:注明来源|授权).{0,30}(?:转载|使用|版权)).{0,160}$/u,
    source: 'surveys, comments and disclaimers below texts of many sites',
  },
  {
    kind: 'end',
    pattern:
      /^(?:图片(?:新闻|报道|解读)|媒体解读|政策解读|热点(?:专题|新闻|推荐)|热门(?:新闻|信息|推荐)|最新(?:动态|信息|公开|发布|文章)|推荐(?:阅读|信息|新闻)|猜你喜欢|本栏目热点|(?:点击|阅读|热点)排行(?:榜)?|排行榜|友情链接|网站导航|常用链接|专题专栏)(?:更多[>》]*)?$/u,
    source: 'headings of the lists beside and below texts',
  },
  {
    kind: 'end',
    pattern: /^(?:返回\S{0,12}(?:首页|列表|栏目|新闻)?[|｜]?){1,3}$/u,
    source: 'the end of re-posts on portals: docs/field-notes.md §2.8',
  },
];

// One pattern of all rows that are tied to the line's beginning: testing them one by one takes 4 % longer.
const TIED = ROWS.filter(({ pattern }) => pattern.source.startsWith('^'));
const LOOSE = ROWS.filter((row) => !TIED.includes(row));
const ANY_TIED = new RegExp(TIED.map(({ pattern }) => `(${pattern.source})`).join('|'), 'u');

const HOST_REACH = 6;
const DAY =
  /^\s{0,40}(?:20\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?|[二〇○零一三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)\s{0,4}$/u;
const MAX_FURNITURE_LENGTH = 240;
const DECORATION = /[\s【】[\]［］|｜()（）「」『』◎●■★☆]+/gu;

/** Kinds for all lines of a page; 主办单位 counts only near the site's foot, as letters name their hosts, too. */
export function furnitureKinds(lines: readonly string[]): (Furniture | null)[] {
  const kinds = lines.map((line) => furnitureKind(line));
  return kinds.map((kind, at) => {
    if (kind !== 'host') return kind;
    const around = kinds.slice(Math.max(0, at - HOST_REACH), at + HOST_REACH + 1);
    return around.includes('foot') && !isSignedBelow(lines, at) ? 'foot' : null;
  });
}

/** Contacts may stand above a signature: an agency and its day soon below them. */
function isSignedBelow(lines: readonly string[], at: number): boolean {
  return lines
    .slice(at + 2, at + 2 + HOST_REACH)
    .some((line, offset) => DAY.test(line) && agencyOfLine(lines[at + 1 + offset] ?? '') !== null);
}

/** Says what kind of furniture a line is, or null for the document's own text. */
export function furnitureKind(line: string): Furniture | null {
  if (line.length > MAX_FURNITURE_LENGTH) return null;
  const text = line.replaceAll(DECORATION, '');
  if (text === '' || isMadeOfTools(text)) return 'tool';
  const groups = ANY_TIED.exec(text)?.slice(1);
  const tied =
    groups === undefined ? undefined : TIED[groups.findIndex((group) => group !== undefined)];
  return (tied ?? LOOSE.find(({ pattern }) => pattern.test(text)))?.kind ?? null;
}

function isMadeOfTools(text: string): boolean {
  if (text.length > 90) return false;
  let at = 0;
  while (at < text.length) {
    TOOL_WORDS.lastIndex = at;
    if (!TOOL_WORDS.test(text)) return false;
    at = TOOL_WORDS.lastIndex;
  }
  return true;
}
