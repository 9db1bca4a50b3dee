import { expect, test } from 'vitest';

import { judgeActs } from '../../src/statements/judge-acts.ts';
import { clauseIn, voice } from './read.ts';

const DAY = '2024-05-20';

/** [act, text, clause; the whole text without its full stop where none is given]. */
const ROWS: readonly (readonly [string, string, string?])[] = [
  ['promise', '我局将新建学校2所。'],
  ['promise', '县教育局将每季度通报一次。'],
  ['promise', '下一步，加大检查力度。', '加大检查力度'],
  ['promise', '2024年底前完成校舍改造。'],
  ['promise', '今年9月起，全县小学实行弹性离校。', '全县小学实行弹性离校'],
  ['promise', '我们力争三年内建成学校6所。'],
  ['promise', '我局将提请县财政局增加补助。'],
  ['promise', '若条件允许，我局将延长看护时间。', '我局将延长看护时间'],
  ['promise', '新校区即将投入使用。'],
  ['promise', '我局将新建学校2所；招聘教师60名。', '招聘教师60名'],
  ['promise', '二、下一步工作\n建设实践基地60个。', '建设实践基地60个'],
  ['promise', '下一步，我局将做好以下工作：\n一是建设实践基地60个。', '建设实践基地60个'],

  ['promise', '我局将把家长满意度作为考核指标。'],
  // A price for each year is no rhythm.
  ['promise', '明年起，村小生均经费提高到每年150元。', '村小生均经费提高到每年150元'],
  // What there is already is only named.
  ['promise', '二、下一步工作\n对已建成的12个站配齐人员。', '对已建成的12个站配齐人员'],

  ['plan', '县财政局将安排资金300万元。'],
  ['plan', '县公安局计划增设护学岗12处。'],
  ['plan', '县公安局将增设护学岗12处，增派警力60名。', '增派警力60名'],
  ['plan', '县财政局将在2025年安排资金300万元。'],

  ['ask', '建议县财政局增加补助。'],
  ['ask', '请家长主动与学校联系。'],

  ['said', '您建议将看护时间延长至19时。'],
  ['said', '您提出应当增加体育课。'],
  ['said', '有家长反映，教师布置作业过多。', '教师布置作业过多'],
  ['said', '有代表认为，学校应当增设社团。', '学校应当增设社团'],

  ['elsewhere', '全国共有学校11万所开展课后服务。'],
  ['elsewhere', '外省部分城市已将午休纳入课后服务。'],
  ['elsewhere', '在全国范围内，学科类机构压减95%。', '学科类机构压减95%'],

  ['demand', '学校不得布置惩罚性作业。'],
  ['demand', '各乡镇要开展专项检查。'],
  ['demand', '教育部规定，小学一二年级不布置书面作业。', '小学一二年级不布置书面作业'],
  ['demand', '省教育厅要求，小学生睡眠时间不少于10小时。', '小学生睡眠时间不少于10小时'],

  ['told', '我局已约谈机构12家。'],
  ['told', '全县96所学校开展课后服务。'],
  ['told', '2023年，全县新建学校3所。', '全县新建学校3所'],
  ['told', '我局曾计划建设新校区。'],
  ['told', '二、下一步工作\n承诺“托管点增加到20个”。', '承诺“托管点增加到20个”'],
  ['told', '县财政局已安排资金300万元，购买校外服务1200课时。', '购买校外服务1200课时'],
  ['told', '县教育局会同有关群团组织实施托管项目。'],
  ['told', '二、下一步工作\n近年来，两校利用阅览室铺设午休垫。', '两校利用阅览室铺设午休垫'],
  // 将 that takes an object is no future.
  ['told', '我局将午餐费列入公示内容。'],
  ['told', '我局已将午休纳入课表。'],
  ['told', '2023年底前完成校舍改造。'],
  ['told', '我局于2023年3月印发办法，将作业管理纳入督导考核。', '将作业管理纳入督导考核'],
  ['told', '教研室将优秀作业陈列在走廊。'],
  // What a rule in force lays down is no plan of anybody's; the office's own act under it is its own.
  ['told', '根据《课后服务收费办法》，请假当日费用将在期末退还。', '请假当日费用将在期末退还'],
  ['told', '按照看护公约，家长迟接三次的，学校将暂停看护。', '学校将暂停看护'],
  ['promise', '根据《课后服务收费办法》，我局将开展专项检查。', '我局将开展专项检查'],
  // What was found out is over, whatever heading it has.
  ['told', '二、下一步工作\n走访学校21所，发现问题34个。', '走访学校21所'],
  ['promise', '二、下一步工作\n设一部投诉热线。', '设一部投诉热线'],
  // What is expected is nobody's promise.
  ['told', '预计2025年全县学位缺口900个。'],
  ['told', '一、工作情况\n建设实践基地60个。', '建设实践基地60个'],
  // A plan's name is no plan.
  ['told', '我局印发《2025年招生计划》。'],
];

const rows = ROWS.map(
  ([act, text, clause]) => [act, text, clause ?? text.replace(/。$/u, '')] as const,
);

test.each(rows)('%s: %s', (act, text, clause) => {
  const { statement, at } = clauseIn(text, clause);
  expect(judgeActs(statement, DAY, voice)[at]).toBe(act);
});

test('without the day of a letter a year says nothing of past or future', () => {
  const text = '2024年底前完成校舍改造。';
  const { statement } = clauseIn(text, '2024年底前完成校舍改造');
  expect(judgeActs(statement, null, voice)).toEqual(['told']);
  expect(judgeActs(statement, '2025-02-01', voice)).toEqual(['told']);
});
