import { expect, test } from 'vitest';

import { vocabularySchema } from '../../src/config/vocabulary-schema.ts';
import type { Vocabulary } from '../../src/domain/vocabulary.ts';
import { deliveredVocabulary } from '../support/composed-articles.ts';

const delivered = deliveredVocabulary();

function withRule(match: string, source = 'office'): Vocabulary {
  const rule = { id: 'one', where: 'title', weight: 1, match, source } as const;
  return { ...delivered, kinds: [{ kind: 'notice', threshold: 1, rules: [rule] }] };
}

function complaints(value: unknown): string[] {
  const result = vocabularySchema.safeParse(value);
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('accepts the delivered vocabulary', () => {
  expect(complaints(delivered)).toEqual([]);
});

test('has fewer topics than Discord shows choices, each in both languages', () => {
  expect(delivered.topics.length).toBeLessThan(25);
  for (const { label } of delivered.topics) expect(label.zh).not.toBe(label.en);
});

test.each([
  ['/(公示/', 'must be a valid regular expression that needs at least one character'],
  ['/(?:公示)?/', 'must be a valid regular expression that needs at least one character'],
  ['/关于.*通知/', 'must not repeat without an upper bound: write {0,20} instead of *'],
  ['/(?:关于|对)+通知/', 'must not repeat without an upper bound: write {0,20} instead of *'],
  ['/关于.{3,}通知/', 'must not repeat without an upper bound: write {0,20} instead of *'],
])('refuses the pattern %s', (match, message) => {
  expect(complaints(withRule(match))).toEqual([`kinds.0.rules.0.match: ${message}`]);
});

test.each(['公示*', '/公示[*+]/', String.raw`/公示\+/`, '/公示{1,3}/', '2+1'])(
  'accepts %s',
  (match) => {
    expect(complaints(withRule(match))).toEqual([]);
  },
);

test('names a source that is not listed', () => {
  expect(complaints(withRule('公示', 'nobody'))).toEqual([
    'kinds.0.rules.0.source: must be a key of sources',
  ]);
});

test('names a topic that occurs twice, and a key it does not know', () => {
  const twice = { ...delivered, topics: [...delivered.topics, ...delivered.topics.slice(0, 1)] };
  expect(complaints(twice)).toEqual([
    `topics.${delivered.topics.length}.key: is used twice: homework`,
  ]);
  expect(complaints({ ...delivered, tresholds: {} })).toEqual([': Unrecognized key: "tresholds"']);
});

function withRow(row: Record<string, unknown>): unknown {
  const [homework] = delivered.topics;
  const rows = [{ nouns: ['作业'], source: 'policy', ...row }];
  return { ...delivered, topics: [{ ...homework, rows }] };
}

test.each([
  [{ nouns: ['书'] }, 'nouns.0: must have at least two characters'],
  [{ nouns: ['作业|功课'] }, 'nouns.0: must be a word: patterns belong into `match`'],
  [{ nouns: [] }, 'nouns: must have at least one word'],
  [{ acts: ['布置', '批改', '布置'] }, 'acts.2: is used twice: 布置'],
  [{ beside: ['pupils', 'pupil'] }, 'beside.1: is no list: pupil'],
  [{ gap: 40 }, 'gap: must be at most 12'],
  [{ source: 'nobody' }, 'source: must be a key of sources'],
])('says what is wrong with the row %j', (row, message) => {
  expect(complaints(withRow(row))).toContain(`topics.0.rows.0.${message}`);
});

test('names a list, a wider topic and a word twice in a list that are wrong', () => {
  const { lists, topics } = delivered;
  const pupils = [{ words: ['学生', '孩子', '学生'], source: 'policy' }];
  expect(complaints({ ...delivered, lists: { ...lists, pupils } })).toEqual([
    'lists.pupils.0.words.2: is used twice: 学生',
  ]);
  const [first] = topics;
  expect(complaints({ ...delivered, topics: [{ ...first, within: 'everything' }] })).toEqual([
    'topics.0.within: is no topic: everything',
  ]);
});
