import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../src/domain/article.ts';
import type { Kind, Verdict } from '../../src/domain/verdict.ts';
import { letterOfArticle } from '../../src/letter/read-letter.ts';
import { summarizeArticle } from '../../src/summarize/summarize-article.ts';
import { summaryText } from '../../src/summarize/summary-text.ts';
import { characterCount } from '../../src/text/han.ts';
import { composeArticle } from '../support/composed-articles.ts';
import { comparable, coverage, isVerbatim } from './coverage.ts';
import { readMarkedLetters } from './marked-letters.ts';

const letters = readMarkedLetters();

function verdictOf(kind: Kind): Verdict {
  return { kind, relevance: 'core', topics: [], evidence: [], reasons: [] };
}

function articleOf(body: string, more: Partial<Article> = {}): Article {
  return composeArticle({
    title: '关于区政协三届二次会议第9号提案的答复',
    agency: '青田区教育局',
    dateWritten: '2024-05-20',
    ...more,
    body,
  });
}

/** A summary with what tests ask most of it: its text, and its lines. */
function summaryOf(article: Article, verdict: Verdict) {
  const summary = summarizeArticle(article, letterOfArticle(article), verdict);
  return {
    ...summary,
    text: summaryText(summary),
    lines: [...summary.points, ...summary.next].map(({ text }) => text),
  };
}

const summarize = (body: string, more: Partial<Article> = {}) =>
  summaryOf(articleOf(body, more), verdictOf('reply'));

test.each(letters.map((letter) => [letter.name, letter] as const))(
  'sums up %s in verbatim pieces, within 400 characters, without a name or number of a person',
  (_, { article }) => {
    const summary = summaryOf(article, verdictOf('reply'));
    expect(characterCount(summary.text)).toBeLessThanOrEqual(400);
    const pieces = [
      ...summary.lines,
      ...summary.keyFigures.map(({ text }) => text),
      ...summary.commitments.map(({ text }) => text),
    ];
    expect(pieces.filter((piece) => !isVerbatim(piece, article.body))).toEqual([]);
    expect(new Set(summary.lines).size).toBe(summary.lines.length);
    expect(summary.text).not.toMatch(/陈志远|王丽华|李春生|张建军|周文|何敏|刘志刚|吴晓东|苏宝柱/u);
    expect(summary.text).not.toMatch(/\d{3,4}-\d{7,8}|1[3-9]\d{9}/u);
    for (const { value, unit, text, at } of summary.keyFigures) {
      expect(text.slice(at).replace(' ', '')).toMatch(new RegExp(`^${value}`, 'u'));
      expect(text.replaceAll(' ', '')).toContain(`${value}${unit}`);
    }
  },
);

test('says most of what a careful reader marked in the composed letters', () => {
  const counts = { facts: 0, factsSaid: 0, figures: 0, figuresShown: 0, promises: 0, promised: 0 };
  for (const { article, facts, figures, promises } of letters) {
    const summary = summaryOf(article, verdictOf('reply'));
    const shown = [summary.text, ...summary.keyFigures.map(({ text }) => text)].join('\n');
    const commitments = summary.commitments.map(({ text }) => text).join('');
    counts.facts += facts.length;
    counts.factsSaid += facts.filter((fact) => coverage(fact, summary.text) >= 0.6).length;
    counts.figures += figures.length;
    counts.figuresShown += figures.filter(
      ({ value, span }) => comparable(shown).includes(value) && coverage(span, shown) >= 0.6,
    ).length;
    counts.promises += promises.length;
    counts.promised += promises.filter((span) => coverage(span, commitments) >= 0.6).length;
  }
  expect(counts.factsSaid / counts.facts).toBeGreaterThan(0.72);
  expect(counts.figuresShown / counts.figures).toBeGreaterThan(0.9);
  expect(counts.promised / counts.promises).toBeGreaterThan(0.85);
});

test('begins a reply with who answers which proposal about what, and names no person', () => {
  const { text } = summarize(
    '王小明委员：\n您在区政协三届二次会议上提出的《关于扩大课后服务的提案》（第9号）收悉，现答复如下：\n全区32所小学开展课后服务。',
  );
  expect(text.split('\n')[0]).toBe('答复《关于扩大课后服务的提案》（第9号）');
  expect(text).not.toContain('王小明');
});

test.each([
  ['对省十四届人大二次会议第1187号建议的答复', '省十四届人大二次会议第1187号建议'],
  ['市体育局关于市政协十四届二次会议第0318号提案的答复函', '市政协十四届二次会议第0318号提案'],
  [
    '某某省科学技术厅关于对某某自治区政协十三届二次会议第0635号提案的答复',
    '某某自治区政协十三届二次会议第0635号提案',
  ],
  [
    '关于政协第五届青禾市委员会第三次会议第176号提案答复的函',
    '政协第五届青禾市委员会第三次会议第176号提案',
  ],
])('names the proposal of %s', (title, reference) => {
  const { lead } = summarize('您提出的建议收悉，现答复如下：\n全区32所小学开展课后服务。', {
    title,
  });
  expect(lead?.reference).toBe(reference);
});

test('never quotes a number whose noun was torn off', () => {
  const summary = summarize(
    '您提出的提案收悉，现答复如下：\n实施改造工程，完成任务36推进农村学校达标，建成寄宿学校118发展共同体，组建教育集团9个。',
  );
  const all = JSON.stringify(summary);
  expect(all).not.toMatch(/36|118/u);
  expect(all).toContain('9个');
});

test.each([
  '依托20世纪40年代旧校舍建成学生研学基地',
  '学生在18世纪书院旧址开设劳动课程',
  '组织学生参加2022中意文化旅游年研学活动',
  '家长可拨打12345政务服务专线投诉培训机构收费',
  '开通12355青少年心理服务平台为学生提供心理辅导',
  '组织学生学习110报警知识并开展校园安全演练',
])('finds no damage in %s', (clause) => {
  expect(summarize(`您提出的提案收悉，现答复如下：\n${clause}。`).lines).toContain(clause);
});

test.each([
  ['a number in quotes', '此项工作可以说是从“0”起步，学校实行“5+2”模式开展课后服务。'],
  [
    'years, dates and document numbers',
    '2021年7月24日印发〔2021〕40号文件，第38号提案由12345热线受理课后服务咨询。',
  ],
  [
    'industrial projects',
    '2023年全市开工亿元以上产业项目280个，竣工279个，实施技术改造项目1894个。',
  ],
])('takes no figure from %s', (_, sentence) => {
  const summary = summarize(`您提出的提案收悉，现答复如下：\n${sentence}`);
  expect(summary.keyFigures).toEqual([]);
});

test.each([
  ['29.6亿元', { value: '29.6', unit: '亿元', text: '统筹专项资金29.6亿元用于课后服务' }],
  ['2万余人', { value: '2', unit: '万余人', text: '受众学生达到2万余人' }],
  ['96.2%', { value: '96.2', unit: '%', text: '学科类培训机构压缩率达96.2%' }],
  ['1,044场次', { value: '1,044', unit: '场次', text: '举办科普讲座1,044场次' }],
  ['50多名', { value: '50', unit: '多名', text: '邀请50多名院士担任科技辅导员' }],
  ['8.5个百分点', { value: '8.5', unit: '个百分点', text: '学生近视率下降8.5个百分点' }],
  ['2310家次', { value: '2310', unit: '家次', text: '检查校外培训机构2310家次' }],
  ['860户次', { value: '860', unit: '户次', text: '走访困难学生家庭860户次' }],
  ['45辆次', { value: '45', unit: '辆次', text: '抽查学生校车45辆次' }],
  ['12班次', { value: '12', unit: '班次', text: '开通学生公交专线12班次' }],
  ['318件次', { value: '318', unit: '件次', text: '收到家长投诉318件次' }],
  ['3个月', { value: '3', unit: '个月', text: '培训收费一次不得超过3个月' }],
  ['5个工作日', { value: '5', unit: '个工作日', text: '预收学费须在5个工作日内退还家长' }],
  ['2个学期', { value: '2', unit: '个学期', text: '课后服务费减免2个学期' }],
  ['6个班次', { value: '6', unit: '个班次', text: '开设教师培训6个班次' }],
  ['9所', { value: '9', unit: '所', text: '在9所学校试点课程超市' }],
])('reads %s as value and unit', (_, figure) => {
  const { keyFigures } = summarize(`您提出的提案收悉，现答复如下：\n${figure.text}。`);
  expect(keyFigures).toContainEqual({ ...figure, at: figure.text.indexOf(figure.value) });
});

test.each([
  ['年底前完成全区学校作业公示平台建设', '2024-05-20', '2024-12-31'],
  ['到2026年建成学生活动中心12个', '2024-05-20', '2026-12-31'],
  ['2024年9月底前出台课后服务收费办法', '2024-05-20', '2024-09-30'],
  ['2024年秋季学期在8所学校试点课程超市', '2024-09-01', '2025-01-31'],
  ['明年上半年为全部小学配备科学教师', '2025-01-01', '2025-06-30'],
  ['明年6月底前完成非学科类机构审核登记', '2024-05-20', '2025-06-30'],
  ['2025年2月底前公布学生作业时长监测报告', '2024-05-20', '2025-02-28'],
])('reads the deadline of %s', (clause, from, to) => {
  const { commitments } = summarize(`您提出的提案收悉，现答复如下：\n下一步，我局将${clause}。`);
  expect(commitments.map(({ deadline }) => deadline)).toEqual([
    expect.objectContaining({ from, to }),
  ]);
});

test('gives no deadline that had passed when the letter was written', () => {
  const { commitments } = summarize(
    '您提出的提案收悉，现答复如下：\n下一步，我局将在2022年建设方案基础上修订课后服务办法。',
  );
  expect(commitments.map(({ deadline }) => deadline)).toEqual([null]);
});

test.each([
  ['the 把-construction', '我局将“双减”工作纳入学校年度考核，将课后服务经费列入预算。'],
  ['a plan as a noun', '实施义务教育质量提升三年行动计划，开展教师培训。'],
  ['a past date', '到2020年已完成全部学校网络改造。'],
])('takes %s for no promise', (_, sentence) => {
  expect(summarize(`您提出的提案收悉，现答复如下：\n${sentence}`).commitments).toEqual([]);
});

test('keeps promises apart from what was done, also below a heading or an opening line', () => {
  const summary = summarize(
    '您提出的提案收悉，现答复如下：\n一、工作情况\n出台《课后服务管理办法》，覆盖学校45所。\n二、下一步工作打算\n（一）建立家长学校讲师团。\n（二）为山区学校配备科学教师60名。',
  );
  expect(summary.commitments.map(({ text }) => text)).toEqual([
    '建立家长学校讲师团',
    '为山区学校配备科学教师60名',
  ]);
  expect(summary.points.map(({ text }) => text).join('')).not.toContain('讲师团');
  expect(summary.text).toMatch(/\n下一步：\n.*讲师团/u);
});

test('names a table instead of quoting its rows', () => {
  const summary = summarize(
    '您提出的提案收悉，现答复如下：\n学段 学校数 参加学生数\n小学 28所 10420人\n合计 37所 15680人\n全县课后服务做到应开尽开。',
  );
  expect(summary.hasTable).toBe(true);
  expect(JSON.stringify(summary)).not.toContain('15680');
});

test('says which region each part of a compilation speaks of', () => {
  const article = articleOf(
    '东江省教育厅\n课后服务覆盖率达99.1%。\n安排专项资金3.2亿元。\n西岭自治区教育厅\n学科类培训机构压减率达96.4%。\n聘任校外辅导员719名参与课后服务。',
  );
  const summary = summaryOf(article, verdictOf('opinion'));
  for (const line of summary.lines) expect(line).toMatch(/^(?:东江省|西岭自治区)教育厅/u);
  expect(summary.lines.join('\n')).toMatch(/^东江省[^西\n]*3\.2亿元$/mu);
  expect(summary.lines.join('\n')).toMatch(/^西岭自治区.*719名/mu);
});

test('keeps the scope of a measure with it', () => {
  const { text } = summarize(
    '您提出的提案收悉，现答复如下：\n对家庭经济困难学生，全额免收课后服务费。',
  );
  expect(text).toContain('对家庭经济困难学生，全额免收课后服务费');
});

test('calls a co-handling opinion one', () => {
  const proposal = {
    body: 'NPC',
    session: null,
    number: '36',
    title: null,
    role: 'co-handling',
  } as const;
  const { text } = summarize(
    '某代表提出的《关于加强监管的建议》收悉，提出如下意见：\n排查机构286家。',
    {
      proposal,
      title: '对市十五届人大四次会议第36号建议的协办意见',
    },
  );
  expect(text.split('\n')[0]).toBe('会办《关于加强监管的建议》（第36号）');
});

test('falls back on how a text begins when no clause is worth quoting', () => {
  const { text } = summaryOf(articleOf('详见附件所列各项。'), verdictOf('notice'));
  expect(text).not.toBe('');
});

test('leaves out contacts, courtesy and clauses with personal data', () => {
  const summary = summarize(
    '您提出的提案收悉，现答复如下：\n全区开通课后服务投诉电话0571-85551234，受理投诉86件。\n感谢您对教育工作的关心！\n联系人：李大海，联系电话：13800001234\n青田区教育局',
  );
  expect(JSON.stringify(summary)).not.toMatch(/8555|李大海|138|感谢/u);
  expect(summary.text).toContain('受理投诉86件');
});

test('gives a document without a first line when it is no reply', () => {
  const { text } = summaryOf(
    articleOf('区教育局印发《课后服务实施方案》。\n一、服务对象。全区小学生自愿参加课后服务。'),
    verdictOf('notice'),
  );
  expect(text).not.toContain('答复');
  expect(text).toContain('课后服务');
});

test('stays empty for an empty body', () => {
  const summary = summaryOf(articleOf('', { title: '' }), verdictOf('other'));
  expect(summary).toMatchObject({ text: '', points: [], keyFigures: [], commitments: [] });
});

const piece = fc.constantFrom(
  '全区32所小学',
  '，',
  '。',
  '；',
  '一、',
  '（一）',
  '\n',
  '下一步',
  '《',
  '》',
  '“',
  '”',
  '将',
  '12',
  '.',
  '%',
  '🙂',
  '开展课后服务',
  '2024年',
  '现答复如下：',
  '家',
  '、',
  '…',
  '0571-85551234',
  '委员：',
  ' ',
  '：',
);

test('sums up any text without failing, within 400 characters and verbatim', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 120 }), (pieces) => {
      const body = pieces.join('').replaceAll('…', '');
      const summary = summarize(body);
      expect(characterCount(summary.text)).toBeLessThanOrEqual(400);
      for (const text of [...summary.lines, ...summary.commitments.map((c) => c.text)]) {
        expect(isVerbatim(text, body)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('gives what is no reply and concerns nobody by its first sentences, without personal data', () => {
  const body =
    '青田区举办迎春灯会。\n联系人：张晓禾，电话：0571-85551234。\n灯会共展出花灯360组，' +
    '下一步将免费开放至元宵节。';
  const verdict = { ...verdictOf('news'), relevance: 'none' } as const;
  const summary = summaryOf(articleOf(body), verdict);
  expect(summary.lines).toEqual([
    '青田区举办迎春灯会。',
    '灯会共展出花灯360组，下一步将免费开放至元宵节。',
  ]);
  expect(summary.keyFigures).toEqual([]);
  expect(summary.commitments).toEqual([]);
});

const answer = (sentences: string) => summarize(`您提出的提案收悉，现答复如下：\n${sentences}`);

test('never ends a quotation in a means whose verb it left out', () => {
  const sentence =
    '下一步，我局将组织科普专家走进28所中小学校开设课后服务课程，积极拓展校外辅导员职能，通过“馆校联动”形式，激发学生参与热情。';
  const { text, lines, commitments } = answer(sentence);
  for (const part of [
    ...text.split(/[\n；…]/u),
    ...[...lines, ...commitments.map((commitment) => commitment.text)].flatMap((quote) =>
      quote.split('…'),
    ),
  ])
    expect(part).not.toMatch(/(?:通过|以|按照)[^，]{2,20}(?:形式|方式|途径|模式)$/u);
});

test('says of a programme that is over when it was and what it was about', () => {
  const { text, keyFigures } = answer(
    '市科技局曾在2016年至2019年，组织开展了中小学校科技创新项目申报工作，择优遴选12项左右，每项资助额度不超过15万元。',
  );
  const whole =
    '市科技局曾在2016年至2019年，组织开展了中小学校科技创新项目申报工作，择优遴选12项左右，每项资助额度不超过15万元';
  expect(text).toContain(whole);
  for (const figure of keyFigures) expect(figure.text).toContain('曾在2016年至2019年');
});

test('quotes a listing from the clause that begins it', () => {
  const { text } = answer(
    '我局参与了规范校外培训机构名目的建立，标准设立，审批流程清单等，配合开展校外培训“护苗”2023年暑期专项行动。',
  );
  expect(text).not.toMatch(/(?:[；\n] ?|• )(?:标准设立|审批流程清单)/u);
});

test('does not say a heading that its own figures repeat', () => {
  const { text } = answer(
    '一是建立作业公示制度。全区36所义务教育学校实行作业校内公示，达标学校比例为97.5%。二是开展作业设计评选。组织优秀作业设计评选4次，入选作品112份。',
  );
  expect(text).toContain('全区36所义务教育学校实行作业校内公示');
  expect(text).not.toContain('建立作业公示制度');
});

test.each([
  ['组织专家编写科学课配套资源，', '通过市级云平台向全部学校免费提供'],
  ['鼓励科技馆安排学生专场和亲子科普活动，', '向中小学生优惠或免费开放'],
])('never says how something is given without what is given: %s', (what, how) => {
  const { text } = answer(`${what}${how}。全区32所小学开展课后服务。`);
  expect(text.replaceAll(`${what}${how}`, '')).not.toContain(how);
});
