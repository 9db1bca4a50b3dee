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

/** What a box's marks promise about the body. */
export function containerTrust(box: Box): Trust | null {
  let best: Trust | null = null;
  for (let from = 1; from < box.marks.length;) {
    const to = endOfWord(box.marks, from);
    const word = box.marks.slice(from, to);
    const trust = TRUST.get(word) ?? (NUMBERED.test(word) ? 'strong' : null);
    if (trust === 'strong') return trust;
    best = trust ?? best;
    from = to + 1;
  }
  return best;
}

/** Splitting all marks of a page took 5 % of the time. */
function endOfWord(marks: string, from: number): number {
  const end = marks.indexOf(' ', from);
  return end < 0 ? marks.length : end;
}

/** Words of class and id that name what surrounds a body; each seen on pages of several sites. */
const SURROUNDINGS: ReadonlySet<string> = new Set(
  (
    'footer foot bottom copyright header head top-nav topnav nav navbar navigation menu sidebar side aside ' +
    'crumb crumbs breadcrumb breadcrumbs position location dqwz wz_location share bdsharebuttonbox bdshare ' +
    'bdshare_t share-box sharebox social-share related relate relation xgxw xgyd xgwz xglj xgwd hot hotnews ' +
    'rank ranking friendlink friendlinks links link_box comment comments pinglun toolbar search searchbox ' +
    'sitemap page_nav pagenav prevnext prenext pre_next sxp tools tool print ewm qrcode erweima gotop backtop ' +
    'login language accessibility siteinfo'
  ).split(' '),
);

/** Whether a box says by its own name that it is not the body. */
export function isSurrounding(box: Box): boolean {
  if (box.name === 'nav' || box.name === 'footer' || box.name === 'aside') return true;
  for (let from = 1; from < box.marks.length;) {
    const to = endOfWord(box.marks, from);
    if (SURROUNDINGS.has(box.marks.slice(from, to))) return true;
    from = to + 1;
  }
  return false;
}
