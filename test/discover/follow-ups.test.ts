import { expect, test } from 'vitest';

import { followUps } from '../../src/discover/follow-ups.ts';

function follow(text: string, url = 'https://jyj.lanhe.gov.cn/col/col1229051/index.html') {
  return followUps({ url, kind: 'html', text, charset: 'utf-8', issues: [] });
}

test('follows a list frame of the same host, and no other frame', () => {
  const text = `<iframe src="/gk/list_1.html"></iframe><iframe src="https://player.example.com/a"></iframe>
    <iframe src="/tongji/count.html"></iframe><iframe src="about:blank"></iframe>`;
  expect(follow(text)).toEqual(['https://jyj.lanhe.gov.cn/gk/list_1.html']);
});

test('takes the proxy address that Hanweb wrote into the page', () => {
  const text =
    '<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/jpage/dataproxy.jsp?page=1&amp;webid=3&columnid=1229051&unitid=738"></a>]]></nextgroup></datastore></script>';
  expect(follow(text)).toEqual([
    'https://jyj.lanhe.gov.cn/module/jpage/dataproxy.jsp?page=1&webid=3&columnid=1229051&unitid=738',
  ]);
});

test('builds the proxy address only from ids on the page', () => {
  const known =
    '<script src="/module/web/jpage/script/jpage.js"></script><script>var opt={webid:3, columnid:1229051, unitid:738}</script>';
  const partly =
    '<script src="/module/web/jpage/script/jpage.js"></script><script>var webid=3</script>';
  expect(follow(known)[0]).toMatch(
    /^https:\/\/jyj\.lanhe\.gov\.cn\/module\/web\/jpage\/dataproxy\.jsp\?page=1&webid=3&columnid=1229051&unitid=738/u,
  );
  expect(follow(partly)).toEqual([]);
});

test('reads the units of JPaaS off their script tags, the list first', () => {
  const unit = (tag: string) =>
    `<script type="text/javascript" src="/script/AuthorizedRead/unitbuild.js" url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{'webId':'7','pageId':'9','parseType':'buildstatic','pageType':'column','tagId':'${tag}','tplSetId':'x'}"></script>`;
  const found = follow(unit('页头') + unit('信息列表'));
  expect(found).toHaveLength(2);
  expect(new URL(found[0] ?? '').searchParams.get('tagId')).toBe('信息列表');
  expect(new URL(found[0] ?? '').searchParams.get('webId')).toBe('7');
});

test('builds the gkmlpt address from the page’s script', () => {
  const text = '<script>window._CONFIG = { SID: 168, TREE_ID: "1620" };</script>';
  expect(follow(text, 'http://jyj.nanlan.gov.cn/gkmlpt/index')).toEqual([
    'http://jyj.nanlan.gov.cn/gkmlpt/api/all/1620?page=1&sid=168',
  ]);
  expect(follow('<script>var SID=168</script>', 'http://jyj.nanlan.gov.cn/gkmlpt/index')).toEqual(
    [],
  );
});

test('takes the category of a gkmlpt address from its fragment', () => {
  const text = '<script>window._CONFIG = { SID: "168" };</script>';
  expect(follow(text, 'http://jyj.nanlan.gov.cn/gkmlpt/index#1621')).toEqual([
    'http://jyj.nanlan.gov.cn/gkmlpt/api/all/1621?page=1&sid=168',
  ]);
});

test.each([
  [
    '<meta http-equiv="refresh" content="0;url=list.html">',
    ['https://jyj.lanhe.gov.cn/col/col1229051/list.html'],
  ],
  ['<meta http-equiv="Refresh" content="1; URL=\'/jyta/\'">', ['https://jyj.lanhe.gov.cn/jyta/']],
  ['<meta http-equiv="refresh" content="0;url=https://evil.example.com/">', []],
  ['<meta http-equiv="refresh" content="60">', []],
])('follows a meta refresh within the host: %s', (text, expected) => {
  expect(follow(text)).toEqual(expected);
});

test('gives nothing for a page without an address', () => {
  expect(
    followUps({
      url: null,
      kind: 'html',
      text: '<iframe src="/a">',
      charset: 'utf-8',
      issues: [],
    }),
  ).toEqual([]);
});
