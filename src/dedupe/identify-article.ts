import { once } from '../base/once.ts';
import type { Article } from '../domain/article.ts';
import type { Letter } from '../letter/letter.ts';
import { bareText } from '../text/han.ts';
import { toSimplified } from '../text/to-simplified.ts';
import { documentTraits, type DocumentTraits } from './document-traits.ts';
import { anchorKeys, bandKeys, digest, proposalTitleKeys, titleKeys } from './fingerprint.ts';
import { matterKeys } from './matter-keys.ts';
import { ruleTable, words } from '../text/rule-table.ts';

/** The keys of an article. All are looked up; only `keys` are evidence of identity. */
export interface Identity {
  /** The stable key shared by re-publications: the strongest of `keys`. */
  readonly id: string;
  /** Strong keys, strongest first: proposal and agency, letter code, 索引号 within a host, content (always). */
  readonly keys: readonly string[];
  /** Weak keys: articles that share one are compared. */
  readonly bands: () => readonly string[];
  /** One for each proposal that it answers, shared by all letters on that proposal: never evidence of identity. */
  readonly matters: readonly string[];
}

// Shorter paragraphs are headings, dates and furniture, which re-publishers change.
const PARAGRAPH_LENGTH = 40;
const CONTENT_LIMIT = 200_000;

const HANDLING = '建议提案办理工作的通行用语：交办、督办、总结 (docs/field-notes.md §7)';
// Texts about a proposal that are not the answer to it.
const PAIRS = 'keeps two documents apart: seen only on pairs, which test/dedupe judges';
const STAGES = ruleTable('stages-of-handling', [
  {
    id: 'request',
    match: words('商请 征求 征询 交办 转办 督办 催办'),
    source: HANDLING,
    keep: PAIRS,
  },
  { id: 'report', match: words('通知 方案 总结 报告'), source: HANDLING, keep: PAIRS },
]);

/** Names an article by what does not change when it is re-published; `letter` is its frame. */
export function identifyArticle(article: Article, letter: Letter): Identity {
  const traits = documentTraits(article);
  const content = contentKey(article, traits);
  const strong = [
    proposalKey(article, letter, traits),
    letterKey(traits),
    indexKey(article),
    content,
  ];
  const keys = strong.filter((key) => key !== null);
  return {
    id: keys[0] ?? content,
    keys,
    bands: once(() => [
      ...bandKeys(traits.text),
      ...anchorKeys(article.body),
      ...titleKeys(traits.title),
      ...keysOfProposal(traits),
    ]),
    matters: matterKeys(article, traits),
  };
}

function keysOfProposal({ sessions, number, proposalTitles }: DocumentTraits): readonly string[] {
  const [session] = sessions;
  const [title] = proposalTitles;
  if (session === undefined || number === null || title === undefined) return [];
  return proposalTitleKeys(session, number, title);
}

/** Level + assembly + session + number name the matter; with the agency they name its letter. */
function proposalKey(article: Article, letter: Letter, traits: DocumentTraits): string | null {
  const { number, body } = traits;
  const author = traits.agency ?? article.region?.code ?? null;
  // Only a letter has a proposal: a news item names the proposal in its text only.
  if (number === null || author === null || article.proposal === null) return null;
  const session = [...traits.sessions][0] ?? yearOf(article, number);
  if (session === null) return null;
  const matter = [traits.level, body, session, number, author, stageOf(article, letter)];
  return `p-${digest(['proposal', ...matter].join('|'))}`;
}

/** One agency may write more than one letter on one proposal. */
function stageOf({ title, proposal }: Article, { shape }: Letter): string {
  const named = STAGES.find(toSimplified(title))?.id;
  const stage = named ?? (shape === 'follow-up' ? 'again' : 'answer');
  return proposal?.role === 'co-handling' ? `${stage}, co-handling` : stage;
}

/** Without its session a number comes back every year; long numbers carry the year themselves. */
function yearOf(article: Article, number: string): string | null {
  if (/^20\d{5,}$/u.test(number)) return number.slice(0, 4);
  return article.dateWritten?.slice(0, 4) ?? null;
}

/** Agencies of different cities share abbreviations, so the code alone is not enough. */
function letterKey({ documentNumber, agency }: DocumentTraits): string | null {
  if (documentNumber === null || agency === null) return null;
  return `d-${digest(['letter', documentNumber, agency].join('|'))}`;
}

function indexKey({ indexNumber, url }: Article): string | null {
  if (indexNumber === null || url === null || !URL.canParse(url)) return null;
  const index = bareText(indexNumber);
  // 000014349/2024- and the like are numbers that were never filled in.
  if (index.length < 8) return null;
  return `i-${digest(['index', new URL(url).host, index].join('|'))}`;
}

function contentKey(article: Article, { text, title, agency }: DocumentTraits): string {
  const paragraphs = toSimplified(article.body.slice(0, CONTENT_LIMIT))
    .split('\n')
    .map(bareText)
    .filter((paragraph) => paragraph.length >= PARAGRAPH_LENGTH);
  // Pages with hardly any text are alike everywhere: only their address distinguishes them.
  const place = agency ?? article.url;
  const content = paragraphs.length > 0 ? paragraphs : [title, text, place];
  return `c-${digest(['content', ...content].join('|'))}`;
}
