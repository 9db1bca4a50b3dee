import type { Article, Proposal } from '../domain/article.ts';
import { truncateText } from '../text/han.ts';
import { redactPersonalData } from '../text/redact.ts';

const TITLE = /《[^《》]{4,80}(?:提案|建议|议案|社情民意)?[^《》]{0,20}》/u;
const BARE_TITLE = /[“"]?(?:关于|就|对)[^，。；《》]{4,60}?(?:建议提案|提案|建议|议案)[”"]?/u;
// 市政协五届一次会议第38号提案, 省十四届人大二次会议第1187号建议, 政协第五届某某市委员会第三次会议第176号提案
const LEVEL = '(?:全国|(?:[\\p{Script=Han}]{1,10}?)?(?:自治区|[省市县区州盟旗]))';
const TERM = '(?:第?[一二三四五六七八九十]{1,3}届)';
const REFERENCE = new RegExp(
  `(?:${LEVEL}?${TERM}?(?:政协|人大|人民代表大会|人民政协)[^，。；：《》]{0,30}?)(?:第|提案|建议)?\\s?\\d{1,10}\\s?号(?:（[^）]{1,20}）)?(?:提案|建议|议案)?`,
  'u',
);
const LEADING = /^[\p{Script=Han}]{0,20}(?:关于|对)/u;

const MAX_LEAD = 96;
const MAX_READ = 1000;

/** The first line of a reply's summary: which agency answers which proposal about what; no person's name. */
export function leadLine(article: Article, opening: string): string {
  const title = subjectOf(article.proposal, opening);
  const reference = referenceOf(article, opening);
  if (title === '' && reference === '') return '';
  const agency = article.agency ?? '';
  const verb = article.proposal?.role === 'co-handling' ? '会办' : '答复';
  const subject = reference === '' || /^[《“"]/u.test(title) ? title : `：${title}`;
  const line = redactPersonalData(`${agency}${verb}${reference}${subject}`);
  if (line.length <= MAX_LEAD) return line;
  return truncateText(redactPersonalData(`${verb}${reference}${subject}`), MAX_LEAD + 24);
}

function subjectOf(proposal: Proposal | null, opening: string): string {
  const quoted = TITLE.exec(opening.slice(0, MAX_READ))?.[0];
  if (quoted !== undefined) return quoted;
  const bare = BARE_TITLE.exec(opening.slice(0, MAX_READ))?.[0];
  if (bare !== undefined) return bare;
  return proposal?.title == null ? '' : `《${proposal.title}》`;
}

function referenceOf(article: Article, opening: string): string {
  for (const text of [article.title, opening]) {
    const found = REFERENCE.exec(text.slice(0, MAX_READ))?.[0];
    if (found !== undefined) return found.replace(LEADING, '').replaceAll(/\s+/gu, '');
  }
  const { proposal } = article;
  if (proposal?.number == null) return '';
  const body = proposal.body === 'CPPCC' ? '政协' : '人大';
  const kind = proposal.body === 'CPPCC' ? '提案' : '建议';
  return `${body}${proposal.session ?? ''}第${proposal.number}号${kind}`;
}
