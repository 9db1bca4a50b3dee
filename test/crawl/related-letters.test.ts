import { expect, test } from 'vitest';

import { findTraces } from '../../src/upkeep/find-traces.ts';
import { forgetDocument } from '../../src/upkeep/forget-document.ts';
import { HOMEWORK, type DemoLetter } from '../../src/demo/letters.ts';
import { columnPages, manyLetters, someColumn } from '../support/news-stage.ts';
import { otherLetters, postedStage, urlOf } from './posted-stage.ts';

const finance = someColumn({
  id: 'finance',
  url: 'https://czj.sx.gov.cn/jyta/',
  regionCode: '330600',
});

/** Another office's opinion on the same proposal. */
const opinion: DemoLetter = {
  title: '对市政协九届五次会议第126号提案的会办意见',
  agency: '绍兴市财政局',
  documentNumber: '绍财提会〔2026〕12号',
  published: '2026-09-10',
  paragraphs: [
    '市教育局：',
    '市政协九届五次会议第126号提案《关于巩固“双减”成果、切实减轻小学生作业负担的提案》收悉，现提出如下会办意见：',
    '2026年市级财政安排课后服务补助经费3200万元，按每生每学期300元的标准拨付，支持学校开展课后服务和作业管理。',
    '下一步，我局将配合贵局研究提高课后服务教师补助标准，2027年预算中予以安排。',
    '绍兴市财政局',
    '2026年7月3日',
  ],
};

function onSite(first: readonly DemoLetter[], second: readonly DemoLetter[]) {
  return {
    pages: new Map([
      ...columnPages(someColumn().url, [...first, ...otherLetters]),
      ...columnPages(finance.url, [...second, ...otherLetters]),
    ]),
  };
}

const shows = (message: unknown): string => JSON.stringify(message);

test.each([
  ['the opinion comes after the answer', HOMEWORK, opinion],
  ['the answer comes after the opinion', opinion, HOMEWORK],
])('letters on one proposal name each other: %s', async (_order, earlier, later) => {
  const stage = await postedStage([], onSite([earlier], [later]));
  expect(shows(stage.shown[0]?.message)).not.toContain('同一提案');
  await stage.visit(finance);
  await stage.settle();
  expect(stage.shown.map(({ edits }) => edits)).toEqual([1, 0]);
  const [one, two] = stage.shown.map(({ message }) => shows(message.embeds[0].fields));
  expect(one).toContain('同一提案的其他答复');
  expect(one).toContain(urlOf(later, finance));
  expect(two).toContain(urlOf(earlier));
  expect([one, two].join('')).toContain('绍兴市财政局 · 会办意见');
  // Nothing is edited again by what brings nothing new.
  await stage.visit(finance);
  await stage.settle();
  expect(stage.shown.map(({ edits }) => edits)).toEqual([1, 0]);
});

test('a further answer a year later is linked to the first one, as what it is', async () => {
  const further: DemoLetter = {
    ...HOMEWORK,
    title: '关于市政协九届五次会议第126号提案的再次答复',
    documentNumber: '绍教提复〔2027〕9号',
    published: '2026-11-22',
    paragraphs: [
      ...HOMEWORK.paragraphs.slice(0, 2),
      ...(manyLetters(1, 78)[0]?.paragraphs.slice(2, -2) ?? []),
      '绍兴市教育局',
      '2026年11月20日',
    ],
  };
  const stage = await postedStage([], onSite([HOMEWORK], [further]));
  await stage.visit(finance);
  await stage.settle();
  const [one, two] = stage.shown.map(({ message }) => shows(message.embeds[0].fields));
  expect(one).toContain('绍兴市教育局 · 后续答复');
  expect(two).toContain('绍兴市教育局 · 答复');
});

test('no more than five letters are named', async () => {
  const offices = [
    '民政局',
    '财政局',
    '人力资源和社会保障局',
    '发展和改革委员会',
    '卫生健康委员会',
    '市场监督管理局',
    '公安局',
  ];
  const texts = manyLetters(offices.length, 77).map(({ paragraphs }) => paragraphs.slice(2, -2));
  const opinionOf = (office: string, at: number): DemoLetter => ({
    ...opinion,
    agency: `绍兴市${office}`,
    documentNumber: `绍会〔2026〕${at}号`,
    paragraphs: [
      ...opinion.paragraphs.slice(0, 2),
      ...(texts[at] ?? []),
      `绍兴市${office}`,
      '2026年7月3日',
    ],
  });
  const more = offices.map(opinionOf);
  const pages = more.map((letter, at): readonly [string, DemoLetter] => [
    `https://w${at}.sx.gov.cn/jyta/`,
    letter,
  ]);
  const stage = await postedStage([HOMEWORK], {
    pages: new Map([
      ...columnPages(someColumn().url, [HOMEWORK, ...otherLetters]),
      ...pages.flatMap(([url, letter]) => [...columnPages(url, [letter, ...otherLetters])]),
    ]),
  });
  for (const [url] of pages) await stage.visit(someColumn({ id: url, url }));
  await stage.settle();
  const related = stage.shown[0]?.message.embeds[0].fields.find(({ name }) =>
    name.startsWith('同一提案'),
  );
  expect(related?.value.split('\n')).toHaveLength(5);
});

test.each([
  [
    'in another city',
    {
      ...opinion,
      agency: '湖州市财政局',
      paragraphs: opinion.paragraphs.map((text) => text.replaceAll('绍兴', '湖州')),
    },
    '330500',
  ],
  [
    'of another session',
    {
      ...opinion,
      title: opinion.title.replace('九届五次', '九届四次'),
      paragraphs: opinion.paragraphs.map((text) => text.replace('九届五次', '九届四次')),
    },
    '330600',
  ],
  [
    'of the people’s congress',
    {
      ...opinion,
      title: '对市九届人大五次会议第126号建议的会办意见',
      paragraphs: opinion.paragraphs.map((text) =>
        text
          .replace('市政协九届五次会议第126号提案', '市九届人大五次会议第126号建议')
          .replace('的提案》', '的建议》'),
      ),
    },
    '330600',
  ],
])('the same number %s is another matter', async (_where, letter, regionCode) => {
  const stage = await postedStage([], onSite([HOMEWORK], [letter]));
  await stage.visit({ ...finance, regionCode });
  await stage.settle();
  expect(stage.shown.map(({ edits }) => edits)).toEqual([0, 0]);
  expect(shows(stage.shown)).not.toContain('同一提案');
});

test('a source of one server only is named on no card of others, and names those of all', async () => {
  const stage = await postedStage([], onSite([HOMEWORK], [opinion]));
  await stage.visit({ ...finance, guildIds: ['10'] });
  await stage.settle();
  const [one, two] = stage.shown.map(({ message }) => shows(message.embeds[0].fields));
  expect(one).not.toContain('同一提案');
  expect(two).toContain(urlOf(HOMEWORK));
});

test('a forgotten letter is taken off the cards that name it', async () => {
  const stage = await postedStage([], onSite([HOMEWORK], [opinion]));
  await stage.visit(finance);
  await stage.settle();
  const target = urlOf(opinion, finance);
  const traces = await findTraces(stage.store, target);
  await forgetDocument(stage.store, target, { traces, now: stage.deps.now() });
  await stage.settle();
  expect(shows(stage.shown[0]?.message)).not.toContain(target);
  expect(shows((await stage.record(HOMEWORK)).card)).not.toContain('财政局');
});

test('a letter that is taken down is named without a link', async () => {
  const stage = await postedStage([], onSite([HOMEWORK], [opinion]));
  await stage.visit(finance);
  await stage.settle();
  stage.answers.set(urlOf(opinion, finance), { reason: 'gone' });
  await stage.looksAfter(1);
  await stage.looksAfter(1.1);
  expect(shows(stage.shown[0]?.message)).toContain('绍兴市财政局 · 会办意见');
  expect(shows(stage.shown[0]?.message)).not.toContain(urlOf(opinion, finance));
});
