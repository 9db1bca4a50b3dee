import type { Box } from './blocks.ts';

/** How sure a mark is: `strong` is used for nothing but the body, `weak` for many things. */
type Trust = 'strong' | 'weak';

interface Container {
  /** A word of class or id, lower case. */
  readonly mark: string;
  readonly trust: Trust;
  /** Page system, and where the mark was seen. */
  readonly source: string;
}

const rows = (source: string, trust: Trust, marks: string): Container[] =>
  marks.split(' ').map((mark) => ({ mark, trust, source }));

/** Where page systems put the body. They help the scorer; nothing depends on them. */
const CONTAINERS: readonly Container[] = [
  ...rows(
    'TRS WCM: docs/field-notes.md §1.1',
    'strong',
    'trs_editor trs_ueditor trs_editor_view trs_paper_default trs_web trs_word trs_preappend',
  ),
  ...rows('Hanweb, Beijing Science: docs/field-notes.md §1.1', 'strong', 'zoom zoomcon'),
  ...rows('ucap: docs/field-notes.md §1.1', 'strong', 'ucap-content ucapcontent'),
  ...rows(
    'VSB: docs/field-notes.md §1.1',
    'strong',
    'v_news_content vsb_content vsb_content_2 vsb_content_4 vsb_content_500 vsb_content_501',
  ),
  ...rows('gkmlpt: docs/field-notes.md §1.1', 'strong', 'article-content news_cont_d_wrap'),
  ...rows('Lonsun: docs/field-notes.md §1.1', 'strong', 'wzcon j-fontcontent newscontnet'),
  ...rows('Epoint: page system default templates', 'strong', 'ewb-article-info infocontent'),
  ...rows('MOE: docs/field-notes.md §1.1', 'strong', 'moe-detail-box content_body_xxgk'),
  ...rows('Shanghai: docs/field-notes.md §1.1', 'strong', 'ivs_content'),
  ...rows('Chongqing: docs/field-notes.md §1.1', 'strong', 'zwxl-article'),
  ...rows('easysite: docs/field-notes.md §1.7', 'strong', 'easysitetext easysite-news-text'),
  ...rows('gmw.cn and people.cn templates', 'strong', 'u-maintext rm_txt_con js_content'),
  ...rows(
    'by hand on many sites',
    'weak',
    'content article detail text con nr m-txt-article article_con article-con news_content ' +
      'article_content content_font info_content articlecontent main-content m-con entry ' +
      'contenttext newscontent detailcontent article-body art_con xl-nr xl_content pages_content ' +
      'details-box artile_zw mycontont news-detail detail-content view read textbody',
  ),
];

const TRUST = new Map(CONTAINERS.map((row) => [row.mark, row.trust]));
/** `vsb_content_2_501`, `art_content_12`: numbered by the page system. */
const NUMBERED = /^vsb_content_[\d_]{1,20}$/u;

/** What a word of class or id promises about the body; lower case. */
export function bodyTrust(word: string): Trust | null {
  return TRUST.get(word) ?? (NUMBERED.test(word) ? 'strong' : null);
}

/** What a box's marks promise about the body. */
export function containerTrust(box: Box): Trust | null {
  let best: Trust | null = null;
  for (const word of wordsOf(box)) {
    const trust = bodyTrust(word);
    if (trust === 'strong') return trust;
    best = trust ?? best;
  }
  return best;
}

/** What surrounds a text or a list: `furniture` belongs to the site, an `aside` leads to other documents. */
export type Surrounding = 'furniture' | 'aside';

interface SurroundingRow {
  readonly kind: Surrounding;
  /** Words of class and id, lower case. */
  readonly words: string;
  readonly source: string;
}

/** Each word was seen on pages of several sites; what they hold is listed in docs/field-notes.md §2.6 and §1.10. */
const SURROUNDINGS: readonly SurroundingRow[] = [
  {
    kind: 'furniture',
    words:
      'nav navs navbar navigation mainnav topnav top-nav menu menus submenu sitemap header head footer foot bottom ' +
      'copyright siteinfo',
    source: 'HTML element names used as class names; Bootstrap',
  },
  {
    kind: 'furniture',
    words: 'crumb crumbs breadcrumb breadcrumbs position location dqwz weizhi wz_location',
    source: '当前位置: docs/field-notes.md §2.6, on 31 of 55 pages',
  },
  {
    kind: 'furniture',
    words: 'pagination pager paging page_nav pagenav prevnext prenext pre_next sxp',
    source: '上一篇, 下一页: docs/field-notes.md §2.6',
  },
  {
    kind: 'furniture',
    words:
      'share sharebox share-box social-share bdshare bdsharebuttonbox bdshare_t tools tool toolbar print search ' +
      'searchbox login language accessibility ewm qrcode erweima gotop backtop tags comment comments pinglun',
    source: '分享, 打印, 扫一扫: docs/field-notes.md §2.6; bdshare: Baidu share',
  },
  {
    kind: 'furniture',
    words: 'friend friends friendlink friendlinks flink flinks yqlj links link_box',
    source: '友情链接: docs/field-notes.md §1.10',
  },
  {
    kind: 'aside',
    words:
      'side sidebar aside hot hotnews rank ranking recommend recommended tuijian guess relate related relation ' +
      'relative relevant correlation xiangguan xgxw xgyd xgwz xglj xgwj xgwd xgxx xgbd xgjd',
    source: '相关链接, 热点, 推荐: docs/field-notes.md §2.6',
  },
];

const SURROUNDING_OF = new Map<string, Surrounding>(
  SURROUNDINGS.flatMap(({ kind, words }) => words.split(' ').map((word) => [word, kind] as const)),
);

/** What surrounding a word of class or id names; lower case. */
export function surroundingOf(word: string): Surrounding | null {
  return SURROUNDING_OF.get(word) ?? null;
}

/** Whether a box says by its own name that it is not the body. */
export function isSurrounding(box: Box): boolean {
  if (box.name === 'nav' || box.name === 'footer' || box.name === 'aside') return true;
  return wordsOf(box).some((word) => SURROUNDING_OF.has(word));
}

function wordsOf({ marks }: Box): readonly string[] {
  return marks === '' ? [] : marks.trim().split(' ');
}
