import { expect, test } from 'vitest';

import { findList } from '../../src/rows/find-list.ts';
import { readThroughRefresh } from '../../src/revise/read-through-refresh.ts';
import type { FetchOutcome, FetchPage } from '../../src/domain/fetch.ts';
import type { Source } from '../../src/domain/source.ts';
import { localReader } from '../support/local-reader.ts';

const shell = 'https://jyj.lanhe.gov.cn/jyta.html';
const moved = 'https://jyj.lanhe.gov.cn/zwgk/jyta/';
const refresh = '<meta http-equiv="refresh" content="0;url=/zwgk/jyta/">';

const source: Source = {
  id: 'lanhe',
  name: '澜河市教育局建议提案答复',
  url: shell,
  format: 'auto',
  regionCode: null,
  level: 'national',
  agency: null,
  family: null,
  group: 'reply',
  enabled: true,
  confirmed: 'never',
  selectors: null,
};

function pageOf(url: string, text: string): FetchOutcome {
  return {
    kind: 'page',
    raw: { url, bytes: new TextEncoder().encode(text), contentType: 'text/html; charset=utf-8' },
    status: 200,
    validators: { etag: '"1"', lastModified: null },
    movedTo: null,
  };
}

/** A site of a few pages that keeps a log. */
function siteOf(pages: Readonly<Record<string, string>>): FetchPage & { readonly log: string[] } {
  const log: string[] = [];
  const fetchPage: FetchPage = (url) => {
    log.push(url);
    const text = pages[url];
    if (text !== undefined) return Promise.resolve(pageOf(url, text));
    const nothing = { detail: 'Nothing there.', status: 404, retryAfterMs: null };
    return Promise.resolve({ kind: 'failure', reason: 'gone', ...nothing });
  };
  return Object.assign(fetchPage, { log });
}

const reader = localReader();

/** Fetches and reads an address as a list, refreshes followed. */
function visit(fetchPage: FetchPage, url: string) {
  return readThroughRefresh(fetchPage, {
    url,
    read: (raw) => reader.readList(raw, { address: url, today: '2026-11-22' }),
  });
}

const rows = Array.from(
  { length: 8 },
  (_, index) =>
    `<li><a href="/zwgk/jyta/202611/t202611${10 + index}_${700 + index}.html">关于市十四届人大五次会议第${index + 1}号建议的答复</a><span>2026-11-${10 + index}</span></li>`,
).join('');
const list = `<html><head><title>建议提案</title></head><body><ul class="list">${rows}</ul></body></html>`;

test('follows a refresh once and forgets the shell’s validators', async () => {
  const fetchPage = siteOf({ [shell]: refresh, [moved]: '<p>正文</p>' });
  const outcome = await visit(fetchPage, shell);
  expect(outcome).toMatchObject({
    kind: 'page',
    raw: { url: moved },
    validators: { etag: null, lastModified: null },
  });
  expect(fetchPage.log).toEqual([shell, moved]);
});

test('follows no second refresh', async () => {
  const next = '<meta http-equiv="refresh" content="0;url=/third.html">';
  const fetchPage = siteOf({ [shell]: refresh, [moved]: next });
  await visit(fetchPage, shell);
  expect(fetchPage.log).toEqual([shell, moved]);
});

test('names the failure behind the shell', async () => {
  const outcome = await visit(siteOf({ [shell]: refresh }), shell);
  expect(outcome).toMatchObject({ kind: 'failure', reason: 'gone' });
});

test('keeps a page’s own validators', async () => {
  const outcome = await visit(siteOf({ [moved]: list }), moved);
  expect(outcome).toMatchObject({ validators: { etag: '"1"' } });
});

test('finds a list behind a refresh', async () => {
  const fetchPage = siteOf({ [shell]: refresh, [moved]: list });
  const request = { source, url: shell, validators: null, today: '2026-11-22' };
  const { discovery } = await findList({ fetchPage, reader }, request);
  expect(discovery?.entries).toHaveLength(8);
});

test('requests the whole of a shell whose rows come from a second address, each time', async () => {
  const frame = 'https://jyj.lanhe.gov.cn/list/frame.html';
  const text = `<html><body><h1>建议提案办理</h1><iframe src="${frame}"></iframe></body></html>`;
  const fetchPage = siteOf({ [shell]: text, [frame]: list });
  const request = { source, url: shell, validators: null, today: '2026-11-22' };
  const { discovery, outcome } = await findList({ fetchPage, reader }, request);
  expect(discovery?.state).toBe('list');
  expect(outcome).toMatchObject({ validators: { etag: null, lastModified: null } });
});
