import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { answerOf, quotedWith } from './read.ts';

/** [what the rows are about, sentence, clause, what a quotation of it must hold or not be made]. */
const LEANING: readonly (readonly [string, string, string, ...string[]])[] = [
  // Who did it.
  [
    'subject',
    '县财政局每年安排资金300万元，购买校外服务1200课时。',
    '购买校外服务1200课时',
    '县财政局每年安排资金300万元',
  ],
  ['subject', '各乡镇成立工作专班，检查机构86家。', '检查机构86家', '各乡镇成立工作专班'],
  ['subject', '青禾小学利用社会资源，开设社团30个。', '开设社团30个', '青禾小学利用社会资源'],
  [
    'subject',
    '县公安局开展护学行动；查处违停车辆900辆。',
    '查处违停车辆900辆',
    '县公安局开展护学行动',
  ],
  [
    'object',
    '第三方抽查发现3所学校超标收费，已责令限期退还。',
    '已责令限期退还',
    '第三方抽查发现3所学校超标收费',
  ],
  [
    'object',
    '期中考试逐步减少，初一、初二年级明年秋季起取消。',
    '初一、初二年级明年秋季起取消',
    '期中考试逐步减少',
  ],
  [
    'object',
    '企业提出每餐涨到14元，我局没有同意，今年维持11元。',
    '今年维持11元',
    '企业提出每餐涨到14元',
  ],
  ['counterpart', '教师工资反而上涨5%，房租下降。', '房租下降'],
  ['whose', '县妇联已将其列入实事，准备再办6个点。', '准备再办6个点', '县妇联已将其列入实事'],
  [
    'sample',
    '去年在5所学校试用批改软件，教师每天少用30分钟。',
    '教师每天少用30分钟',
    '去年在5所学校试用批改软件',
  ],
  [
    'other place',
    '邻近的某市推行举报奖励，半年收到线索600多条。',
    '半年收到线索600多条',
    '邻近的某市推行举报奖励',
  ],
  [
    'part',
    '全市接到投诉4200件，其中三成为成人培训，不属于本提案讨论的范围。',
    '全市接到投诉4200件',
    '不属于本提案讨论的范围',
  ],
  [
    'last year',
    '去年我县第一次办暑期托管，收托小学生610名。',
    '收托小学生610名',
    '去年我县第一次办暑期托管',
  ],
  [
    'use',
    '预算中单列专项资金500万元，只用于农村学校。',
    '预算中单列专项资金500万元',
    '只用于农村学校',
  ],
  // Not done yet.
  ['plan', '我局将投入资金200万元，改造教室30间。', '改造教室30间', '我局将投入资金200万元'],
  ['plan', '我局拟新建学校2所，增加学位1800个。', '增加学位1800个', '我局拟新建学校2所'],
  [
    'plan',
    '我县计划三年内招聘教师90名，全部补充到农村小学。',
    '全部补充到农村小学',
    '我县计划三年内招聘教师90名',
  ],
  ['plan', '下一步，新建学校2所，招聘教师60名。', '招聘教师60名', '下一步'],
  ['plan', '按照教育发展规划，全县学位达到4.2万个。', '全县学位达到4.2万个', '按照教育发展规划'],
  // Not, or not wholly.
  ['not', '学校没有专职教师，也没有专用教室。', '也没有专用教室', '学校没有专职教师'],
  [
    'not',
    '全县已有30所学校开展课后服务，但农村学校尚未开展。',
    '全县已有30所学校开展课后服务',
    '但农村学校尚未开展',
  ],
  ['not', '校车已全部更新，但是，山区线路仍未开通。', '校车已全部更新', '山区线路仍未开通'],
  ['not', '全县小学已提供午餐，教学点除外。', '全县小学已提供午餐', '教学点除外'],
  [
    'not',
    '学校可以收取服务费，具体以物价部门核定为准。',
    '学校可以收取服务费',
    '具体以物价部门核定为准',
  ],
  // Only if.
  ['if', '如果家长自愿申请，学校可提供晚托服务。', '学校可提供晚托服务', '如果家长自愿申请'],
  ['if', '若人数超过20人，学校开设第二个班。', '学校开设第二个班', '若人数超过20人'],
  ['if', '待项目验收后，新校区正式启用。', '新校区正式启用', '待项目验收后'],
  ['if', '除寒暑假外，学校图书馆全部开放。', '学校图书馆全部开放', '除寒暑假外'],
  ['if', '经县政府同意后，收费标准调整为每课时3元。', '收费标准调整为每课时3元', '经县政府同意后'],
  ['if', '在经费允许的情况下，每校配备保安2名。', '每校配备保安2名', '在经费允许的情况下'],
  ['if', '原则上，小学不布置书面家庭作业。', '小学不布置书面家庭作业', '原则上'],
  ['if', '凡未取得许可证的，一律停止招生。', '一律停止招生', '凡未取得许可证的'],
  ['if', '只有通过年检，机构才能继续收费。', '机构才能继续收费', '只有通过年检'],
  ['if', '一旦查实，取消办学资格，三年内不得申请。', '三年内不得申请', '一旦查实', '取消办学资格'],
  ['if', '如果符合条件，学生可申请补助500元；可免交午餐费。', '可免交午餐费', '如果符合条件'],
  // Wished, not so.
  [
    'wish',
    '建议学校增设心理辅导室，配备专职教师2名。',
    '配备专职教师2名',
    '建议学校增设心理辅导室',
  ],
  ['wish', '请各学校开放操场，延长开放时间至20时。', '延长开放时间至20时', '请各学校开放操场'],
  ['wish', '您建议延长看护时间，周末开放校园。', '周末开放校园', '您建议延长看护时间'],
  ['wish', '建议学校开放操场；增设社团20个。', '增设社团20个', '建议学校开放操场'],
  // Somebody says so.
  ['said', '有家长反映，个别教师布置作业过多。', '个别教师布置作业过多', '有家长反映'],
  ['said', '据问卷调查显示，八成家长表示满意。', '八成家长表示满意', '据问卷调查显示'],
  ['said', '教育部规定，小学一二年级不布置书面作业。', '小学一二年级不布置书面作业', '教育部规定'],
  ['said', '家长反映：个别机构提前收费。', '个别机构提前收费', '家长反映'],
  ['said', '调查发现，有15个班级作业超时。', '有15个班级作业超时', '调查发现'],
  // Of a part, or of somewhere else.
  ['scope', '从全国看，参与率达到92%。', '参与率达到92%', '从全国看'],
  ['scope', '在全省范围内，学科类机构压减95%。', '学科类机构压减95%', '在全省范围内'],
  ['scope', '我县共有学校62所，其中寄宿制学校18所。', '其中寄宿制学校18所', '我县共有学校62所'],
  ['scope', '全省安排资金5亿元，其中我县320万元。', '其中我县320万元', '全省安排资金5亿元'],
  [
    'scope',
    '全国共有学校11万所开展课后服务，参与学生7700万人。',
    '参与学生7700万人',
    '全国共有学校11万所开展课后服务',
  ],
  ['scope', '试点学校共12所，参与学生9000人。', '参与学生9000人', '试点学校共12所'],
  ['scope', '对家庭困难学生，免除全部课后服务费。', '免除全部课后服务费', '对家庭困难学生'],
  // What is pointed at.
  ['this', '青禾小学引进社会力量，该校开设社团30个。', '该校开设社团30个', '青禾小学引进社会力量'],
  ['this', '我局约谈违规机构9家，将其列入黑名单。', '将其列入黑名单', '我局约谈违规机构9家'],
  [
    'this',
    '学校成立家长委员会，这一机制覆盖全部班级。',
    '这一机制覆盖全部班级',
    '学校成立家长委员会',
  ],
  [
    'this',
    '县政府出台奖补办法，上述政策惠及教师1200名。',
    '上述政策惠及教师1200名',
    '县政府出台奖补办法',
  ],
  [
    'this',
    '青禾小学是试点学校。该校每天开展课后服务2小时。',
    '该校每天开展课后服务2小时',
    '青禾小学是试点学校',
  ],
  [
    'this',
    '县政府出台奖补办法。上述政策惠及教师1200名。',
    '上述政策惠及教师1200名',
    '县政府出台奖补办法',
  ],
  // Why.
  ['why', '由于教师紧缺，目前尚未配齐心理教师。', '目前尚未配齐心理教师', '由于教师紧缺'],
  ['why', '鉴于财政困难，暂不提高补助标准。', '暂不提高补助标准', '鉴于财政困难'],
  ['why', '学校用地紧张，所以未建操场。', '所以未建操场', '学校用地紧张'],
  ['why', '生源逐年减少，因此撤并教学点5个。', '生源逐年减少', '因此撤并教学点5个'],
  ['why', '虽然师资不足，全县小学仍开足体育课。', '全县小学仍开足体育课', '虽然师资不足'],
  // When.
  ['when', '2023年，全县查处违规机构12家。', '全县查处违规机构12家', '2023年'],
  ['when', '过去，学生每天作业超过3小时。', '学生每天作业超过3小时', '过去'],
  ['when', '2023年，我局检查机构86家；取缔无证机构5家。', '取缔无证机构5家', '2023年'],
  [
    'when',
    '截至2024年5月，已有96所学校开展课后服务，参与学生9.8万名。',
    '参与学生9.8万名',
    '截至2024年5月',
    '已有96所学校开展课后服务',
  ],
  // Of what the figure is.
  [
    'of what',
    '全县有学生9.8万名参加课后服务，占在校生的97%。',
    '占在校生的97%',
    '全县有学生9.8万名参加课后服务',
  ],
  ['of what', '全县建成食堂96个，较上年增加12个。', '较上年增加12个', '全县建成食堂96个'],
  [
    'of what',
    '我局组织科普活动46场，覆盖学生1.6万人次。',
    '覆盖学生1.6万人次',
    '我局组织科普活动46场',
  ],
];

test.each(LEANING)('%s: %s — %s', (...row) => {
  const [, text = '', clause = '', ...musts] = row;
  const held = quotedWith(text, clause);
  // What may not be quoted at all says nothing false.
  const missing = held.length === 0 ? [] : musts.filter((must) => !held.includes(must));
  expect(missing).toEqual([]);
});

// Most of them may be quoted: a reader who quotes nothing is faithful and of no use.
test('quotes most of what leans on something', () => {
  const quotable = LEANING.filter(([, text, clause]) => quotedWith(text, clause).length > 0);
  expect(quotable.length / LEANING.length).toBeGreaterThan(0.9);
});

test.each([
  ['为减轻学生负担，全县印发作业管理办法。', '全县印发作业管理办法'],
  ['同时，我局开展专项检查24次。', '我局开展专项检查24次'],
  ['目前，全县96所学校开展课后服务。', '全县96所学校开展课后服务'],
  ['按照上级要求，我局查处违规机构12家。', '我局查处违规机构12家'],
  ['经认真研究，我局同意增加校车3辆。', '我局同意增加校车3辆'],
  ['在县委领导下，全县新建学校3所。', '全县新建学校3所'],
  // The office itself, which every card names, needs no subject.
  ['我局印发作业管理办法，建立作业公示制度。', '建立作业公示制度'],
  ['我局检查机构86家，取缔无证机构5家。', '取缔无证机构5家'],
  ['县教育局检查机构86家，取缔无证机构5家。', '取缔无证机构5家'],
  ['全县学校开展课后服务，我局印发收费办法。', '我局印发收费办法'],
  // Who speaks in his own voice is no longer quoting.
  ['有家长反映，作业过多，我局约谈校长3名。', '我局约谈校长3名'],
  ['2022年，全县新建学校3所，今年新建学校2所。', '今年新建学校2所'],
])('needs nothing else: %s — %s', (text, clause) => {
  expect(quotedWith(text, clause)).toEqual([clause]);
});

test('turns a statement round by the next one', () => {
  const { statements } = answerOf('全县校车已全部更新。但山区线路仍未开通。我局将继续推进。');
  expect(statements.map(({ turnedBy }) => turnedBy)).toEqual([1, null, null]);
});

test('what points at nothing near is not quoted', () => {
  const text = '一、师资\n全县招聘教师90名。全县轮岗教师120名。\n二、场地\n该校新建操场1个。';
  expect(quotedWith(text, '该校新建操场1个')).toEqual([]);
});

test.each([
  '一、关于延长看护时间的建议。我局予以采纳。',
  '一、关于延长看护时间的建议\n我局予以采纳。',
  '一、关于延长看护时间的建议。同意。',
])('a decision is told with what was asked for: %s', (text) => {
  const { statements } = answerOf(text);
  expect(statements).toHaveLength(1);
  expect(statements[0]).toMatchObject({
    needsHeading: true,
    heading: { text: '关于延长看护时间的建议' },
  });
});

test.each([
  '感谢您对教育工作的关心和支持。',
  '您的建议非常好，具有很强的针对性。',
  '抄送：市政协提案委',
  '联系人：李某，联系电话：0000-0000000',
  '请您填写征询意见表并寄回我局。',
  '专此函复。',
  '下一步，我局将做好以下几项工作：',
])('says nothing of the matter: %s', (line) => {
  expect(answerOf(line).statements).toEqual([]);
});

test.each([
  '年份 新建学校 新增学位\n2023 8 9600\n2024 5 6100',
  '| 年份 | 新建学校 | 新增学位 |\n| --- | --- | --- |\n| 2023 | 8 | 9600 |',
  '2023 8 9600\n2024 5 6100',
])('names a table and quotes nothing of it: %s', (table) => {
  expect(answerOf(table)).toEqual({ statements: [], hasUnreadTable: true });
});

const pieces = fc.constantFrom(
  '我局',
  '将',
  '若',
  '其中',
  '该校',
  '建议',
  '2023年',
  '96所',
  '，',
  '。',
  '；',
  '：',
  '一、',
  '一是',
  '\n',
  ' ',
  '“',
  '《',
  '（',
  '检查机构',
  '\ud842',
);

test('quotes any text verbatim, each clause with itself, and never throws', () => {
  const texts = fc.tuple(fc.array(pieces, { maxLength: 60 }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(texts, ([words, noise]) => {
      const text = words.join('') + noise;
      const { statements } = answerOf(text);
      for (const { clauses, antecedent } of statements) {
        expect(antecedent === null || antecedent in statements).toBe(true);
        for (const [at, clause] of clauses.entries()) {
          expect(text.slice(clause.start, clause.end)).toBe(clause.text);
          expect(clause.needs.length === 0 || clause.needs.includes(at)).toBe(true);
          expect(clause.needs.every((need) => need in clauses)).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});
