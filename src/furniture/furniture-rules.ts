import { type Rule, ruleTable } from '../text/rule-table.ts';

/** What a line is when it is not the document's own text. */
export type Furniture =
  /** 发布时间, 来源, 浏览次数: around the title. */
  | 'about'
  /** A day and nothing else: below a title it is furniture, below a letter its date. */
  | 'day'
  /** Print, close, share, font size: anywhere. */
  | 'tool'
  /** The way back to the home page. */
  | 'crumb'
  /** 上一篇, 相关链接: the document is over. */
  | 'end'
  /** ICP, 标识码, 版权: the site's foot. */
  | 'foot'
  /** 主办单位, 联系我们: the site's foot when other lines of it are near, else the document's own text. */
  | 'host';

/** A line that is furniture, by its words; white space and brackets were taken out of it before. */
interface FurnitureRule extends Rule {
  readonly kind: Furniture;
}

/**
 * One of some words at the beginning of a line, with what may come before and must come after it. One alternative for
 * all of them: what comes before is matched once, not once a word.
 */
function each(
  words: readonly string[],
  { before = '', after }: { readonly before?: string; readonly after: string },
): readonly string[] {
  return [`^${before}(?:${words.join('|')})${after}`];
}

/** The first row that fits decides. */
export const FURNITURE = ruleTable<FurnitureRule>('furniture', [
  {
    id: 'you-are-here',
    kind: 'crumb',
    match: each(
      ['您?(?:现在)?(?:的)?(?:当前|所在|现在)?(?:的)?位置', '当前栏目', '所在栏目', '导航', '路径'],
      { after: '(?:是)?[:：]?.{0,80}$' },
    ),
    source: 'docs/field-notes.md §2.6: on 31 of 55 pages',
  },
  {
    id: 'home-and-on',
    kind: 'crumb',
    match: ['^(?:网站|本站)?首页(?:[>»›/→-]|&gt;).{0,90}$'],
    source: 'crumbs that begin at the home page',
  },
  {
    id: 'labels-about',
    kind: 'about',
    match: each(
      [
        '发布(?:时间|日期|于)',
        '发表(?:时间|日期)',
        '公开(?:时间|日期)',
        '更新(?:时间|日期)',
        '发文(?:时间|日期)',
        '录入(?:时间|日期)',
        '信息来源',
        '文章来源',
        '稿件来源',
        '来源',
        '稿源',
        '出处',
        '供稿(?:单位)?',
        '浏览(?:次数|量)?',
        '点击(?:次数|数|量|率)?',
        '信息发布',
        '发布者',
        '发布人',
        '上传者',
        '录入者',
        '录入',
        '阅读(?:次数|量|数)?',
        '访问(?:次数|量|数)?',
        '时间',
        '日期',
        '作者',
        '字体',
        '字号',
        '责任编辑',
        '责编',
        '编辑',
        '审核',
        '审校',
        '校对',
        '撰稿',
        '撰写',
        '摄影',
        '通讯员',
        '人气',
      ],
      {
        before:
          '(?:信息)?(?:\\d{4}\\D\\d{1,2}\\D\\d{1,2}\\D?(?:\\d{1,2}[:：∶]\\d{2}(?:[:：∶]\\d{2})?)?)?',
        after: '[:：∶].{0,140}$',
      },
    ),
    source: 'docs/field-notes.md §2.6: on 50 of 55 pages',
  },
  {
    id: 'date-line',
    kind: 'about',
    match: [
      '^\\d{4}[-年/.]\\d{1,2}[-月/.]\\d{1,2}日?(?:\\d{1,2}[:：∶]\\d{2}(?:[:：∶]\\d{2})?)?(?:来源|作者|浏览|字|分享|点击|阅读).{0,80}$',
    ],
    source: 'the date line below a title',
  },
  {
    id: 'name-and-time',
    kind: 'about',
    match: [
      '^[\\u4e00-\\u9fff]{2,12}(?<!时间|日期|[于至])20\\d{2}[-年/.]\\d{1,2}[-月/.]\\d{1,2}日?\\d{1,2}[:：∶]\\d{2}(?:[:：∶]\\d{2})?$',
    ],
    source: 'media sites: who and when below a title, without a label',
  },
  {
    id: 'day',
    kind: 'day',
    match: ['^\\d{4}[-年/.]\\d{1,2}[-月/.]\\d{1,2}日?(?:\\d{1,2}[:：∶]\\d{2}(?:[:：∶]\\d{2})?)?$'],
    source: 'below titles, and the end of signed letters',
  },
  {
    id: 'views',
    kind: 'about',
    match: each(['浏览', '点击', '阅读', '访问'], {
      after: '(?:次数|量|数|率)?[:：]?\\d{0,9}次?$',
    }),
    source: 'docs/field-notes.md §2.6',
  },
  {
    id: 'disclosure-labels',
    kind: 'about',
    match: each(
      [
        '索引号',
        '索引码',
        '索取号',
        '发文字号',
        '主题分类',
        '体裁分类',
        '公开方式',
        '公开类别',
        '公开属性',
        '公开形式',
        '公开范围',
        '有效性',
        '内容概述',
        '内容概况',
        '信息名称',
        '发布机构',
        '发文机关',
        '发文机构',
        '所属机构',
        '公开责任部门',
        '成文日期',
        '生成日期',
        '文号',
        '主题词',
        '关键词',
        '关键字',
      ],
      { before: '(?:信息)?', after: '(?:[:：].{0,200}|.{0,60})$' },
    ),
    source: 'docs/field-notes.md §1.9',
  },
  {
    id: 'scan',
    kind: 'tool',
    match: each(
      [
        '扫一扫',
        '扫描(?:下方|上方|左侧|右侧)?二维码',
        '手机扫(?:一扫|描)',
        '微信扫',
        '点击右上角',
        '选择在浏览器中打开',
        '在浏览器中打开',
      ],
      { after: '.{0,30}$' },
    ),
    source: 'docs/field-notes.md §2.6',
  },
  {
    id: 'tool-label',
    kind: 'tool',
    match: each(['打印', '字体', '字号', '分享'], { after: '[:：].{0,30}$' }),
    source: 'docs/field-notes.md §2.6',
  },
  {
    id: 'neighbours',
    kind: 'end',
    match: each(['上', '下', '前', '后'], {
      after: '一?(?:篇|条|页|则)(?:文章|信息|新闻)?[:：>]?.{0,120}$',
    }),
    source: 'docs/field-notes.md §2.6',
  },
  {
    id: 'related',
    kind: 'end',
    match: each(['相关', '延伸', '推荐', '热点', '热门', '最新', '关联', '猜你喜欢'], {
      after:
        '(?:链接|阅读|稿件|文章|新闻|信息|内容|解读|文档|推荐|资讯|报道|专题|政策)(?:[:：].{0,100}|更多>*)?$',
    }),
    source: 'docs/field-notes.md §2.6',
  },
  {
    id: 'leaving',
    kind: 'end',
    match: each(
      ['您?(?:即将)?(?:访问|打开)的链接即将离开', '您?即将离开', '是否继续', '您访问的链接'],
      { after: '.{0,100}$' },
    ),
    source: 'docs/field-notes.md §2.6',
  },
  {
    id: 'owner',
    kind: 'foot',
    match: each(
      [
        '(?:网站)?版权所有',
        '网站标识码',
        '政府网站标识码',
        '(?:中文)?域名[:：]',
        'copyright',
        'Copyright',
        'COPYRIGHT',
        '©',
        'All ?[Rr]ights',
      ],
      { after: '.{0,200}$' },
    ),
    source: 'docs/field-notes.md §2.6: feet of pages',
  },
  {
    id: 'host',
    kind: 'host',
    match: each(
      [
        '主办(?:单位)?[:：]',
        '承办(?:单位)?[:：]',
        '协办单位[:：]',
        '主管(?:单位)?[:：]',
        '技术支持',
        '运行管理[:：]',
        '运维(?:单位|电话)',
        '备案(?:号|序号)',
        '友情链接',
        '网站地图',
        '关于我们',
        '联系我们',
        '法律声明',
        '隐私声明',
        '网站声明',
        '站点地图',
        '使用帮助',
        '隐私政策',
        '免责声明',
        '(?:联系|办公|单位)?地址[:：]',
        '(?:联系|咨询|服务)?电话[:：]',
        '邮编[:：]',
      ],
      { before: '(?:网站)?', after: '.{0,200}$' },
    ),
    source: 'docs/field-notes.md §2.6: feet that get into the text',
  },
  {
    id: 'welcome',
    kind: 'tool',
    match: each(
      [
        '欢迎(?:您)?(?:访问|来到|光临|使用|浏览|登录)',
        '本网站?(?:已)?支持',
        '本站支持',
        '建议使用.{0,20}浏览器',
        '为(?:了)?获得(?:更好|最佳)的?(?:浏览|体验)',
        '正在加载',
        '加载中',
        '[Ll]oading',
        '您的浏览器',
        '请使用.{0,20}浏览器',
        '无障碍(?:浏览|阅读|工具|辅助)',
        '今天是',
      ],
      { before: '(?:您好[,，!！]?)?', after: '.{0,100}$' },
    ),
    source: 'headers and hints for readers of many sites',
  },
  {
    id: 'survey',
    kind: 'end',
    match: each(
      [
        '您?对(?:本|该|此)(?:页面?|文章?|次|网站|网页|条|信息|答复|回复).{0,16}(?:满意|有用|评价)',
        '.{0,10}是否满意',
        '(?:非常|很|比较|基本)满意.{0,30}$',
        '满意度(?:评价|调查|测评)',
        '网友评论',
        '文明上网',
        '(?:请)?(?:自觉)?遵守.{0,6}互联网',
        '理性发言',
        '发表评论',
        '我要评论',
        '评论列表',
        '版权声明',
        '免责声明',
        '(?:凡)?本(?:网|站|网站)(?:注明|转载|原创|刊登)',
        '(?:凡|未经).{0,16}(?:注明来源|授权).{0,30}(?:转载|使用|版权)',
      ],
      { after: '.{0,160}$' },
    ),
    source: 'surveys, comments and disclaimers below texts of many sites',
  },
  {
    id: 'side-lists',
    kind: 'end',
    match: each(
      [
        '图片(?:新闻|报道|解读)',
        '媒体解读',
        '政策解读',
        '热点(?:专题|新闻|推荐)',
        '热门(?:新闻|信息|推荐)',
        '最新(?:动态|信息|公开|发布|文章)',
        '推荐(?:阅读|信息|新闻)',
        '猜你喜欢',
        '本栏目热点',
        '(?:点击|阅读|热点)排行(?:榜)?',
        '排行榜',
        '友情链接',
        '网站导航',
        '常用链接',
        '专题专栏',
      ],
      { after: '(?:更多[>》]*)?$' },
    ),
    source: 'headings of the lists beside and below texts',
  },
  {
    id: 'back-to',
    kind: 'end',
    match: ['^(?:返回\\S{0,12}(?:首页|列表|栏目|新闻)?[|｜]?){1,3}$'],
    source: 'the end of re-posts on portals: docs/field-notes.md §2.8',
  },
  {
    id: 'registered',
    kind: 'foot',
    match: ['标识码', '公网安备', '公安备', 'ICP[备证]', 'icp备'],
    source: 'docs/field-notes.md §2.6: feet that get into the text',
  },
]);
