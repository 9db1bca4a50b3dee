import { expect, test } from 'vitest';

import { judgeBody } from '../../src/markup/judge-body.ts';
import { findGate, nameGate, shownBy } from '../../src/markup/gates.ts';
import { parsePage } from '../../src/markup/parse-page.ts';

const shown = (html: string) => {
  const tree = parsePage(html);
  return shownBy(tree, tree.texts.join('\n'));
};

test.each([
  ['<title>Just a moment...</title><p>x</p>', 'challenge'],
  ['<script>document.cookie="a=1";location.reload()</script>', 'challenge'],
  ['<p>请求过于频繁</p>', 'challenge'],
  ['<p>由于您访问的地址可能对网站造成安全威胁，您的访问被阻断</p>', 'challenge'],
  ['<p>请先登录后查看</p>', 'login'],
  ['<p>您访问的页面不存在</p>', 'soft-404'],
  ['<title>404 Not Found</title><h1>404</h1>', 'soft-404'],
  ['<title>502 Bad Gateway</title><center>nginx</center>', 'server-error'],
  ['<p>系统维护中</p>', 'server-error'],
  ['<div id="app"></div><script src="/app.js"></script>', 'shell'],
])('is sure of %s', (html, kind) => {
  expect(findGate(shown(html))).toBe(kind);
});

test.each([
  ['服务器开小差了，请刷新页面。', 'server-error'],
  ['请拖动滑块完成拼图。', 'challenge'],
  ['票据校验失败。', 'login'],
  ['本文章已被作者撤回。', 'soft-404'],
  ['努力加载，马上就好', 'shell'],
  ['风和日丽', 'unreadable'],
])('names what is known to be no page: %s', (words, kind) => {
  expect(findGate(shown(`<p>${words}</p>`))).toBeNull();
  expect(nameGate(shown(`<p>${words}</p>`))).toBe(kind);
});

test('a page with much text is a page, whatever words it holds', () => {
  const text = '学校作业管理制度不断完善，家长反映良好。'.repeat(30);
  expect(findGate(shown(`<p>您访问的页面不存在</p><p>${text}</p>`))).toBeNull();
});

test.each([
  ['', '__jsl_clearance=1; path=/', 'challenge'],
  ['', 'JSESSIONID=1', null],
  ['<script>var a=1</script>', '', 'challenge'],
  ['<script>location.href="/x"</script>', '', 'redirect'],
  ['<div id="app"></div><script src="/app.js"></script>', '', 'shell'],
  ['<p>正文</p><script>var a=1</script>', '', null],
  ['<meta http-equiv="refresh" content="0;url=/a"><script>var a=1</script>', '', null],
  ['{"rows":[]}', '', null],
])('judges the body %j with cookies %j', (text, cookies, kind) => {
  expect(judgeBody({ text, cookies })?.kind ?? null).toBe(kind);
});
