import { expect, test } from 'vitest';

import { vocabularySchema } from '../../src/config/vocabulary-schema.ts';
import type { Vocabulary } from '../../src/domain/vocabulary.ts';
import { deliveredVocabulary } from '../support/composed-articles.ts';

const delivered = deliveredVocabulary();

function withOpening(match: string, source = 'policy'): Vocabulary {
  return { ...delivered, openings: [{ match, source }] };
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
  ['/(收悉/', 'must be a valid regular expression that needs at least one character'],
  ['/(?:收悉)?/', 'must be a valid regular expression that needs at least one character'],
  ['/您.*提案/', 'must not repeat without an upper bound: write {0,20} instead of *'],
  ['/(?:您|你)+提案/', 'must not repeat without an upper bound: write {0,20} instead of *'],
  ['/您.{3,}提案/', 'must not repeat without an upper bound: write {0,20} instead of *'],
])('refuses the pattern %s', (match, message) => {
  expect(complaints(withOpening(match))).toEqual([`openings.0.match: ${message}`]);
});

test.each(['收悉*', '/收悉[*+]/', String.raw`/收悉\+/`, '/收悉{1,3}/', '2+1'])(
  'accepts %s',
  (match) => {
    expect(complaints(withOpening(match))).toEqual([]);
  },
);

test('names a source that is not listed', () => {
  expect(complaints(withOpening('收悉', 'nobody'))).toEqual([
    'openings.0.source: must be a key of sources',
  ]);
});

test('names a topic that stands twice, and a key it does not know', () => {
  const twice = { ...delivered, topics: [...delivered.topics, ...delivered.topics.slice(0, 1)] };
  expect(complaints(twice)).toEqual([
    `topics.${delivered.topics.length}.key: is used twice: homework`,
  ]);
  expect(complaints({ ...delivered, tresholds: {} })).toEqual([': Unrecognized key: "tresholds"']);
});

test('names a needed rule that does not exist', () => {
  const [reply, ...others] = delivered.kinds;
  const kinds = [{ ...reply, needs: ['title-answer', 'title-anser'] }, ...others];
  expect(complaints({ ...delivered, kinds })).toEqual([
    'kinds.0.needs.1: is no rule of this kind: title-anser',
  ]);
});
