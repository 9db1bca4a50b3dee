import type { Article } from '../domain/article.ts';
import type { Card, CardLine, CardPromise } from '../domain/card.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { PageIssue } from '../domain/page.ts';
import type { SourceState, SourceStatus, VisitRecord } from '../domain/source-state.ts';
import type { Commitment, KeyFigure, PlacedFigure, Quote, Summary } from '../domain/summary.ts';
import type { ArticleRecord, RecentArticle } from './articles.ts';
import type { KnownEntry } from './entries.ts';
import type { Upgrade } from './key-value.ts';

/** The version that each kind of record is written with; raise it when a record's shape changes, and add its step. */
export const VERSIONS = {
  // Also raised when any other is, so that an older program refuses the whole store and not one record of it.
  store: 8,
  sources: 3,
  histories: 1,
  backlogs: 1,
  hosts: 1,
  entries: 3,
  articles: 6,
  recent: 6,
  identities: 1,
  subscriptions: 1,
  pending: 6,
  ledger: 6,
  cards: 1,
  edits: 2,
  settings: 2,
  attempts: 1,
  deaths: 1,
  sightings: 1,
  rereads: 1,
  handed: 1,
} as const satisfies Readonly<Record<string, number>>;

export type Namespace = keyof typeof VERSIONS;

export const NAMESPACES: readonly Namespace[] = Object.keys(VERSIONS).filter(isNamespace);

export function isNamespace(name: string): name is Namespace {
  return Object.hasOwn(VERSIONS, name);
}

/** The next version only adds what may be absent; an older program would not heed it. */
const unchanged: Upgrade = (record) => record;

const DELIVERIES: Readonly<Record<number, Upgrade>> = {
  1: step(deliveryFrom1),
  2: step(withNewCard<Delivery2>),
  3: unchanged,
  4: unchanged,
  5: unchanged,
};

/** How a record of an older version is read: kind → its version → the step to the next version. */
export const UPGRADES: Readonly<Partial<Record<Namespace, Readonly<Record<number, Upgrade>>>>> = {
  store: {
    1: unchanged,
    2: unchanged,
    3: unchanged,
    4: unchanged,
    5: unchanged,
    6: unchanged,
    7: unchanged,
  },
  sources: { 1: step(stateFrom1), 2: unchanged },
  entries: { 1: step(entryFrom1), 2: unchanged },
  articles: {
    1: step(recordFrom1),
    2: step(recordFrom2),
    3: unchanged,
    4: unchanged,
    5: step(recordFrom5),
  },
  recent: {
    1: step((lines: readonly Recent1[]) => lines.map(recentFrom1)),
    2: step((lines: readonly Recent2[]) => lines.map(withNewCard)),
    3: unchanged,
    4: unchanged,
    5: unchanged,
  },
  pending: DELIVERIES,
  ledger: DELIVERIES,
  edits: { 1: unchanged },
  settings: { 1: step(settingFrom1) },
};

/** A record is what the program of its version wrote, under a lock that no other program had. */
function step(upgrade: (old: never) => unknown): Upgrade {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the version beside the record says its shape
  return (record) => upgrade(record as never);
}

// Version 7 of the store: each namespace has a table of its own (`sqlite/copy-old-tables.ts`). A source's past visits are apart
// from how it is doing (`sources.ts`), each of the newest documents has a record of its own (`articles.ts`), and so
// has each card that deliveries show (`card-shelf.ts`).

// Version 6 of the store: a document says whether it came over plain http. All that has an http address did before: https was
// not tried. Its card is left as it was posted.

function recordFrom5(record: ArticleRecord): ArticleRecord {
  const { article } = record;
  if (article.url?.startsWith('http:') !== true) return record;
  return { ...record, article: { ...article, issues: [...article.issues, 'plain-http'] } };
}

// Version 5 of the store: a document and its card may say that it was corrected or withdrawn, and which other letters answer the
// same proposal. When older documents are looked at again is not in their records: `revise/adopt-older-records.ts` adds it.

// Version 4 of the store: documents may be for some servers only, texts are erased when their time is over, and what was
// forgotten leaves a digest behind.

// Version 3 of the store: an article's and a card's `problems` are called `issues`, a source's `condition` is its
// `status`, its `consecutiveTroubles` are `consecutiveFailures`, and an entry's reason `mistake` is `bug`.

type Article2 = Omit<Article, 'issues'> & { readonly problems: Article['issues'] };
type Card2 = Omit<Card, 'issues' | 'host' | 'standing' | 'isAllowed'> & {
  readonly problems: Card['issues'];
};
type Record2 = Omit<ArticleRecord, 'article' | 'card'> & {
  readonly article: Article2;
  readonly card: Card2;
};
type Recent2 = Omit<RecentArticle, 'card'> & { readonly card: Card2 };
type Delivery2 = Omit<Delivery, 'card'> & { readonly card: Card2 };

interface WithCondition {
  readonly condition: SourceStatus;
}
type SourceState1 = Omit<SourceState, 'status' | 'consecutiveFailures' | 'history'> &
  WithCondition & {
    readonly consecutiveTroubles: number;
    readonly history: readonly (Omit<VisitRecord, 'status'> & WithCondition)[];
  };

function withIssues<T extends { readonly problems: readonly PageIssue[] }>(
  record: T,
): Omit<T, 'problems'> & { readonly issues: T['problems'] } {
  const { problems: issues, ...others } = record;
  return { ...others, issues };
}

function withStatus<T extends WithCondition>(
  record: T,
): Omit<T, 'condition'> & { readonly status: SourceStatus } {
  const { condition: status, ...others } = record;
  return { ...others, status };
}

function recordFrom2(record: Record2): ArticleRecord {
  return { ...record, article: withIssues(record.article), card: cardFrom2(record.card) };
}

function withNewCard<T extends { readonly card: Card2 }>(
  record: T,
): Omit<T, 'card'> & { readonly card: Card } {
  return { ...record, card: cardFrom2(record.card) };
}

/** Who vouches for the page of an older card is not known until the page is read again. */
function cardFrom2(card: Card2): Card {
  const host = card.url === null ? null : (URL.parse(card.url)?.hostname ?? null);
  return { ...withIssues(card), host, standing: null, isAllowed: true };
}

function stateFrom1(state: SourceState1): SourceState {
  const { consecutiveTroubles: consecutiveFailures, history, ...others } = withStatus(state);
  return { ...others, consecutiveFailures, history: history.map(withStatus) };
}

function entryFrom1(entry: KnownEntry): KnownEntry {
  return entry.reason === 'mistake' ? { ...entry, reason: 'bug' } : entry;
}

/** The one setting of version 1 is the alarm board: the message about sources that stopped. */
function settingFrom1(board: { readonly lines?: Readonly<Record<string, WithCondition>> }): object {
  const lines = Object.entries(board.lines ?? {});
  return { ...board, lines: Object.fromEntries(lines.map(([id, line]) => [id, withStatus(line)])) };
}

// Version 1: a card held lines of text, and the summary as one text.

/** Version 1 showed so many promises. */
const MAX_NEXT = 5;
const TITLE =
  /(?:等)?(?:\d{1,3}[名位])?(?:(?:省|市|县|区|全国)?(?:政协|人大))?(?:委员|代表|先生|女士|同志)(?:们)?$/u;
const PERSON = /^(?:\p{Script=Han}{2,4}|\p{Script=Han}{1,8}[·•・‧]\p{Script=Han}{1,8})$/u;
const BODY_END = /[会委党盟社局厅部组院校处室司联支办府团心]$/u;

type KeyFigure1 = Omit<KeyFigure, 'at'>;

interface Summary1 {
  readonly text: string;
  readonly keyPoints: readonly string[];
  readonly keyFigures: readonly KeyFigure1[];
  readonly commitments: readonly {
    readonly text: string;
    readonly deadline: { readonly from: string; readonly to: string } | null;
  }[];
}

type Article1 = Omit<Article2, 'otherProposals' | 'addresseeNames'>;

type NewInCard2 = 'subject' | 'reference' | 'recipient' | 'points' | 'next';
type Card1 = Omit<Card2, NewInCard2 | 'leftOut' | 'hasTable' | 'attachments'> & {
  readonly points: readonly string[];
  readonly figures: readonly KeyFigure1[];
  readonly commitments: readonly string[];
  readonly summary: string;
};

type Record1 = Omit<ArticleRecord, 'article' | 'summary' | 'card'> & {
  readonly article: Article1;
  readonly summary: Summary1;
  readonly card: Card1;
};
type Recent1 = Omit<RecentArticle, 'card'> & { readonly card: Card1 };
type Delivery1 = Omit<Delivery, 'card'> & { readonly card: Card1 };

function recordFrom1(record: Record1): Record2 {
  const article = articleFrom1(record.article);
  const isCover = article.problems.includes('attachment-only');
  const card = cardFrom1(record.card, isCover ? article.attachments : []);
  return { ...record, article, summary: summaryFrom1(record.summary, card), card };
}

function recentFrom1(line: Recent1): Recent2 {
  return { ...line, card: cardFrom1(line.card) };
}

function deliveryFrom1(delivery: Delivery1): Delivery2 {
  return { ...delivery, card: cardFrom1(delivery.card) };
}

function articleFrom1(article: Article1): Article2 {
  return { ...article, otherProposals: [], addresseeNames: namesIn(article.addressee ?? '') };
}

/** The persons in an addressee, by version 1's rules: their names are kept off cards. */
function namesIn(addressee: string): readonly string[] {
  return addressee
    .split(/[、，,;；\s]/u)
    .map((part) => part.replace(/[：:]$/u, ''))
    .filter((part) => TITLE.test(part) || !BODY_END.test(part))
    .map((part) => part.replace(TITLE, ''))
    .filter((name) => PERSON.test(name) && !BODY_END.test(name));
}

/**
 * What version 1 showed, as it was shown: its lines were cleaned of names already. The heading stays the document's
 * own title, so that a message whose sending was cut short is found again by it.
 */
function cardFrom1(card: Card1, attachments: Card['attachments'] = []): Card2 {
  const { points, figures, commitments, summary: _, ...kept } = card;
  const promised = new Set(commitments);
  const lines = points.filter((text) => !promised.has(text));
  const next = commitments.slice(0, MAX_NEXT);
  return {
    ...kept,
    subject: '',
    reference: '',
    recipient: null,
    points: lines.map((text) => lineFrom1(text, figures)),
    next: next.map((text): CardPromise => ({ ...lineFrom1(text, figures), deadline: null })),
    leftOut: { points: 0, commitments: commitments.length - next.length, figures: 0 },
    hasTable: false,
    attachments,
  };
}

function lineFrom1(text: string, figures: readonly KeyFigure1[]): CardLine {
  return { text, kind: 'fact', figures: figures.flatMap((figure) => placeOf(text, figure)) };
}

function placeOf(text: string, { value, unit }: KeyFigure1): readonly PlacedFigure[] {
  const at = value === '' ? -1 : text.indexOf(`${value}${unit}`);
  const isWhole = at >= 0 && !/[\d.]/u.test(text.charAt(at - 1));
  return isWhole ? [{ at, length: value.length + unit.length }] : [];
}

/** The card's lines are the summary's, cleaned: a card that is built again from them says the same. */
function summaryFrom1({ keyFigures, commitments }: Summary1, card: Card2): Summary {
  const because: readonly string[] = [];
  return {
    // Without a subject or number the heading stays the title.
    lead: {
      agency: card.agency,
      role: card.proposal?.role ?? 'main',
      reference: '',
      number: card.proposal?.number ?? null,
      subject: '',
      recipient: null,
    },
    points: card.points.map((line): Quote => ({ ...line, because })),
    next: card.next.map((promise): Commitment => ({ ...promise, because })),
    commitments: commitments.map(({ text, deadline }) => ({
      text,
      kind: 'fact',
      figures: [],
      because,
      // Version 1 did not keep the words that gave it.
      deadline: deadline === null ? null : { ...deadline, words: '', at: 0, isRelative: false },
    })),
    keyFigures: keyFigures.map((figure) => ({
      ...figure,
      at: Math.max(0, figure.text.indexOf(figure.value)),
    })),
    leftOut: card.leftOut,
    hasTable: false,
  };
}
