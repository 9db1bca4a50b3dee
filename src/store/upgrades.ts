import type { Article } from '../domain/article.ts';
import type { Card, CardLine, CardPromise } from '../domain/card.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Commitment, KeyFigure, PlacedFigure, Quote, Summary } from '../domain/summary.ts';
import type { ArticleRecord, RecentArticle } from './articles.ts';
import type { Upgrade } from './key-value.ts';

/** The version that each kind of record is written with; raise it when a record's shape changes, and add its step. */
export const VERSIONS = {
  // Also raised when any other is, so that an older program refuses the whole store and not one record of it.
  store: 2,
  sources: 1,
  hosts: 1,
  entries: 1,
  articles: 2,
  recent: 2,
  identities: 1,
  subscriptions: 1,
  pending: 2,
  ledger: 2,
  edits: 1,
  settings: 1,
} as const satisfies Readonly<Record<string, number>>;

/** A kind of record. */
export type Namespace = keyof typeof VERSIONS;

/** How a record of an older version is read: kind → its version → what makes the next one of it. */
export const UPGRADES: Readonly<Partial<Record<Namespace, Readonly<Record<number, Upgrade>>>>> = {
  store: { 1: (format) => format },
  articles: { 1: step(recordFrom1) },
  recent: { 1: step((lines: readonly Recent1[]) => lines.map(recentFrom1)) },
  pending: { 1: step(deliveryFrom1) },
  ledger: { 1: step(deliveryFrom1) },
};

/** A record is what the program of its version wrote, under a lock that no other program had. */
function step(upgrade: (old: never) => unknown): Upgrade {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the version beside the record says its shape
  return (record) => upgrade(record as never);
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

type Article1 = Omit<Article, 'otherProposals' | 'addresseeNames'>;

type NewInCard2 = 'subject' | 'reference' | 'recipient' | 'points' | 'next';
type Card1 = Omit<Card, NewInCard2 | 'leftOut' | 'hasTable' | 'attachments'> & {
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

function recordFrom1(record: Record1): ArticleRecord {
  const article = articleFrom1(record.article);
  const isCover = article.problems.includes('attachment-only');
  const card = cardFrom1(record.card, isCover ? article.attachments : []);
  return { ...record, article, summary: summaryFrom1(record.summary, card), card };
}

function recentFrom1(line: Recent1): RecentArticle {
  return { ...line, card: cardFrom1(line.card) };
}

function deliveryFrom1(delivery: Delivery1): Delivery {
  return { ...delivery, card: cardFrom1(delivery.card) };
}

function articleFrom1(article: Article1): Article {
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
function cardFrom1(card: Card1, attachments: Card['attachments'] = []): Card {
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
function summaryFrom1({ keyFigures, commitments }: Summary1, card: Card): Summary {
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
