import { expect, test } from 'vitest';

import { CARD_MESSAGES } from '../../src/card/messages.ts';
import { renderText } from '../../src/card/render-text.ts';
import type { Problem } from '../../src/domain/page.ts';
import { sampleCard } from './sample-card.ts';

const problems = Object.keys(CARD_MESSAGES.en.problems).filter(
  (key): key is Problem => key in CARD_MESSAGES['zh-CN'].problems,
);

test.each(problems)('a card says in both languages that its page is %s', (problem) => {
  const chinese = CARD_MESSAGES['zh-CN'].problems[problem];
  const english = CARD_MESSAGES.en.problems[problem];
  const card = sampleCard({ problems: [problem], points: [], next: [] });
  expect(renderText(card, 'zh-CN')).toContain(chinese);
  expect(renderText(card, 'en')).toContain(english);
  expect(`${chinese}${english}`).not.toContain('undefined');
});
