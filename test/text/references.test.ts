import { expect, test } from 'vitest';

import { decodeReferences } from '../../src/text/references.ts';

test.each([
  ['&ldquo;双减&rdquo;', '“双减”'],
  ['甲&nbsp;乙', '甲\u00a0乙'],
  ['&#8220;&#x201D;', '“”'],
  ['&amp;ldquo;', '&ldquo;'],
  ['R&D；A&B;', 'R&D；A&B;'],
  ['&#0;&#xD800;&unknown;', '&#0;&#xD800;&unknown;'],
])('takes one layer of references off %j', (text, expected) => {
  expect(decodeReferences(text)).toBe(expected);
});
