import { type Rule, ruleTable, words } from '../text/rule-table.ts';
import type { Box } from './blocks.ts';

/** How sure a mark is: `strong` is used for nothing but the body, `weak` for many things. */
type Trust = 'strong' | 'weak';

/** Words of class or id, lower case, under which a page system puts the body. */
interface ContainerRule extends Rule {
  readonly trust: Trust;
}

/** Where page systems put the body. They help the scorer; nothing depends on them. */
const CONTAINERS = ruleTable<ContainerRule>('containers', [
  {
    id: 'trs',
    trust: 'strong',
    match: words(`
      trs_editor
      trs_ueditor
      trs_editor_view
      trs_paper_default
      trs_web
      trs_word
      trs_preappend
    `),
    source: 'TRS WCM: docs/field-notes.md §1.1',
  },
  {
    id: 'hanweb',
    trust: 'strong',
    match: words(`
      zoom
      zoomcon
    `),
    source: 'Hanweb, Beijing Science: docs/field-notes.md §1.1',
  },
  {
    id: 'ucap',
    trust: 'strong',
    match: words(`
      ucap-content
      ucapcontent
    `),
    source: 'ucap: docs/field-notes.md §1.1',
  },
  {
    id: 'vsb',
    trust: 'strong',
    match: words(`
      v_news_content
      vsb_content
      vsb_content_2
      vsb_content_4
      vsb_content_500
      vsb_content_501
    `),
    source: 'VSB: docs/field-notes.md §1.1',
  },
  {
    id: 'gkmlpt',
    trust: 'strong',
    match: words(`
      article-content
      news_cont_d_wrap
    `),
    source: 'gkmlpt: docs/field-notes.md §1.1',
  },
  {
    id: 'lonsun',
    trust: 'strong',
    match: words(`
      wzcon
      j-fontcontent
      newscontnet
    `),
    source: 'Lonsun: docs/field-notes.md §1.1',
  },
  {
    id: 'epoint',
    trust: 'strong',
    match: words(`
      ewb-article-info
      infocontent
    `),
    source: 'Epoint: page system default templates',
  },
  {
    id: 'moe',
    trust: 'strong',
    match: words(`
      moe-detail-box
      content_body_xxgk
    `),
    source: 'MOE: docs/field-notes.md §1.1',
  },
  {
    id: 'shanghai',
    trust: 'strong',
    match: words(`
      ivs_content
    `),
    source: 'Shanghai: docs/field-notes.md §1.1',
  },
  {
    id: 'chongqing',
    trust: 'strong',
    match: words(`
      zwxl-article
    `),
    source: 'Chongqing: docs/field-notes.md §1.1',
  },
  {
    id: 'easysite',
    trust: 'strong',
    match: words(`
      easysitetext
      easysite-news-text
    `),
    source: 'easysite: docs/field-notes.md §1.7',
  },
  {
    id: 'media',
    trust: 'strong',
    match: words(`
      u-maintext
      rm_txt_con
      js_content
    `),
    source: 'gmw.cn and people.cn templates',
  },
  {
    id: 'by-hand',
    trust: 'weak',
    match: words(`
      content
      article
      detail
      text
      con
      nr
      m-txt-article
      article_con
      article-con
      news_content
      article_content
      content_font
      info_content
      articlecontent
      main-content
      m-con
      entry
      contenttext
      newscontent
      detailcontent
      article-body
      art_con
      xl-nr
      xl_content
      pages_content
      details-box
      artile_zw
      mycontont
      news-detail
      detail-content
      view
      read
      textbody
    `),
    source: 'by hand on many sites',
  },
]);

const trusts = CONTAINERS.derive(
  (rows) =>
    new Map(rows.flatMap(({ match, trust }) => match.map((mark) => [mark, trust] as const))),
);
/** `vsb_content_2_501`, `art_content_12`: numbered by the page system. */
const NUMBERED = /^vsb_content_[\d_]{1,20}$/u;

/** What a word of class or id promises about the body; lower case. */
export function bodyTrust(word: string): Trust | null {
  return trusts().get(word) ?? (NUMBERED.test(word) ? 'strong' : null);
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

/** Words of class and id, lower case, that surround a text. */
interface SurroundingRule extends Rule {
  readonly kind: Surrounding;
}

/** Each word was seen on pages of several sites; what they hold is listed in docs/field-notes.md §2.6 and §1.10. */
const SURROUNDINGS = ruleTable<SurroundingRule>('surroundings', [
  {
    id: 'page-parts',
    kind: 'furniture',
    match: words(`
      nav
      navs
      navbar
      navigation
      mainnav
      topnav
      top-nav
      menu
      menus
      submenu
      sitemap
      header
      head
      footer
      foot
      bottom
      copyright
      siteinfo
    `),
    source: 'HTML element names used as class names; Bootstrap',
  },
  {
    id: 'crumbs',
    kind: 'furniture',
    match: words(`
      crumb
      crumbs
      breadcrumb
      breadcrumbs
      position
      location
      dqwz
      weizhi
      wz_location
    `),
    source: '当前位置: docs/field-notes.md §2.6, on 31 of 55 pages',
  },
  {
    id: 'pagers',
    kind: 'furniture',
    match: words(`
      pagination
      pager
      paging
      page_nav
      pagenav
      prevnext
      prenext
      pre_next
      sxp
    `),
    source: '上一篇, 下一页: docs/field-notes.md §2.6',
  },
  {
    id: 'tools',
    kind: 'furniture',
    match: words(`
      share
      sharebox
      share-box
      social-share
      bdshare
      bdsharebuttonbox
      bdshare_t
      tools
      tool
      toolbar
      print
      search
      searchbox
      login
      language
      accessibility
      ewm
      qrcode
      erweima
      gotop
      backtop
      tags
      comment
      comments
      pinglun
    `),
    source: '分享, 打印, 扫一扫: docs/field-notes.md §2.6; bdshare: Baidu share',
  },
  {
    id: 'friends',
    kind: 'furniture',
    match: words(`
      friend
      friends
      friendlink
      friendlinks
      flink
      flinks
      yqlj
      links
      link_box
    `),
    source: '友情链接: docs/field-notes.md §1.10',
  },
  {
    id: 'related',
    kind: 'aside',
    match: words(`
      side
      sidebar
      aside
      hot
      hotnews
      rank
      ranking
      recommend
      recommended
      tuijian
      guess
      relate
      related
      relation
      relative
      relevant
      correlation
      xiangguan
      xgxw
      xgyd
      xgwz
      xglj
      xgwj
      xgwd
      xgxx
      xgbd
      xgjd
    `),
    source: '相关链接, 热点, 推荐: docs/field-notes.md §2.6',
  },
]);

const surroundings = SURROUNDINGS.derive(
  (rows) => new Map(rows.flatMap(({ kind, match }) => match.map((word) => [word, kind] as const))),
);

/** What surrounding a word of class or id names; lower case. */
export function surroundingOf(word: string): Surrounding | null {
  return surroundings().get(word) ?? null;
}

/** Whether a box says by its own name that it is not the body. */
export function isSurrounding(box: Box): boolean {
  if (box.name === 'nav' || box.name === 'footer' || box.name === 'aside') return true;
  return wordsOf(box).some((word) => surroundings().has(word));
}

function wordsOf({ marks }: Box): readonly string[] {
  return marks === '' ? [] : marks.trim().split(' ');
}
