import { expect, test } from 'vitest';

import { sessionKeys, sessionOf } from '../../src/letter/session.ts';

test.each([
  ['市政协五届一次会议第3号提案', '五届一次会议', '5-1'],
  ['政协第十四届全国委员会第二次会议', '十四届二次会议', '14-2'],
  ['十三届全国人大四次会议', '十三届四次会议', '13-4'],
  ['某省第十四届人民代表大会第四次会议', '十四届四次会议', '14-4'],
  ['区政协12届3次全会', '12届3次会议', '12-3'],
  ['县十八届人大二次全体会议', '十八届二次会议', '18-2'],
])('reads the session of %s', (text, session, key) => {
  expect(sessionOf(text)?.session).toBe(session);
  expect(sessionKeys(text)).toEqual([key]);
});

test.each(['第三届运动会', '连续举办六届，一次也没有中断', '二次供水', ''])(
  'finds no session in %s',
  (text) => {
    expect(sessionOf(text)).toBeNull();
  },
);

test('says where the name of a session ends: the number follows', () => {
  const text = '关于市政协五届一次会议第3号提案';
  expect(text.slice(sessionOf(text)?.end)).toBe('第3号提案');
});

test('names every session of a text', () => {
  expect(sessionKeys('市政协五届一次会议第3号提案和五届二次会议第8号提案')).toEqual(['5-1', '5-2']);
});
