import { expect, test } from 'vitest';

import type { MediaKind, Page } from '../../src/domain/page.ts';
import { extractArticle } from '../../src/extract/extract-article.ts';
import { mergeAttachment } from '../../src/extract/merge-attachment.ts';

const today = '2026-11-22';
const page = (kind: MediaKind, text: string): Page => ({
  url: 'https://jyj.example.gov.cn/zwgk/202409/t20240903_88.html',
  kind,
  text,
  charset: 'utf-8',
  issues: [],
});

const { article: cover } = extractArticle(
  page(
    'html',
    `<meta name="ArticleTitle" content="关于市政协七届三次会议第0128号提案的答复">
     <h1>关于市政协七届三次会议第0128号提案的答复</h1><p>发布时间：2024-09-03 索引号：530100021/2024-00211</p>
     <div class="TRS_Editor"><a href="./P02024.pdf"><img src="a.png">答复全文.pdf</a></div>
     <p><a href="/a/b.doc?x=1">征询表.doc</a> <a href="javascript:down()">下载.pdf</a> <a href="ftp://x/y.pdf">y</a></p>`,
  ),
  { today },
);
const { article: letter } = extractArticle(
  page(
    'text',
    '云教提复〔2024〕36号\n关于市政协七届三次会议第0128号提案的答复\n陈雨桐委员：\n您提出的《关于优化课后服务供给的提案》收悉，现会办意见如下：\n我局高度重视，积极办理。\n云岭市教育体育局\n2024年6月18日',
  ),
  { today },
);

test('names the files of a cover page with their types', () => {
  expect(cover.issues).toContain('attachment-only');
  expect(cover.attachments.map(({ url, type }) => [url, type])).toEqual([
    ['https://jyj.example.gov.cn/zwgk/202409/P02024.pdf', 'pdf'],
    ['https://jyj.example.gov.cn/a/b.doc?x=1', 'doc'],
  ]);
});

test('puts the text of the document into its cover page', () => {
  const merged = mergeAttachment(cover, letter);
  expect(merged).toMatchObject({
    url: cover.url,
    title: '关于市政协七届三次会议第0128号提案的答复',
    agency: '云岭市教育体育局',
    documentNumber: '云教提复〔2024〕36号',
    indexNumber: '530100021/2024-00211',
    addressee: '陈雨桐委员',
    dateWritten: '2024-06-18',
    datePublished: '2024-09-03',
    issues: [],
  });
  expect(merged.body).toBe(letter.body);
  expect(merged.proposal).toMatchObject({ number: '0128', role: 'co-handling' });
});

test('keeps the cover page when the document could not be read', () => {
  const unread = { ...letter, body: '', issues: ['unreadable'] as const };
  const merged = mergeAttachment(cover, unread);
  expect(merged.body).toBe(cover.body);
  expect(merged.issues).toEqual(['attachment-only', 'unreadable']);
});
