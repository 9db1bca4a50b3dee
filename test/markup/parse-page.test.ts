import * as fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';

import { buildBlocks } from '../../src/markup/build-blocks.ts';
import { childrenOf, textOf, type PageElement, type PageTree } from '../../src/markup/page-tree.ts';
import { parsePage, treeOf, withTree } from '../../src/markup/parse-page.ts';

const find = (tree: PageTree, tag: string) => tree.elements.find((element) => element.tag === tag);

test('lays a page out as ranges over elements and texts', () => {
  const tree = parsePage('<ul><li><a href="/1">一</a> 2024</li><li>二</li></ul>尾');
  const [list, item] = [find(tree, 'ul'), find(tree, 'li')];
  if (list === undefined || item === undefined) throw new Error('no list');
  expect(childrenOf(tree, list).map(({ tag }) => tag)).toEqual(['li', 'li']);
  expect(textOf(tree, list, '|')).toBe('一| 2024|二');
  expect(textOf(tree, item)).toBe('一 2024');
  expect(tree.texts).toEqual(['一', ' 2024', '二', '尾']);
});

test('keeps beside the tree what the head says and scripts hold', () => {
  const tree = parsePage(
    '<title>标<br>题</title><base href="/a/"><meta name="PubDate" content="2024-07-18">' +
      '<meta name="pubdate" content="2020-01-01"><meta http-equiv="Refresh" content="0;url=/b">' +
      '<script src="/x.js"></script><script>var a = "</p>";</script><p>文</p>',
  );
  expect(tree.title).toBe('标 题');
  expect(tree.baseHref).toBe('/a/');
  expect(tree.meta.get('pubdate')).toBe('2024-07-18');
  expect(tree.meta.get('refresh')).toBe('0;url=/b');
  expect(tree.scripts).toEqual(['var a = "</p>";']);
  expect(tree.scriptFiles).toEqual(['/x.js']);
  expect(tree.texts).toEqual(['文']);
});

test.each([
  ['<textarea><p>藏</p></textarea>', '<p>藏</p>'],
  ['<template><p>藏</p></template>', '<p>藏</p>'],
  ['<script type="text/html"><p>藏</p></script>', '<p>藏</p>'],
])('keeps markup that a script would show: %s', (html, kept) => {
  const tree = parsePage(`<div>前</div>${html}<div>后</div>`);
  expect(tree.kept).toEqual([kept]);
  expect(tree.texts).toEqual(['前', '后']);
});

test.each(['<!-- 注 -->', '<!-- 注 --!>', '<!-->', '<!--->'])('ends a comment at %s', (comment) => {
  expect(parsePage(`前${comment}后`).texts).toEqual(['前', '后']);
});

test('drops what no reader is shown, but keeps the elements that name a file', () => {
  const tree = parsePage(
    '<select><option>市</option></select><svg><text>图</text></svg><iframe src="/a.pdf">旧</iframe>',
  );
  expect(tree.texts).toEqual([]);
  expect(find(tree, 'iframe')?.attributes).toEqual({ src: '/a.pdf' });
});

test('keeps the text of elements that are too deep, not the elements', () => {
  const tree = parsePage(`${'<div>'.repeat(400)}深${'</div>'.repeat(400)}<p>后</p>`);
  expect(tree.isTooDeep).toBe(true);
  expect(tree.elements.length).toBeLessThan(300);
  expect(tree.texts).toEqual(['深', '后']);
  expect(find(tree, 'p')?.parent).toBe(0);
});

test('parses a page once, and again when its text was changed', () => {
  const page = withTree({ text: '<p>一</p>' });
  expect(treeOf(page)).toBe(page.tree);
  expect(treeOf({ ...page, text: '<p>二</p>' }).texts).toEqual(['二']);
});

test('derives blocks, leaving out what is hidden', () => {
  const tree = parsePage(
    '<h1>题</h1><p style="display:none">藏</p><div>甲<br>乙<a href="/f.pdf">附件</a></div><a></a><p>丙</p>',
  );
  const { blocks } = buildBlocks(tree, { includeHidden: false });
  expect(blocks.map(({ text, heading }) => [text, heading])).toEqual([
    ['题', 1],
    ['甲', 0],
    ['乙附件', 0],
    ['丙', 0],
  ]);
  expect(blocks[2]?.links).toEqual([{ href: '/f.pdf', text: '附件' }]);
  expect(blocks[3]?.linkLength).toBe(0);
  const all = buildBlocks(tree, { includeHidden: true }).blocks;
  expect(all.map(({ text }) => text)).toContain('藏');
});

/** Tags with their depth and texts, in document order, as the parser of cheerio builds them. */
function outlineOf(html: string): readonly string[] {
  const lines: string[] = [];
  const walk = (nodes: readonly unknown[], depth: number): void => {
    for (const node of nodes) {
      if (typeof node !== 'object' || node === null) continue;
      if ('name' in node && 'children' in node && Array.isArray(node.children)) {
        lines.push(`${depth} ${String(node.name)}`);
        walk(node.children, depth + 1);
      } else if ('data' in node && 'nodeType' in node && node.nodeType === 3) {
        lines.push(`${depth} "${String(node.data)}"`);
      }
    }
  };
  walk(parseDocument(html).children, 1);
  return lines;
}

function outlineOfTree(html: string): readonly string[] {
  const tree = parsePage(html);
  const lines: string[] = [];
  let text = 0;
  const takeTexts = (to: number, depth: number): void => {
    for (; text < to; text += 1) lines.push(`${depth} "${tree.texts[text] ?? ''}"`);
  };
  const walk = (element: PageElement): void => {
    for (const child of childrenOf(tree, element)) {
      takeTexts(child.textFrom, child.depth);
      lines.push(`${child.depth} ${child.tag}`);
      walk(child);
    }
    takeTexts(element.textTo, element.depth + 1);
  };
  const root = tree.elements[0];
  if (root !== undefined) walk(root);
  return lines;
}

test('builds the tree that cheerio’s parser builds, of any soup of tags', () => {
  const names =
    'div p span a ul li dl dt dd table thead tbody tr th td b br hr img h1 form button'.split(' ');
  const piece = fc.oneof(
    fc.constantFrom(...names).map((name) => `<${name} class="x">`),
    fc.constantFrom(...names).map((name) => `</${name}>`),
    fc.constantFrom('甲', ' ', '&amp;', '<!-- 注 -->', '<', '<br/>', '<p/>', '</', '<3', '<DIV>'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const html = pieces.join('');
      expect(outlineOfTree(html)).toEqual(outlineOf(html));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['open tags', '<div>'.repeat(200_000)],
  ['end tags', `${'<b>'.repeat(900)}${'</i>'.repeat(200_000)}`],
  ['tags in silence', `<template>${'<div>'.repeat(200_000)}`],
  ['attributes', `<p ${'a="b" '.repeat(200_000)}>文`],
  ['inline data', `<img src="data:image/png;base64,${'A'.repeat(7_000_000)}"><p>文</p>`],
])('comes back from %s', (_what, html) => {
  expect(parsePage(html).texts.join('').length).toBeLessThan(10);
});
