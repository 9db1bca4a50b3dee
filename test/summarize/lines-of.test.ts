import { expect, test } from 'vitest';
import { chooseAll } from '../../src/summarize/choose-all.ts';
import { createLineMaker } from '../../src/summarize/lines-of.ts';
import { weighStatements } from '../../src/summarize/weigh-clauses.ts';
import { answerOf, voice } from '../statements/read.ts';

// What is private stands in a main clause, and in front of one.
test.each([
  '课后服务覆盖学校43所，王小明每周组织训练2次，参加学生900人。',
  '课后服务覆盖学校43所，王小明同志牵头后，参加学生900人。',
])('what is private between two clauses is in no line: %s', (text) => {
  const isPrivate = (start: number, end: number): boolean =>
    text.slice(start, end).includes('王小明');
  const statements = weighStatements(answerOf(text).statements, {
    base: '2024-05-20',
    isPrivate,
    voice,
  });
  const all = statements[0]?.statement.clauses.map((_, at) => at) ?? [];
  const choices = [new Map([[0, all]]), chooseAll(statements, 400, () => true)];
  for (const choice of choices) {
    const lines = createLineMaker(statements, text)(choice ?? new Map());
    const said = lines.map(({ draft }) => draft.text).join('\n');
    expect(said).toContain('43所');
    expect(said).not.toContain('王小明');
  }
});
