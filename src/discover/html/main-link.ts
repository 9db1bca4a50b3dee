import { countHan } from '../../text/han.ts';
import { pathWithin, type ListPage, type RowGroup, type RowUnit } from './group-rows.ts';
import { fullerTitle, isButtonText } from './row-title.ts';
import type { ListLink } from '../../markup/list-links.ts';

/** The place of the entry's link inside the rows: many distinct addresses, long titles. */
export function mainSlot(page: ListPage, group: RowGroup): string {
  const slots = new Map<string, { urls: Set<string>; han: number[] }>();
  for (const unit of group.units) {
    for (const [slot, link] of slotsOf(page, unit)) {
      const known = slots.get(slot) ?? { urls: new Set<string>(), han: [] };
      known.urls.add(link.url);
      known.han.push(Math.min(40, countHan(bestText(link))));
      slots.set(slot, known);
    }
  }
  let best = { slot: '', value: -1 };
  for (const [slot, { urls, han }] of slots) {
    const value = urls.size * (han.toSorted((a, b) => a - b)[han.length >> 1] ?? 0);
    if (value > best.value) best = { slot, value };
  }
  return best.slot;
}

function slotsOf(page: ListPage, unit: RowUnit): readonly (readonly [string, ListLink])[] {
  const counts = new Map<string, number>();
  return unit.links.map((link) => {
    const path = pathWithin(page.tree, unit.element, link.element);
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    return [`${path}#${count}`, link] as const;
  });
}

/** The entry's link in one row: at the group's place, or the one with the longest title. */
export function mainLink(page: ListPage, unit: RowUnit, slot: string): ListLink | null {
  const chosen = slotsOf(page, unit).find(([name]) => name === slot)?.[1];
  if (chosen !== undefined && countHan(bestText(chosen)) >= 4) return chosen;
  const longest = unit.links.reduce<ListLink | null>(
    (best, link) =>
      best === null || countHan(bestText(link)) > countHan(bestText(best)) ? link : best,
    null,
  );
  return longest !== null && countHan(bestText(longest)) >= 4 ? longest : (chosen ?? longest);
}

function bestText(link: ListLink): string {
  const text = fullerTitle(link.text, link.element.attributes['title']);
  return isButtonText(text) ? '' : text;
}
