import { expect, test } from 'vitest';

import { saysMessageBoard } from '../../src/furniture/message-board.ts';
import { classifyArticle } from '../../src/classify/classify-article.ts';
import { extractArticle } from '../../src/extract/extract-article.ts';
import { deliveredVocabulary } from '../support/composed-articles.ts';

const URL_OF = 'http://jyj.wuhan.gov.cn/art/2024/7/2/1.html';

function kindOf(head: string, url = URL_OF): { kind: string; issues: readonly string[] } {
  const text = `<html><head><title>关于市政协五届一次会议第38号提案的答复</title></head><body>${head}<h1>关于市政协五届一次会议第38号提案的答复</h1><p>张明委员：</p><p>您提出的《关于巩固双减成果的提案》收悉，现答复如下：</p><p>一、规范校外培训，查处违规机构36家，课后服务覆盖率达98%。</p><p>二、加强作业管理，落实作业公示制度。</p><p>武汉市教育局</p><p>2024年7月1日</p></body></html>`;
  const page = { url, kind: 'html', text, charset: 'utf-8', issues: [] } as const;
  const { article, letter } = extractArticle(page);
  const { kind } = classifyArticle(article, letter, deliveredVocabulary());
  return { kind, issues: article.issues };
}

test.each([
  '<div>留言人：匿名　留言时间：2024-07-02</div>',
  '<table><tr><td>信件编号：</td><td>WX2024070201</td></tr></table>',
  '<p>来信人：某先生</p><p>网上看到：</p>',
  '<h2>网友提问时间：2024年7月1日</h2>',
])('a page that calls its text a message holds no letter: %s', (head) => {
  expect(kindOf(head)).toMatchObject({ kind: 'other', issues: ['message-board'] });
});

test.each([
  '',
  '<p>建议人：张明</p><p>办理单位：武汉市教育局</p>',
  '<nav>我要写信 网民留言 领导信箱</nav><div>发布时间：2024-07-02 浏览次数：12</div>',
])('a letter below “%s” is one', (head) => {
  expect(kindOf(head)).toMatchObject({ kind: 'reply', issues: [] });
});

test('where visitors write nothing is a letter, and the office’s own column keeps its kind', () => {
  expect(kindOf('', 'http://jyj.wuhan.gov.cn/zmhd/lyhf/1.html').kind).toBe('other');
  expect(kindOf('', 'http://jyj.wuhan.gov.cn/hdjl/jytabl/1.html').kind).toBe('reply');
});

test('neither is a notice', () => {
  const text =
    '<html><head><title>武汉市教育局关于加强双减工作的通知</title></head><body><h1>武汉市教育局关于加强双减工作的通知</h1><p>各区教育局：</p><p>现就进一步做好双减工作有关事项通知如下：</p><p>一、加强作业管理，落实作业公示制度，规范校外培训。</p><p>武汉市教育局</p><p>2024年7月1日</p></body></html>';
  const kinds = ['zwgk', 'liuyan'].map((folder) => {
    const url = `http://jyj.wuhan.gov.cn/${folder}/1.html`;
    const { article, letter } = extractArticle({
      url,
      kind: 'html',
      text,
      charset: 'utf-8',
      issues: [],
    });
    return classifyArticle(article, letter, deliveredVocabulary()).kind;
  });
  expect(kinds).toEqual(['notice', 'other']);
});

test.each([
  ['网民留言：转发一封答复', true],
  ['市长信箱', true],
  ['局长信箱_武汉市教育局', true],
  ['关于建设领导留言板的提案的答复', false],
  ['信箱管理办法的通知', false],
])('a page titled “%s”: %s', (title, is) => {
  expect(saysMessageBoard([title], [])).toBe(is);
});
