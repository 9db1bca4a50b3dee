import { type Rule, ruleTable } from '../text/rule-table.ts';

/** The page systems of docs/field-notes.md §1.1, by what their article addresses look like. */
interface AddressForm extends Rule {
  readonly family: string | null;
  /** Which groups make the identity that survives a move of host, scheme or folder. */
  readonly identity: (match: RegExpExecArray) => string | null;
}

const whole = (match: RegExpExecArray): string => match[1] ?? '';

/** Article addresses by family; the first that fits wins. Systems: docs/field-notes.md §1. */
const ADDRESS_FORMS = ruleTable<AddressForm>(
  'article-addresses',
  [
    {
      id: 'trs',
      family: 'trs',
      match: ['/(t\\d{8}_\\d+)\\.s?html?$'],
      identity: whole,
      source:
        'TRS: t20240409_13118021.html, also P0…/W0… for attachments beside it; docs/field-notes.md §1',
    },
    {
      id: 'hanweb',
      family: 'hanweb',
      match: ['/(art_\\d+_\\d+)\\.html?$'],
      identity: whole,
      source: 'Hanweb: /art/2024/4/15/art_1229051920_58932872.html; docs/field-notes.md §1',
    },
    {
      id: 'jpaas',
      family: 'jpaas',
      match: ['/(art_[0-9a-f]{32})\\.html?$'],
      identity: whole,
      source: 'JPaaS: /art/2026/art_<32hex>.html; docs/field-notes.md §1',
    },
    {
      id: 'gkmlpt',
      family: 'gkmlpt',
      match: ['/m?(post_\\d+)\\.html?$'],
      identity: whole,
      source: 'gkmlpt: post_3643634.html, mobile mpost_3643634.html; docs/field-notes.md §1',
    },
    {
      id: 'ucap-content',
      family: 'ucap',
      match: ['/(content_\\d+)\\.s?html?$'],
      identity: whole,
      source: 'ucap: content_6899.htm; docs/field-notes.md §1',
    },
    {
      id: 'ucap-hex',
      family: 'ucap',
      match: ['/\\d{6}/([0-9a-f]{32})\\.s?html?$'],
      identity: whole,
      source: 'ucap: content_6899.htm; docs/field-notes.md §1',
    },
    {
      id: 'ucap-columns',
      family: 'ucap',
      match: ['/(c\\d{5,})/content\\.s?html?$'],
      identity: whole,
      source: 'ucap at csrc and sport: /c101953/c7486567/content.shtml; docs/field-notes.md §1',
    },
    {
      id: 'ucap-long',
      family: 'ucap',
      match: ['/(c_\\d{8,})\\.s?html?$'],
      identity: whole,
      source: 'ucap at gov.cn: c_1695825207680972.htm; docs/field-notes.md §1',
    },
    {
      id: 'vsb-info',
      family: 'vsb',
      match: ['/info/(\\d+)/(\\d+)\\.s?html?$'],
      identity: (match) => `info/${match[1] ?? ''}/${match[2] ?? ''}`,
      source: 'VSB: info/1019/1492.htm; docs/field-notes.md §1',
    },
    {
      id: 'vsb-query',
      family: 'vsb',
      match: ['/content\\.jsp\\?(?=.*\\bwbtreeid=(\\d+))(?=.*\\bwbnewsid=(\\d+))'],
      identity: (match) => `info/${match[1] ?? ''}/${match[2] ?? ''}`,
      source: 'VSB: info/1019/1492.htm; docs/field-notes.md §1',
    },
    {
      id: 'lonsun',
      family: 'lonsun',
      match: ['/public/\\d+/(\\d{6,})\\.html$'],
      identity: whole,
      source: 'Lonsun: /public/21711/122136851.html; docs/field-notes.md §1',
    },
    {
      id: 'webplus',
      family: 'webplus',
      match: ['/(c\\d+a\\d+)/page\\.htm$'],
      identity: whole,
      source: 'webplus: /2025/0606/c5639a199177/page.htm; docs/field-notes.md §1',
    },
    {
      id: 'jeecms',
      family: 'jeecms',
      match: ['/(\\d{3,})\\.jhtml$'],
      identity: whole,
      source: 'jeecms: /D49Y/4606450.jhtml; docs/field-notes.md §1',
    },
    {
      id: 'hex',
      family: null,
      match: ['/([0-9a-f]{24,40})(?:\\.s?html?)?$'],
      identity: whole,
      source: 'Shanghai and others: 32 hex digits, year/month/day folders; docs/field-notes.md §1',
    },
    {
      id: 'dated-folders',
      family: null,
      match: ['/(?:20\\d\\d)[-/]?\\d{1,2}(?:[-/]?\\d{1,2})?/([\\w-]{2,80})(?:\\.\\w{3,5})?$'],
      identity: () => null,
      source: 'Shanghai and others: 32 hex digits, year/month/day folders; docs/field-notes.md §1',
    },
    {
      id: 'long-number',
      family: null,
      match: ['/c?\\d{4,}(?:[-_]\\d+)?\\.(?:s?html?|aspx?|jsp)$'],
      identity: () => null,
      source: 'Shanghai and others: 32 hex digits, year/month/day folders; docs/field-notes.md §1',
    },
    {
      id: 'weixin',
      family: null,
      match: ['^https?://mp\\.weixin\\.qq\\.com/s/([\\w-]{10,64})'],
      identity: whole,
      source: 'weixin articles stand in many lists; docs/field-notes.md §1',
    },
    {
      id: 'weixin-query',
      family: null,
      match: ['^https?://mp\\.weixin\\.qq\\.com/s\\?'],
      identity: () => null,
      source: 'weixin articles stand in many lists; docs/field-notes.md §1',
    },
    {
      id: 'thinkphp',
      family: null,
      match: ['/\\d+_\\d{3,}(?:\\.s?html?)?$'],
      identity: () => null,
      source: 'Thinkphp and the like: /news/15_3890; docs/field-notes.md §1',
    },
    {
      id: 'bare-number',
      family: null,
      match: ['/(?:content|show|view|detail|details|article|articles)/\\d{3,12}/?$'],
      identity: () => null,
      source:
        'systems that name a page by its number alone: /content/11067; docs/field-notes.md §1',
    },
    {
      id: 'files',
      family: null,
      match: ['\\.(?:pdf|docx?|wps|ofd)$'],
      identity: () => null,
      source: 'documents that are rows themselves; docs/field-notes.md §1',
    },
    {
      id: 'queries',
      family: null,
      match: ['[?&](?:\\w*id|article|news|n|a)=[\\w-]{2,64}(?:[&#]|$)'],
      identity: () => null,
      source: "asp, jsp, aspx with an article's number in the query; docs/field-notes.md §1",
    },
  ],
  { flags: 'iu' },
);

/** Whether an address looks like one article's, and of which family. */
export function articleAddress(url: string): { family: string | null; id: string | null } | null {
  const address = url.slice(0, 600).replace(/#(?![/!]).*$/u, '');
  const path = address.replace(/\?.*$/u, '').replace(/;jsessionid=[^/?#]*/iu, '');
  for (const { row, pattern } of ADDRESS_FORMS.patterns()) {
    const match = pattern.exec(path) ?? pattern.exec(address);
    if (match !== null) return { family: row.family, id: row.identity(match) };
  }
  return null;
}
