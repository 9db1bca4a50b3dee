import { expect, test } from 'vitest';

import { matterOfTitle } from '../../src/letter/matter-of-title.ts';

test.each([
  ['关于市政协九届五次会议第404号提案的答复', '9-5 404'],
  ['对第0088号建议的答复', ' 88'],
  ['关于加强课后服务的答复', null],
  ['关于市政协九届五次会议第12号提案、第35号提案的答复', null],
])('%s answers %s', (title, matter) => {
  expect(matterOfTitle(title)).toBe(matter);
});
