import { foldSpace } from '../text/han.ts';
import { textOf, type ListDom, type ListElement } from '../markup/load-list-dom.ts';
import type { RowGroup } from './group-rows.ts';

// The heading words of disclosure tables (docs/field-notes.md §1.9).
const HEADING =
  /名\s*称|标\s*题|索\s*引\s*号|文\s*号|发布|公开|日\s*期|时\s*间|机\s*构|序\s*号|提案|建议|案由/u;
const MAX_LABEL = 20;

/** The headings of a table's columns, in order; empty when the rows are no table or it has none. */
export function columnLabels(dom: ListDom, group: RowGroup): readonly string[] {
  const first = group.units[0]?.element;
  if (first === undefined || first.children.length < 2) return [];
  const before = group.parent.children.filter((child) => child < first.index).slice(-3);
  const head = headBefore(dom, group.parent);
  for (const row of [...before.toReversed(), ...head]) {
    const labels = labelsOf(dom, dom.elements[row]);
    if (labels.length > 0) return labels;
  }
  return [];
}

function headBefore(dom: ListDom, parent: ListElement): readonly number[] {
  const siblings = dom.elements[parent.parent]?.children ?? [];
  const previous = dom.elements[siblings[siblings.indexOf(parent.index) - 1] ?? -1];
  if (previous === undefined) return [];
  return previous.tag === 'thead' || previous.tag === 'tbody'
    ? previous.children.slice(-1)
    : [previous.index];
}

/** The headings in one row; empty when the row is no row of headings. */
export function labelsOf(dom: ListDom, row: ListElement | undefined): readonly string[] {
  if (row === undefined || row.children.length < 2) return [];
  const labels = row.children.map((child) => {
    const cell = dom.elements[child];
    return cell === undefined ? '' : foldSpace(textOf(dom, cell));
  });
  const isHead = labels.every((label) => label.length <= MAX_LABEL);
  return isHead && labels.filter((label) => HEADING.test(label)).length >= 2 ? labels : [];
}
