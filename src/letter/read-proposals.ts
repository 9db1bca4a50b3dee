import type { Proposal } from '../domain/article.ts';
import { foldWidth } from '../text/han.ts';
import { splitSentences } from '../text/sentences.ts';
import { NUMBER, NUMBERED, numberOf, numbersIn, plainNumber } from './proposal-number.ts';
import { isOwnTitle, proposalTitle, QUOTED, tidyTitle, titlesIn } from './proposal-title.ts';
import type { Salutation } from './salutation.ts';
import { sessionOf } from './session.ts';
import { allMatches } from '../text/all-matches.ts';

/** The texts that tell which proposals a letter answers. */
export interface ProposalHints {
  readonly title: string;
  /** The paragraph that acknowledges the proposal. */
  readonly opening: string;
  /** The lines before the salutation. */
  readonly head: string;
  /** Short lines between the page's title and its text. */
  readonly around: readonly string[];
  readonly salutation: Salutation | null;
  readonly role: Proposal['role'];
  /** What the page's own labels say: 提案编号, 案由. */
  readonly labelledNumber: string | null;
  readonly labelledTitle: string | null;
}

/** Reads the proposals that a letter answers, the first named first; at least one for a letter. */
export function readProposals(hints: ProposalHints): readonly Proposal[] {
  const title = foldWidth(hints.title);
  const opening = answered(plainQuotes(foldWidth(hints.opening.slice(0, MAX_OPENING))));
  const texts = [title, opening, foldWidth(hints.head.slice(0, 400)), namedAround(hints.around)];
  const session = firstOf(texts, sessionOf)?.session ?? null;
  const first = firstOf(texts, numberOf);
  const shared = {
    body: bodyOf(texts, { noun: first?.noun ?? null, salutation: hints.salutation }),
    session,
    role: hints.role,
  };
  const pairs = pairsIn(opening);
  if (pairs.length > 1) return pairs.map((pair) => ({ ...shared, ...pair }));
  const numbers = [...new Set([...numbersIn(title), ...numbersIn(opening)])];
  if (numbers.length > 1) {
    const titles = titlesIn(opening);
    return numbers.map((number, at) => ({
      ...shared,
      number,
      title: titles.length === numbers.length ? (titles[at] ?? null) : null,
    }));
  }
  return [
    {
      ...shared,
      number: first?.number ?? hints.labelledNumber,
      title: proposalTitle(opening, title) ?? hints.labelledTitle,
    },
  ];
}

/** 『关于…的提案』 is a title as 《关于…的提案》 is. */
function plainQuotes(text: string): string {
  return text
    .replaceAll('『', '《')
    .replaceAll('』', '》')
    .replaceAll(/[〝〞〟]/gu, (mark) => (mark === '〝' ? '“' : '”'));
}

const MAX_OPENING = 900;
const EARLIER = /^(?:去年|前年|上年|此前|往年)|(?:已经?|早已)(?:办结|答复|办理完毕)/u;

/** An opening without what it says of proposals that were answered before: 去年第88号提案已经办结. */
function answered(opening: string): string {
  const sentences = splitSentences(opening);
  const own = sentences.filter((sentence) => !EARLIER.test(sentence) || /收悉/u.test(sentence));
  return own.length === 0 || own.length === sentences.length ? opening : own.join('');
}

/** The line beside the title that says of which meeting and number the proposal is. */
function namedAround(lines: readonly string[]): string {
  const isNamed = (line: string) =>
    line.length <= 60 && sessionOf(line) !== null && NUMBER.test(line);
  const named = lines.map((line) => foldWidth(line)).filter((line) => isNamed(line));
  return named.length === 1 ? (named[0] ?? '') : '';
}

function firstOf<T>(texts: readonly string[], read: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}

/** People's congress or CPPCC: by who is greeted, by its name, by the noun beside the number, by the noun alone. */
function bodyOf(
  texts: readonly string[],
  found: { readonly noun: string | null; readonly salutation: Salutation | null },
): Proposal['body'] {
  if (found.salutation?.assembly != null) return found.salutation.assembly;
  for (const text of texts) {
    const isCppcc = /政协/u.test(text);
    const isNpc = /人大|人民代表大会/u.test(text);
    if (isCppcc !== isNpc) return isCppcc ? 'CPPCC' : 'NPC';
    const isMember = /委员(?=[^会，。]{0,12}提出)/u.test(text);
    const isDeputy = /代表(?=[^会，。]{0,12}提出)/u.test(text);
    if (isMember !== isDeputy) return isMember ? 'CPPCC' : 'NPC';
  }
  const nouns = found.noun === null ? texts : [found.noun];
  for (const text of nouns) {
    const isProposal = /提案/u.test(text);
    const isSuggestion = /建议|议案/u.test(text);
    if (isProposal !== isSuggestion) return isProposal ? 'CPPCC' : 'NPC';
  }
  return texts.some((text) => /提案/u.test(text)) ? 'CPPCC' : null;
}

/** Titles with the number right beside each: 《关于甲的提案》（第12号）、《关于乙的提案》（第35号）. */
function pairsIn(
  opening: string,
): readonly { readonly number: string | null; readonly title: string }[] {
  const found = allMatches(opening, QUOTED).filter((match) => isOwnTitle(opening, match));
  if (found.length < 2) return [];
  const pairs = found.map((match) => {
    const end = match.index + match[0].length;
    const after = new RegExp(
      `^[”"]?[（(，,]?\\s?(?:第|编号|提案|建议)?[^（()）《]{0,10}?${NUMBERED}`,
      'u',
    ).exec(opening.slice(end, end + 40));
    const before = new RegExp(`${NUMBERED}[^，。；《》]{0,12}$`, 'u').exec(
      opening.slice(Math.max(0, match.index - 40), match.index),
    );
    const number = after?.groups?.['number'] ?? before?.groups?.['number'];
    return {
      number: number === undefined ? null : plainNumber(number),
      title: tidyTitle(match[1] ?? ''),
    };
  });
  return pairs.filter(({ number }) => number !== null).length > 1 ? pairs : [];
}
