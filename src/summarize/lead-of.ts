import type { Article, Proposal } from '../domain/article.ts';
import type { Lead } from '../domain/summary.ts';
import type { Letter } from '../letter/letter.ts';
import { hasAdvert } from '../text/adverts.ts';
import { cleanerOf } from '../privacy/redact-title.ts';

const BARE_SUBJECT = /(?:关于|就|对)([^，。；《》]{4,60}?)(?:建议提案|提案|建议|议案)/u;
// 市政协五届一次会议第38号提案, 省十四届人大二次会议第1187号建议, 政协第五届某某市委员会第三次会议第176号提案
const LEVEL = '(?:全国|(?:[\\p{Script=Han}]{1,10}?)?(?:自治区|[省市县区州盟旗]))';
const TERM = '(?:第?[一二三四五六七八九十]{1,3}届)';
const REFERENCE = new RegExp(
  `(?:(?:${TERM}${LEVEL}|${LEVEL}?${TERM}?)(?:政协|人大|人民代表大会|人民政协)[^，。；：《》]{0,30}?)(?:第|提案|建议)?\\s?[（(]?[A-Za-z]{0,3}\\d{1,10}[A-Za-z]{0,2}[）)]?\\s?号(?:（[^）]{1,20}）)?(?:提案|建议|议案)?`,
  'u',
);
const LEADING = /^[\p{Script=Han}]{0,20}(?:关于|对)/u;
/** 现就某某代表在…会议上所提: who proposed it is nobody's business. */
const PROPOSER = /^.{0,24}(?:代表|委员)(?!大会|会)们?(?:在|于)?/u;
const MAX_READ = 1000;
const MAX_SUBJECT = 70;

/** Who answers what, without a person's name; null where the letter says neither number nor subject. */
export function leadOf(article: Article, letter: Letter): Lead | null {
  const [first] = letter.proposals;
  const clean = cleanerOf(article);
  const places = [article.title, letter.opening.text];
  const reference = referenceOf(places, clean, first ?? null);
  const subject = subjectOf(letter, first ?? null);
  if (reference === '' && subject === '') return null;
  const isCoHandling = letter.shape === 'co-handling';
  return {
    agency: article.agency,
    role: isCoHandling ? 'co-handling' : 'main',
    reference,
    number: first?.number ?? null,
    subject: clean(subject),
    recipient: isCoHandling ? (letter.salutation?.bodies[0] ?? null) : null,
  };
}

function subjectOf(letter: Letter, proposal: Proposal | null): string {
  // Titles with advertising in them are taken out of proposals where letters are read.
  const title = proposal?.title ?? bareSubject(letter.opening.text);
  return title.length > MAX_SUBJECT ? `${title.slice(0, MAX_SUBJECT)}…` : title;
}

function bareSubject(opening: string): string {
  const found = BARE_SUBJECT.exec(opening.slice(0, MAX_READ))?.[0] ?? '';
  return hasAdvert(found) ? '' : found;
}

function referenceOf(
  texts: readonly string[],
  clean: (text: string) => string,
  proposal: Proposal | null,
): string {
  for (const text of texts) {
    const found = REFERENCE.exec(clean(text).slice(0, MAX_READ))?.[0];
    if (found !== undefined)
      return found.replace(LEADING, '').replace(PROPOSER, '').replaceAll(/\s+/gu, '');
  }
  if (proposal?.number == null) return '';
  const [body, noun] = NOUNS[proposal.body ?? 'none'];
  return `${body}${proposal.session ?? ''}第${proposal.number}号${noun}`;
}

const NOUNS = { CPPCC: ['政协', '提案'], NPC: ['人大', '建议'], none: ['', '提案或建议'] } as const;
