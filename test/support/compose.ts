import type { Card, CardLine, CardPromise } from '../../src/domain/card.ts';
import type { Delivery } from '../../src/domain/delivery.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import type { Summary } from '../../src/domain/summary.ts';

/** A line of a card, with its figures in their places: `{12所}` in the text marks one. */
export function composeLine(marked: string): CardLine {
  const figures: { at: number; length: number }[] = [];
  let text = '';
  for (const [, plain = '', figure = ''] of marked.matchAll(/([^{]*)(?:\{([^}]*)\})?/gu)) {
    text += plain;
    if (figure !== '') figures.push({ at: text.length, length: figure.length });
    text += figure;
  }
  return { text, kind: 'fact', figures };
}

/** A promise of a card without a deadline. */
export function composePromise(marked: string): CardPromise {
  return { ...composeLine(marked), deadline: null };
}

/** A summary that holds only what is given. */
export function composeSummary(parts: Partial<Summary> = {}): Summary {
  return {
    lead: null,
    points: [],
    next: [],
    commitments: [],
    keyFigures: [],
    leftOut: { points: 0, commitments: 0, figures: 0 },
    hasTable: false,
    ...parts,
  };
}

/** A card with invented content; give what the test is about. */
export function composeCard(parts: Partial<Card> = {}): Card {
  return {
    articleId: 'article-1',
    revision: 1,
    kind: 'reply',
    relevance: 'core',
    topics: ['homework'],
    region: { code: '320500', name: '苏州市', level: 'city' },
    title: '关于市政协十五届一次会议第018号提案的答复',
    subject: '',
    reference: '',
    recipient: null,
    url: 'https://jyj.example.gov.cn/art/2026/3/1/art_1_1.html',
    host: null,
    standing: null,
    isAllowed: true,
    agency: '苏州市教育局',
    documentNumber: '苏教提复〔2026〕18号',
    proposal: null,
    dateWritten: '2026-02-20',
    datePublished: '2026-03-01',
    points: [composeLine('全市小学一二年级不布置家庭书面作业')],
    next: [],
    leftOut: { points: 0, commitments: 0, figures: 0 },
    hasTable: false,
    attachments: [],
    alsoPublishedBy: [],
    issues: [],
    ...parts,
  };
}

/** A subscription with the defaults of `/subscribe`. */
export function composeSubscription(parts: Partial<Subscription> = {}): Subscription {
  return {
    channelId: '100',
    guildId: '10',
    regionPrefixes: [],
    relevances: ['core', 'related'],
    kinds: ['reply'],
    topics: [],
    language: 'zh-CN',
    createdBy: '1',
    createdAt: '2026-03-01T00:00:00.000Z',
    paused: null,
    ...parts,
  };
}

/** A queued delivery; its id follows from channel, article and revision. */
export function composeDelivery(parts: Partial<Delivery> = {}): Delivery {
  const channelId = parts.channelId ?? '100';
  const articleId = parts.articleId ?? 'article-1';
  return {
    id: `${channelId}:${articleId}:1`,
    channelId,
    articleId,
    occasion: 'new',
    nonce: `nonce-${channelId}-${articleId}`.slice(0, 25),
    card: composeCard({ articleId }),
    queuedAt: '2026-03-01T00:00:00.000Z',
    state: { kind: 'queued', notBefore: null, attempts: 0 },
    ...parts,
  };
}
