import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasPersonalData } from '../../src/privacy/redact.ts';
import { redactPersonalData } from '../../src/privacy/redact-title.ts';

const HIDDEN = '［已隐去］';

test.each([
  ['a mobile number', '请拨打13912345678咨询', `请拨打${HIDDEN}咨询`],
  ['a mobile number with blanks', '手机：139 1234 5678', `手机：${HIDDEN}`],
  ['a mobile number with dashes', '139-1234-5678', HIDDEN],
  ['a mobile number in full-width digits', '１３９１２３４５６７８', HIDDEN],
  ['a mobile number with country code', '+86 13912345678', HIDDEN],
  ['a landline', '0571-87654321', HIDDEN],
  ['a landline in brackets', '（0571）87654321', HIDDEN],
  ['a landline with extension', '0571-8765432转805', HIDDEN],
  ['a landline with a blank', '010 6609 6114', HIDDEN],
  ['bare digits after a label', '联系电话：8765432', `联系电话：${HIDDEN}`],
  ['a spaced label', '电 话：87654321', `电 话：${HIDDEN}`],
  ['two numbers after a label', '电话：0571-87654321、87654322', `电话：${HIDDEN}、${HIDDEN}`],
  ['a hotline of ten digits', '400-820-1234', HIDDEN],
  ['an address of mail', '邮箱：li.si@example.com。', `邮箱：${HIDDEN}。`],
  ['an identity card', '身份证号330102199003074512', `身份证号${HIDDEN}`],
  ['a bank card', '6222 0212 3456 7890 123', HIDDEN],
  ['a labelled account', '账号：1202022719900012345', `账号：${HIDDEN}`],
  ['a postal code', '邮编：310000', `邮编：${HIDDEN}`],
  ['a labelled address', '地址：某某市某某路8号', `地址：${HIDDEN}`],
  ['a dwelling', '住某某市和平路12号3幢502室', HIDDEN],
  ['a contact', '联系人：李四', `联系人：${HIDDEN}`],
  ['a contact with a spaced name', '联 系 人：李 四', `联 系 人：${HIDDEN}`],
  ['a minority name', '联系人：艾山·买买提', `联系人：${HIDDEN}`],
  [
    'a contact and phone',
    '联系人：李四，联系电话：87654321。',
    `联系人：${HIDDEN}，联系电话：${HIDDEN}。`,
  ],
  ['a contact without colon', '承办人 李四 电话 87654321', `承办人 ${HIDDEN} 电话 ${HIDDEN}`],
  ['a name before its phone', '王强（电话：87654321）', `（电话：${HIDDEN}）`],
  ['a salutation', '李晓明委员：', '委员：'],
  ['a salutation of several', '张伟、李娜、艾山·买买提代表：', '代表：'],
  ['a salutation with a count', '李晓明等5名委员：', '5名委员：'],
  ['a name in a title', '关于王小明代表第12号建议的答复', '关于代表第12号建议的答复'],
  ['a name in a sentence', '收到周文委员提出的提案', '收到委员提出的提案'],
  ['names of whom one holds 和', '李娜和王和平委员提出', '委员提出'],
  ['a spaced name', '收到张 伟委员提出的提案', '收到委员提出的提案'],
  ['a minority name in a sentence', '我们收到艾山·买买提委员提出的提案', '我们收到委员提出的提案'],
  ['a name before 等', '张伟等委员提出', '委员提出'],
  ['a rare family name next to a proposal', '关于仇小明代表第12号建议', '关于代表第12号建议'],
  ['a name beside a group in a salutation', '张伟委员、各位委员：', '委员、各位委员：'],
  ['a rare name in a salutation', '尊敬的逯可委员：', '尊敬的委员：'],
  ['a name after 向', '向张伟代表汇报', '向代表汇报'],
  ['a name behind its office', '市政协委员张伟提出的提案', '市政协委员提出的提案'],
  ['names before a count', '邀请了李明、王芳两位代表', '邀请了两位代表'],
  ['the person among groups', '高校、张伟代表参加', '高校代表参加'],
  ['a name before a comma', '李晓明委员，您好', '委员，您好'],
  ['a double family name', '对欧阳娜娜委员的提案', '对委员的提案'],
])('hides %s', (_, text, expected) => {
  const result = redactPersonalData(text).replaceAll(new RegExp(`(?:${HIDDEN})+`, 'gu'), HIDDEN);
  expect(hasPersonalData(text)).toBe(true);
  expect(result).toBe(expected);
});

test('hides a name like a town in a title', () => {
  expect(redactPersonalData('关于黄山代表第3号建议')).toBe('关于代表第3号建议');
});

test.each([
  '温科提复〔2024〕127号',
  '国办发〔2017〕47号',
  '索引号：126204227458732362/2023-00020',
  '640400005/2022-00124',
  '000013338/2023-00823',
  '第20190017号提案',
  '第02403号（医疗卫生类173号）提案',
  '2024年7月18日',
  '2022-10-20',
  '20221020',
  '投入29.6亿元，惠及1044场次、20万人次',
  '每生每年1000元，共计4860万元',
  '学科类培训机构由10236个压减至440个',
  '12345热线',
  '市政协五届一次会议第38号提案',
  '市政协委员、人大代表、家长代表、高校代表参加座谈',
  '邀请郑州代表、江门代表和苏州代表参加',
  '柯桥区、余姚市代表联名提出',
  '杜绝代表签名',
  '向与会代表汇报',
  '关心教育的任何委员都可提出',
  '请安徽代表发言，金融界委员、白族代表发言',
  '对部分委员提出的意见，有关代表提出的建议',
  '对民盟界别委员提出的提案',
  '家长代表：孩子睡得早了',
  '尊敬的各位委员、代表：',
  '各位委员：',
  '民进某某市委会：',
  '市教育局：',
  '现答复如下：',
  '建立联系人制度，明确责任人',
  '教育委员会、专业委员会、常务委员会',
  '15支代表队、70余名代表参会',
  '某某市人民路8号少年宫对学生开放',
  '上课时间不早于8:20',
  'https://www.example.gov.cn/art/2024/7/18/art_1229_5278.html',
  't20241009_2593142.html',
  '2021-2025年，2018—2020年',
])('leaves %s unchanged', (text) => {
  expect(redactPersonalData(text)).toBe(text);
  expect(hasPersonalData(text)).toBe(false);
});

test('finds nothing more in what it has redacted, and is quick with hostile text', () => {
  const piece = fc.constantFrom(
    '1',
    '3',
    '0571',
    '-',
    ' ',
    '电话：',
    '联系人：',
    '李',
    '四',
    '委员：',
    '@',
    'a.b',
    '6222',
    '号',
    '室',
    '路',
    '\n',
    '、',
    '等',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      const once = redactPersonalData(pieces.join(''));
      expect(once).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/u);
    }),
    { numRuns: 300 },
  );
  for (const unit of [
    '1 ',
    '李、',
    '张伟、',
    '张伟和',
    '艾山·',
    '艾·',
    '张伟委员、',
    '关于张',
    '路1',
    '电话：1',
    '0-',
    'a.',
    '李四，',
    '　',
  ]) {
    expect(redactPersonalData(`${unit.repeat(20_000)}代表提出`).length).toBeGreaterThan(0);
  }
});

const FAMILY_NAMES = [
  ...Array.from('王李张刘陈杨黄赵吴周徐孙马胡朱郭何罗高林'),
  '欧阳',
  '司马',
  '上官',
  '诸葛',
];
const GIVEN = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞平刚桂英玉志建宁江春生晓雨欣子涵梓萱');
const name = fc
  .tuple(
    fc.constantFrom(...FAMILY_NAMES),
    fc.constantFrom('', ' ', '\u3000'),
    fc.array(fc.constantFrom(...GIVEN), { minLength: 1, maxLength: 2 }),
  )
  .map(([family, blank, given]) => `${family}${given.length === 1 ? blank : ''}${given.join('')}`);
const minority = fc
  .tuple(
    fc.constantFrom('艾山', '阿依古丽', '古丽娜尔', '买买提', '巴特尔'),
    fc.constantFrom('·', '•', '・'),
    fc.constantFrom('买买提', '吐尔逊', '卡德尔', '艾力'),
  )
  .map((parts) => parts.join(''));

test('lets no name of a member through, however it is written', () => {
  const frame = fc.constantFrom<(names: string) => string>(
    (names) => `${names}委员：`,
    (names) => `　　尊敬的${names}代表：\n您提出的提案收悉`,
    (names) => `${names}等5名委员：`,
    (names) => `关于${names}代表第12号建议的答复`,
    (names) => `对${names}委员提出的提案的答复`,
    (names) => `收到${names}等代表在会上的建议`,
    (names) => `《答复${names}委员第3号提案的函》`,
    (names) => `市政协${names}委员提出的提案`,
    (names) => `经与${names}委员沟通`,
  );
  const names = fc.array(fc.oneof({ weight: 4, arbitrary: name }, minority), {
    minLength: 1,
    maxLength: 4,
  });
  const run = fc.property(frame, names, fc.constantFrom('、', '和'), (write, members, mark) => {
    const result = redactPersonalData(write(members.join(mark)));
    for (const member of members) expect(result).not.toContain(member);
    expect(result).toMatch(/委员|代表/u);
  });
  fc.assert(run, { numRuns: 1000 });
});

test('keeps places and groups before 代表 and 委员', () => {
  const group = fc.constantFrom(
    ...'郑州市 余姚市 江宁区 马关县 高校 家长 教师 常务 有关 任何 单位 江苏 成都 温州 石家庄 金融界'.split(
      ' ',
    ),
  );
  const frame = fc.constantFrom<(groups: string) => string>(
    (groups) => `邀请${groups}代表参加座谈`,
    (groups) => `听取${groups}委员的意见`,
    (groups) => `会议由${groups}代表、专家组成`,
  );
  fc.assert(
    fc.property(frame, fc.uniqueArray(group, { minLength: 1, maxLength: 4 }), (write, groups) => {
      const text = write(groups.join('、'));
      expect(redactPersonalData(text)).toBe(text);
    }),
  );
});
