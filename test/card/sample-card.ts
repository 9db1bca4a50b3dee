import type { Card } from '../../src/domain/card.ts';
import { composeLine, composePromise } from '../support/compose.ts';

/** A composed card of an ordinary reply. */
export function sampleCard(more: Partial<Card> = {}): Card {
  return {
    articleId: 'a1b2c3d4e5f6',
    revision: 1,
    kind: 'reply',
    relevance: 'core',
    topics: ['homework'],
    region: { code: '330199', name: '青田区', level: 'county' },
    title: '关于区政协三届二次会议第9号提案的答复',
    subject: '关于扩大课后服务的提案',
    reference: '区政协三届二次会议第9号提案',
    recipient: null,
    url: 'https://www.example.gov.cn/art/2024/5/20/art_1_9.html',
    host: null,
    standing: null,
    isAllowed: true,
    agency: '青田区教育局',
    documentNumber: '青教提复〔2024〕9号',
    proposal: {
      body: 'CPPCC',
      session: '三届二次会议',
      number: '9',
      title: '关于扩大课后服务的提案',
      role: 'main',
    },
    dateWritten: '2024-05-20',
    datePublished: '2024-05-28',
    points: [
      composeLine('全区{32所}小学开展课后服务'),
      composeLine('学科类培训机构由{63家}压减至{2家}'),
    ],
    next: [composePromise('年底前实现监管全覆盖')],
    leftOut: { points: 0, commitments: 1, figures: 1 },
    hasTable: false,
    attachments: [],
    alsoPublishedBy: [{ agency: '青田区人民政府', url: 'https://www.example.cn/x(1).html' }],
    issues: [],
    ...more,
  };
}
