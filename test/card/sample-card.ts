import type { Card } from '../../src/domain/card.ts';

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
    url: 'https://www.example.gov.cn/art/2024/5/20/art_1_9.html',
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
    points: ['全区32所小学开展课后服务', '学科类培训机构由63家压减至2家'],
    figures: [
      { value: '32', unit: '所', text: '全区32所小学开展课后服务' },
      { value: '318', unit: '万元', text: '为家长追回预付费318万元' },
    ],
    commitments: ['年底前实现监管全覆盖', '每学期公布一次作业监测结果'],
    summary:
      '青田区教育局答复区政协三届二次会议第9号提案《关于扩大课后服务的提案》\n• 全区32所小学开展课后服务\n• 学科类培训机构由63家压减至2家\n下一步：年底前实现监管全覆盖',
    alsoPublishedBy: [{ agency: '青田区人民政府', url: 'https://www.example.cn/x(1).html' }],
    problems: [],
    ...more,
  };
}
