/** The page systems of docs/field-notes.md §1.1, by what their article addresses look like. */
interface AddressForm {
  readonly family: string | null;
  readonly pattern: RegExp;
  /** Which groups make the identity that survives a move of host, scheme or folder. */
  readonly id: (match: RegExpExecArray) => string | null;
}

const whole = (match: RegExpExecArray): string => match[1] ?? '';

/** Article addresses by family; the first that fits wins. Systems: docs/field-notes.md §1. */
const ADDRESS_FORMS: readonly AddressForm[] = [
  // TRS: t20240409_13118021.html, also P0…/W0… for attachments beside it
  { family: 'trs', pattern: /\/(t\d{8}_\d+)\.s?html?$/iu, id: whole },
  // Hanweb: /art/2024/4/15/art_1229051920_58932872.html
  { family: 'hanweb', pattern: /\/(art_\d+_\d+)\.html?$/iu, id: whole },
  // JPaaS: /art/2026/art_<32hex>.html
  { family: 'jpaas', pattern: /\/(art_[0-9a-f]{32})\.html?$/iu, id: whole },
  // gkmlpt: post_3643634.html, mobile mpost_3643634.html
  { family: 'gkmlpt', pattern: /\/m?(post_\d+)\.html?$/iu, id: whole },
  // ucap: content_6899.htm
  { family: 'ucap', pattern: /\/(content_\d+)\.s?html?$/iu, id: whole },
  { family: 'ucap', pattern: /\/\d{6}\/([0-9a-f]{32})\.s?html?$/iu, id: whole },
  // ucap at csrc and sport: /c101953/c7486567/content.shtml
  { family: 'ucap', pattern: /\/(c\d{5,})\/content\.s?html?$/iu, id: whole },
  // ucap at gov.cn: c_1695825207680972.htm
  { family: 'ucap', pattern: /\/(c_\d{8,})\.s?html?$/iu, id: whole },
  // VSB: info/1019/1492.htm
  {
    family: 'vsb',
    pattern: /\/info\/(\d+)\/(\d+)\.s?html?$/iu,
    id: (match) => `info/${match[1] ?? ''}/${match[2] ?? ''}`,
  },
  {
    family: 'vsb',
    pattern: /\/content\.jsp\?(?=.*\bwbtreeid=(\d+))(?=.*\bwbnewsid=(\d+))/iu,
    id: (match) => `info/${match[1] ?? ''}/${match[2] ?? ''}`,
  },
  // Lonsun: /public/21711/122136851.html
  { family: 'lonsun', pattern: /\/public\/\d+\/(\d{6,})\.html$/iu, id: whole },
  // webplus: /2025/0606/c5639a199177/page.htm
  { family: 'webplus', pattern: /\/(c\d+a\d+)\/page\.htm$/iu, id: whole },
  // jeecms: /D49Y/4606450.jhtml
  { family: 'jeecms', pattern: /\/(\d{3,})\.jhtml$/iu, id: whole },
  // Shanghai and others: 32 hex digits, year/month/day folders
  { family: null, pattern: /\/([0-9a-f]{24,40})(?:\.s?html?)?$/iu, id: whole },
  {
    family: null,
    pattern: /\/(?:20\d\d)[-/]?\d{1,2}(?:[-/]?\d{1,2})?\/([\w-]{2,80})(?:\.\w{3,5})?$/iu,
    id: () => null,
  },
  { family: null, pattern: /\/c?\d{4,}(?:[-_]\d+)?\.(?:s?html?|aspx?|jsp)$/iu, id: () => null },
  // weixin articles stand in many lists
  { family: null, pattern: /^https?:\/\/mp\.weixin\.qq\.com\/s\/([\w-]{10,64})/iu, id: whole },
  { family: null, pattern: /^https?:\/\/mp\.weixin\.qq\.com\/s\?/iu, id: () => null },
  // Thinkphp and the like: /news/15_3890
  { family: null, pattern: /\/\d+_\d{3,}(?:\.s?html?)?$/iu, id: () => null },
  // documents that are rows themselves
  { family: null, pattern: /\.(?:pdf|docx?|wps|ofd)$/iu, id: () => null },
  // asp, jsp, aspx with an article's number in the query
  {
    family: null,
    pattern: /[?&](?:\w*id|article|news|n|a)=[\w-]{2,64}(?:[&#]|$)/iu,
    id: () => null,
  },
];

/** Whether an address looks like one article's, and of which family. */
export function articleAddress(url: string): { family: string | null; id: string | null } | null {
  const address = url.slice(0, 600).replace(/#(?![/!]).*$/u, '');
  const path = address.replace(/\?.*$/u, '').replace(/;jsessionid=[^/?#]*/iu, '');
  for (const form of ADDRESS_FORMS) {
    const match = form.pattern.exec(path) ?? form.pattern.exec(address);
    if (match !== null) return { family: form.family, id: form.id(match) };
  }
  return null;
}
