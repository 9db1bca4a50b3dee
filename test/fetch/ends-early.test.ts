import { expect, test } from 'vitest';

import { endsEarly } from '../../src/fetch/ends-early.ts';

const MEGABYTE = 1_048_576;
const rows = '{"title":"关于提案的答复"},'.repeat((3 * MEGABYTE) / 30);

// Of a long answer its head and its tail are looked at, whatever is between them.
test.each([
  ['long JSON', `[${rows}{}]\n`, false],
  ['long JSON, cut in a string', `[${rows}{"title":"关`, true],
  ['long JSON, cut behind a row', `[${rows}`, true],
  ['long JSON, cut behind a bracket of the other kind', `[${rows}{"title":"a"}`, true],
  ['a long object', `{"rows":[${rows}{}]}`, false],
  ['a long text in JSON', `["${'x'.repeat(3 * MEGABYTE)}`, true],
  ['long markup', `<html>${'<p>一</p>'.repeat(MEGABYTE / 4)}</HTML> <!-- x -->`, false],
  ['long markup, cut', `<html></html><html>${'<p>一</p>'.repeat(MEGABYTE / 4)}`, true],
  ['markup with much behind it', `<html></html>${'<i></i>'.repeat(100_000)}`, false],
])('%s', (_name, text, expected) => {
  expect(endsEarly(Buffer.from(text))).toBe(expected);
});

test.each([
  ['a bracket as half of a character', [0x81, 0x7d], false],
  ['a quotation mark behind a whole character', [0x81, 0x81, 0x22, 0x7d], true],
])('in GB18030: %s', (_name, bytes, expected) => {
  const text = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);
  expect(endsEarly(text)).toBe(expected);
});
