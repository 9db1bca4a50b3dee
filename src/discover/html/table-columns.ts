import { foldSpace } from '../../text/han.ts';
import { childrenOf, textOf, type PageElement, type PageTree } from '../../markup/page-tree.ts';
import type { RowGroup } from './group-rows.ts';
import { ruleTable } from '../../text/rule-table.ts';

// The heading words of disclosure tables (docs/field-notes.md §1.9).
const HEADING = ruleTable('column-headings', [
  {
    id: 'words',
    match: [
      '名\\s*称',
      '标\\s*题',
      '索\\s*引\\s*号',
      '文\\s*号',
      '发布',
      '公开',
      '日\\s*期',
      '时\\s*间',
      '机\\s*构',
      '序\\s*号',
      '提案',
      '建议',
      '案由',
    ],
    source: 'docs/field-notes.md §1.9',
  },
]);
const MAX_LABEL = 20;

/** The headings of a table's columns, in order; empty when the rows are not a table or it has none. */
export function columnLabels(tree: PageTree, group: RowGroup): readonly string[] {
  const first = group.units[0]?.element;
  if (first === undefined || childrenOf(tree, first).length < 2) return [];
  const before = childrenOf(tree, group.parent).filter((child) => child.index < first.index);
  const head = headBefore(tree, group.parent);
  for (const row of [...before.slice(-3).toReversed(), ...head]) {
    const labels = labelsOf(tree, row);
    if (labels.length > 0) return labels;
  }
  return [];
}

function headBefore(tree: PageTree, parent: PageElement): readonly PageElement[] {
  const above = tree.elements[parent.parent];
  const siblings = above === undefined ? [] : childrenOf(tree, above);
  const previous = siblings[siblings.indexOf(parent) - 1];
  if (previous === undefined) return [];
  return previous.tag === 'thead' || previous.tag === 'tbody'
    ? childrenOf(tree, previous).slice(-1)
    : [previous];
}

/** The headings in one row; empty when it is not a row of headings. */
export function labelsOf(tree: PageTree, row: PageElement | undefined): readonly string[] {
  const cells = row === undefined ? [] : childrenOf(tree, row);
  if (cells.length < 2) return [];
  const labels = cells.map((cell) => foldSpace(textOf(tree, cell)));
  const isHead = labels.every((label) => label.length <= MAX_LABEL);
  return isHead && labels.filter((label) => HEADING.test(label)).length >= 2 ? labels : [];
}
