import { expect, test } from 'vitest';

import { cardMessages } from '../../src/card/messages.ts';
import { renderText } from '../../src/card/render-text.ts';
import type { Problem } from '../../src/domain/page.ts';
import { sampleCard } from './sample-card.ts';

const problems = Object.keys(cardMessages.en.problems).filter(
  (key): key is Problem => key in cardMessages['zh-CN'].problems,
);

test.each(problems)('a card says in both languages that its page is %s', (problem) => {
  const chinese = cardMessages['zh-CN'].problems[problem];
  const english = cardMessages.en.problems[problem];
  const card = sampleCard({ problems: [problem], points: [], summary: '' });
  expect(renderText(card, 'zh-CN')).toContain(chinese);
  expect(renderText(card, 'en')).toContain(english);
  expect(`${chinese}${english}`).not.toContain('undefined');
});
