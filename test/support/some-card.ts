import type { Card } from '../../src/domain/card.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { composeLine } from './compose.ts';

/** A card about an invented reply. */
export function someCard(changes: Partial<Card> = {}): Card {
  return {
    articleId: 'a1',
    revision: 1,
    kind: 'reply',
    relevance: 'core',
    topics: ['homework'],
    region: { code: '320500', name: '苏州市', level: 'city' },
    title: '对市政协第0001号提案的答复',
    subject: '',
    reference: '',
    recipient: null,
    url: 'https://jyj.example.gov.cn/reply/1.html',
    host: null,
    standing: null,
    isAllowed: true,
    agency: '某市教育局',
    documentNumber: null,
    proposal: null,
    dateWritten: '2026-11-02',
    datePublished: '2026-11-05',
    points: [composeLine('全市学校课后服务做到应开尽开。')],
    next: [],
    leftOut: { points: 0, commitments: 0, figures: 0 },
    hasTable: false,
    attachments: [],
    alsoPublishedBy: [],
    issues: [],
    ...changes,
  };
}

/** A channel with the defaults of a new subscription. */
export function someSubscription(changes: Partial<Subscription> = {}): Subscription {
  return {
    channelId: '101',
    guildId: '1',
    regionPrefixes: [],
    relevances: ['core', 'related'],
    kinds: ['reply'],
    topics: [],
    language: 'zh-CN',
    createdBy: '9',
    createdAt: '2026-11-01T00:00:00.000Z',
    paused: null,
    ...changes,
  };
}
