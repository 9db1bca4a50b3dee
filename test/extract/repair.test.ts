import { expect, test } from 'vitest';

import { repairClone } from '../../src/extract/repair/repair-clone.ts';
import { foldLine } from '../../src/markup/block-text.ts';
import { repairLine, tightenNumbers, widenMarks } from '../../src/markup/repair-line.ts';
import { unwrapLines } from '../../src/extract/repair/unwrap-lines.ts';

const annotated = '學(xué)校開展課后服務(wù),關(guān)注實(shí)際,減(jiǎn)輕負(fù)擔(dān)。';

test('drops pinyin and converts to Simplified', () => {
  expect(repairClone(annotated)).toEqual({
    text: '学校开展课后服务,关注实际,减轻负担。',
    isMirror: true,
  });
});

test('puts shifted bytes back in step', () => {
  // 數 is 94B5, 當 AE94 and 地 B5D8: the clone's replacement of 數 hit across 當|地.
  const shifted = `${annotated}統(tǒng)計(jì)數(shù)據(jù),當(dāng)?shù)氐摹半p減”工作`;
  expect(repairClone(shifted).text).toContain('统计数据,当地的“双减”工作');
});

test('leaves a text with a few foreign syllables alone', () => {
  const text = '重庆(chóng qìng)与重(zhòng)要的读音不同。'.repeat(3);
  expect(repairClone(text)).toEqual({ text, isMirror: false });
});

test.each([
  ['参加学生１２．３万人，占９８％', '参加学生12.3万人，占98%'],
  ['提出的<<关于作业管理的提案>>收悉', '提出的《关于作业管理的提案》收悉'],
  ['比例为１∶５，见（一）、①', '比例为1:5，见（一）、①'],
  ['&ldquo;双减&rdquo;', '“双减”'],
])('folds %s to usual characters', (line, folded) => {
  expect(foldLine(line)).toBe(folded);
});

test.each([
  ['第 217 号提案，参加学生 37 万多人', '第217号提案，参加学生37万多人'],
  ['2020 年 12 月 8 日', '2020年12月8日'],
  ['占 98 .6%，增 2 0 2 4 年', '占 98.6%，增2024年'],
  ['团委书记 1961年调入', '团委书记 1961年调入'],
  ['联系人：某某 0000-1234567', '联系人：某某 0000-1234567'],
  ['1 全面落实政策', '1 全面落实政策'],
  ['甲  12  乙', '甲  12  乙'],
])('takes blanks from the numbers of %s', (line, tight) => {
  expect(tightenNumbers(line)).toBe(tight);
});

test.each([
  ['[bookmark: _GoBack]答复函', '答复函'],
  ['见附件 HYPERLINK "http://word.invalid/a b" \\o "提示" 通知', '见附件 通知'],
  ['目录 PAGEREF _Toc123456 \\h 3', '目录 3'],
  ['????一是加强领导', '一是加强领导'],
  ['感受科学的乐趣。 ??????????', '感受科学的乐趣。'],
  ['中间????断开', '中间 断开'],
  ['https://example.gov.cn/list?a=1??b', 'https://example.gov.cn/list?a=1??b'],
  ['什么是“双减”?', '什么是“双减”?'],
])('repairs %s', (line, repaired) => {
  expect(repairLine(line)).toBe(repaired);
});

test.each([
  ['您提出的提案收悉,现答复如下:', '您提出的提案收悉，现答复如下：'],
  ['共有1,286所,其中小学800所', '共有1,286所，其中小学800所'],
  ['时间10:22,地点一楼', '时间10:22,地点一楼'],
])('widens the marks of %s', (line, widened) => {
  expect(widenMarks(line)).toBe(widened);
});

const letter = [
  '潘委员：',
  '一、规范管理。2024年寒假期间，全州查处“地下”培训点41个，劝返学生526人，对3名参与有偿补课的教师给予处分。',
  '二、疏导需求。依托教育平台免费提供名师课程2300节，累计点播61万人次，家长满意率达到92.4%，投诉量下降三成。',
  '三、下一步工作。州教育局将在两个县市开展校外培训智慧监管试点。',
  '某某州教育局',
  '2024年7月19日',
];

test.each([24, 28, 31])('joins the lines of a letter cut at %i characters', (width) => {
  const cut = letter.flatMap((line) => {
    const indented = line.length > 12 ? `　　${line}` : line;
    return indented.match(new RegExp(`.{1,${width}}`, 'gu'))?.map((part) => part.trim()) ?? [];
  });
  expect(unwrapLines(cut)).toEqual(letter);
});

test('leaves paragraphs, short lines and rows of tables as they are', () => {
  const rows = Array.from(
    { length: 5 },
    (_, at) => `第${at + 1}实验小学  课后服务每生每学期180元  参与学生1${at}00人`,
  );
  for (const lines of [letter, rows, ['某某小学', '某某中学', '某某幼儿园'], []])
    expect(unwrapLines(lines)).toEqual(lines);
});
