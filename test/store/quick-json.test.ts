import * as fc from 'fast-check';
import { KeyvJsonSerializer } from 'keyv';
import { expect, test } from 'vitest';

import { QUICK_JSON } from '../../src/store/quick-json.ts';

const keyvs = new KeyvJsonSerializer();
/** Texts as records hold them, many of which begin with a colon or look like what JSON puts around one. */
const text = fc.oneof(
  fc.string({ maxLength: 8, unit: fc.constantFrom(':', '"', '[', ',', '\\', '{', 'a', '双') }),
  fc.string({ maxLength: 8 }),
);
const { record } = fc.letrec((tie) => ({
  record: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.constantFrom(null, true, undefined),
    fc.array(tie('record'), { maxLength: 3 }),
    fc.dictionary(text, tie('record'), { maxKeys: 3 }),
  ),
}));

test('writes and reads what the serializer of Keyv does', () => {
  fc.assert(
    fc.property(record, (data) => {
      const value = { value: { version: 1, data } };
      const written = QUICK_JSON.stringify(value);
      expect(written).toBe(keyvs.stringify(value));
      expect(QUICK_JSON.parse(written)).toEqual(keyvs.parse(written));
    }),
  );
});
