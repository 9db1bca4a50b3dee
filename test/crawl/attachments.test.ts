import { expect, test } from 'vitest';

import { readArticle, type ArticleReading, type ReadDeps } from '../../src/revise/read-article.ts';
import type { FetchOutcome } from '../../src/domain/fetch.ts';
import { localReader } from '../support/local-reader.ts';

const page = 'https://jyj.qingxi.gov.cn/jyta/1.html';

const letter = [
  '关于市政协五届二次会议第0003号提案的答复',
  '方晓禾委员：',
  '您提出的《关于巩固“双减”成果的提案》收悉，现答复如下：',
  '全市小学一二年级不布置家庭书面作业，三至六年级书面作业控制在60分钟以内。',
  '青溪市教育局',
  '2026年11月2日',
].join('\n');
const annex =
  '附件：课后服务学校名单\n第一小学，参加课后服务的学生有1260人；第二小学，参加的学生有980人。';

interface Cover {
  /** Names of the linked files. */
  readonly files: readonly string[];
  /** Their texts; a file that is not named here is gone. */
  readonly texts: Readonly<Record<string, string>>;
  readonly atMost?: number;
}

function cover(files: readonly string[]): string {
  const links = files.map(
    (name) => `<p>附件：<a href="./${encodeURIComponent(name)}">${name}</a></p>`,
  );
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于市政协五届二次会议第0003号提案的答复</title></head>
<body><h1>关于市政协五届二次会议第0003号提案的答复</h1><p class="meta">日期：2026-11-05　来源：青溪市教育局</p>
<div class="v_news_content">${links.join('')}</div></body></html>`;
}

/** Reads a cover page; the files' bytes are their names, so that reading one gives its text. */
async function readCover({
  files,
  texts,
  atMost,
}: Cover): Promise<ArticleReading & { requested: string[] }> {
  const requested: string[] = [];
  const deps: ReadDeps = {
    ...(atMost === undefined ? {} : { attachmentsPerArticle: atMost }),
    reader: localReader({
      readDocument: async (bytes) => {
        const name = new TextDecoder().decode(bytes.slice(5));
        return { text: texts[name] ?? '', issues: [] };
      },
    }),
    fetchPage: async (url): Promise<FetchOutcome> => {
      const name = decodeURIComponent(url.split('/').at(-1) ?? '');
      requested.push(name);
      if (texts[name] === undefined) {
        return { kind: 'failure', reason: 'gone', detail: '404', status: 404, retryAfterMs: null };
      }
      const bytes = new TextEncoder().encode(`%PDF-${name}`);
      const raw = { url, bytes, contentType: null };
      const validators = { etag: null, lastModified: null };
      return { kind: 'page', raw, status: 200, validators, movedTo: null };
    },
  };
  const raw = { url: page, bytes: new TextEncoder().encode(cover(files)), contentType: null };
  const reading = await readArticle(deps, raw, { address: page, hints: { today: '2026-11-22' } });
  return { ...reading, requested };
}

const both = { '答复.pdf': letter, '名单.pdf': annex };

test('reads the documents of a cover page in their order', async () => {
  const { article, requested, verdict } = await readCover({
    files: ['答复.pdf', '名单.pdf'],
    texts: both,
    atMost: 3,
  });
  expect(requested).toEqual(['答复.pdf', '名单.pdf']);
  expect(article.body).toContain('60分钟以内');
  expect(article.body.indexOf('第二小学')).toBeGreaterThan(article.body.indexOf('60分钟'));
  expect(article.issues).not.toContain('attachment-only');
  expect(verdict.kind).toBe('reply');
});

test.each([
  ['as many as the operator allows', 1, ['答复.pdf']],
  ['none where the operator allows none', 0, []],
])('reads %s', async (_name, atMost, expected) => {
  const { requested } = await readCover({ files: ['答复.pdf', '名单.pdf'], texts: both, atMost });
  expect(requested).toEqual(expected);
});

test('a letter that comes as Word and as PDF is read once', async () => {
  const { requested, article } = await readCover({
    files: ['答复.docx', '答复.pdf', '扫描件.pdf'],
    texts: { '答复.docx': letter, '答复.pdf': letter, '扫描件.pdf': letter },
    atMost: 3,
  });
  expect(requested).toEqual(['答复.docx', '扫描件.pdf']);
  expect(article.body.split('60分钟以内')).toHaveLength(2);
});

test('a letter whose annex is gone is read all the same', async () => {
  const { article, documentFailure } = await readCover({
    files: ['答复.pdf', '名单.pdf'],
    texts: { '答复.pdf': letter },
    atMost: 3,
  });
  expect(documentFailure).toBeNull();
  expect(article.body).toContain('60分钟以内');
});

test('a letter that cannot be fetched says why', async () => {
  const { documentFailure } = await readCover({ files: ['答复.pdf'], texts: {}, atMost: 3 });
  expect(documentFailure?.reason).toBe('gone');
});
