import { expect, test } from 'vitest';

import { CARD_MESSAGES } from '../../src/card/messages.ts';
import { renderText } from '../../src/card/render-text.ts';
import type { PageIssue } from '../../src/domain/page.ts';
import { sampleCard } from './sample-card.ts';

const issues = Object.keys(CARD_MESSAGES.en.issues).filter(
  (key): key is PageIssue => key in CARD_MESSAGES['zh-CN'].issues,
);

test.each(issues)('a card says in both languages that its page is %s', (issue) => {
  const chinese = CARD_MESSAGES['zh-CN'].issues[issue];
  const english = CARD_MESSAGES.en.issues[issue];
  const card = sampleCard({ issues: [issue], points: [], next: [] });
  expect(renderText(card, 'zh-CN')).toContain(chinese);
  expect(renderText(card, 'en')).toContain(english);
  expect(`${chinese}${english}`).not.toContain('undefined');
});
