import { expect, test } from 'vitest';

import { findNumbers } from '../../src/privacy/find-numbers.ts';
import { hasPersonalData } from '../../src/privacy/redact.ts';
import { redactPersonalData } from '../../src/privacy/redact-title.ts';

// Invented; most are words or places, too, or begin with a family name that is rarely borne.
const NAMES = '石岩 高峰 白露 方圆 江山 郭靖涵 支晓棠 员立群 司徒静 洛桑顿珠 卫国平 魏来'.split(
  ' ',
);

const CLAUSES = [
  '据A反映的作业问题已整改',
  '经A举报关停无证机构21家',
  '由A牵头编写指南36份',
  'A表示满意',
  '对教师A给予警告处分',
  '市民A来电建议延长托管',
  '举办者A违规办学',
  '对违规补课的A（第六小学教师）作出处理',
  'A的孩子已进入托管班级',
  '给予A记过处分',
  '您是委员A，所提建议已采纳',
  '关于人大代表A第57号建议',
  '提案者：A，',
  '您（A）反映的问题已解决',
  'A提出的建议已采纳',
  'A领办的提案',
];

test.each(CLAUSES)('takes what stands in a person’s place for a name: %s', (clause) => {
  const missed = NAMES.filter((name) => !hasPersonalData(clause.replace('A', name)));
  expect(missed).toEqual([]);
});

test.each(['A委员（第57号提案）：您好', '区领导与A委员座谈', '致A委员的信'])(
  'takes a member for a person, unless a place sends the members: %s',
  (clause) => {
    const missed = NAMES.filter((name) => !hasPersonalData(clause.replace('A', name)));
    expect(missed.filter((name) => name !== '江山')).toEqual([]);
    expect(hasPersonalData(clause.replace('A', '石家庄'))).toBe(false);
  },
);

test('leaves words behind members that begin like a name', () => {
  expect(hasPersonalData('供答复委员时参考')).toBe(false);
});

const TITLES = [
  '第57号 A 双减提案答复',
  '双减提案答复-A',
  'A 关于落实双减政策的提案（答复）',
  '57-A-关于落实双减政策的提案答复',
  '对A第57号双减提案的答复',
  '提案57（A）双减办理答复',
];

test.each(TITLES)('takes a name out of a title by the title’s form: %s', (title) => {
  const left = NAMES.filter((name) => redactPersonalData(title.replace('A', name)).includes(name));
  expect(left).toEqual([]);
});

test('leaves the topic behind a member', () => {
  expect(redactPersonalData('《石岩委员关于双减工作的提案》')).toBe('《委员关于双减工作的提案》');
});

test.each([
  '关于巩固“双减”成果的提案',
  '关于解决小学生放学早问题的提案答复',
  '关于广场舞培训收费的建议',
  '答复市人大代表关于落实双减的建议',
  '据群众反映整改学校12所',
  '由教研室牵头编制指南36份',
  '由水务局牵头开展节水教育',
  '全市92%的家长表示满意',
  '委员高度评价，代表一致同意',
  '民盟区委提出的建议已采纳',
  '各位委员：你们好',
  '对教师违规补课给予处分36人',
  '学生成绩被公布的问题已整改',
  '优秀教师万余人参与托管',
  '应严格按照标准执行',
  '严查居民楼内违规办班',
  '实验小学（第三小学教育集团）增设班级36个',
  '2021、2022、2023年分别投入1200、1350、1460万元',
  '作业时间控制在30/60/90分钟以内',
  '新建校舍12 500平方米，新增学位3 600个',
  '公布举报电话12315、12391',
  '拨打0571-12345反映',
  '电话家访13800余人次',
  '一、二、三、四、五、六、七年级',
  '二〇二三、二〇二四年',
  '青教〔2023〕45号、46号文件',
  '微信公众号推送文章12600篇',
])('leaves what is public: %s', (text) => {
  expect(redactPersonalData(text)).toBe(text);
  expect(hasPersonalData(text)).toBe(false);
});

test.each([
  '8765 4321',
  '咨询电话，87654321',
  '电话87654321号',
  '座机87654321人',
  '139/1234/5678',
  '139*1234*5678',
  '139_1234_5678',
  '139~1234~5678',
  '139，1234，5678',
  '139、1234、5678',
  '139:1234:5678',
  '139+1234+5678',
  '1 3 9 1 2 3 4 5 6 7 8',
  '1-3-9-1-2-3-4-5-6-7-8',
  '一三九一二三四五六七八',
  '一三九 一二三四 五六七八',
  '壹叁玖壹贰叁肆伍陆柒捌',
  '①③⑨①②③④⑤⑥⑦⑧',
  '𝟏𝟑𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖',
  '١٣٩١٢٣٤٥٦٧٨',
  '139\u200B1234\u200B5678',
  '电话=13912345678',
  '张老师/13912345678',
  'T13912345678',
  '身份证/330302199003074512',
  '持E12345678号护照',
  '汇至3300 1234 5678',
  '支付宝zhoumin2020',
  '微信（zm_2020）',
  '微信“zm2020a”',
  '加微zm2020a',
  'WECHAT：zm2020a',
  '薇信zm2020a',
  '扣扣712345',
  '邮箱：zhou.min at example',
  '住东风路58号',
  '东风花园A座1203室',
  '十二幢三单元五零一室',
  '柳树村五组12号',
  '东风小区3#2-501',
])('finds the number or dwelling in %s', (text) => {
  expect(findNumbers(text).length).toBeGreaterThan(0);
});

test('reports places of the text as it was given', () => {
  const text = '请拨𝟏𝟑𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖咨询';
  const [span] = findNumbers(text);
  expect(text.slice(span?.start, span?.end)).toBe('𝟏𝟑𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖');
});

test.each([
  '据李',
  '教师高',
  '1、',
  '一 ',
  '1 3',
  '三单元五',
  'A座1',
  '微信：a',
  'a@',
  '对李（',
  '①',
])('is quick with %s many times', (unit) => {
  const text = unit.repeat(20_000);
  expect(redactPersonalData(text).length).toBeGreaterThan(0);
  expect(hasPersonalData(`${text}提案`)).toBeTypeOf('boolean');
});
