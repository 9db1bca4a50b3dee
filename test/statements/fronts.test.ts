import { expect, test } from 'vitest';

import { frontOf } from '../../src/grammar/front-rules.ts';

test.each([
  ['同时', 'connective'],
  ['此外', 'connective'],
  ['但是', 'turn'],
  ['然而', 'turn'],
  ['目前', 'now'],
  ['近年来', 'now'],
  ['下一步', 'plan'],
  ['今后工作中', 'plan'],
  ['按照全县教育发展规划', 'plan'],
  ['若家长提出申请', 'condition'],
  ['如果人数不足', 'condition'],
  ['一旦查实', 'condition'],
  ['除法定节假日外', 'condition'],
  ['经县政府批准后', 'condition'],
  ['待新校区建成后', 'condition'],
  ['在保证安全的前提下', 'condition'],
  ['原则上', 'condition'],
  ['凡违规收费的', 'condition'],
  ['由于师资不足', 'cause'],
  ['因场地有限', 'cause'],
  ['受疫情影响', 'cause'],
  ['虽然任务繁重', 'cause'],
  ['据不完全统计', 'speech'],
  ['有代表提出', 'speech'],
  ['国务院办公厅要求', 'speech'],
  ['2023年', 'time'],
  ['今年3月以来', 'time'],
  ['截至2024年5月', 'time'],
  ['每学期末', 'time'],
  ['“十四五”期间', 'time'],
  ['从全省来看', 'scope'],
  ['在全国范围内', 'scope'],
  ['对寄宿学生', 'scope'],
  ['关于收费标准', 'topic'],
  ['为减轻学生负担', 'free'],
  ['以提高质量为目标', 'free'],
  ['根据上级要求', 'free'],
  ['经认真研究', 'free'],
  ['在县委领导下', 'free'],
])('%s is a front: %s', (clause, kind) => {
  expect(frontOf(clause)?.kind).toBe(kind);
});

// Each begins like a front and is none.
test.each([
  '全县学校开展课后服务',
  '如期完成校舍改造',
  '如皋市开展试点',
  '因地制宜开设社团',
  '因材施教布置作业',
  '除尘设备全部更换',
  '受理投诉36件',
  '受益学生9000人',
  '经费由财政承担',
  '待遇有所提高',
  '从严查处违规机构',
  '对机构开展检查24次',
  '为学生提供午餐',
  '同时段安排两节体育课',
  '目前尚无经费',
])('%s is a main clause', (clause) => {
  expect(frontOf(clause)).toBeNull();
});
