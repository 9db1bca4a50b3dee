import type { Role } from './elements.ts';

/** One element of a page: what it holds are ranges, so every question about a subtree is cheap. */
export interface PageElement {
  readonly index: number;
  readonly tag: string;
  readonly role: Role;
  /** Names in lower case; references are resolved. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Index of the parent element, -1 for the root. */
  readonly parent: number;
  readonly depth: number;
  /** Index of the first element after the subtree. */
  readonly end: number;
  /** The range of the page's texts that the subtree holds. */
  readonly textFrom: number;
  readonly textTo: number;
}

/** A page as flat lists in document order, from one parse. Every question about its markup is put to this. */
export interface PageTree {
  /** The text that was parsed. */
  readonly source: string;
  /** The first one is a root that holds all others. Scripts, styles and the content of the head are not elements. */
  readonly elements: readonly PageElement[];
  /** The text between two tags, unchanged; what is not shown (`<template>`, `<option>`) is left out. */
  readonly texts: readonly string[];
  /** Code of inline scripts. */
  readonly scripts: readonly string[];
  /** Addresses of the other scripts. */
  readonly scriptFiles: readonly string[];
  /** Markup that the page keeps for a script to show: in `<textarea>`, `<template>`, scripts of HTML. */
  readonly kept: readonly string[];
  /** `<meta>` by name, property or http-equiv in lower case; the first of each that says something wins. */
  readonly meta: ReadonlyMap<string, string>;
  /** Content of `<title>`, one line; empty when there is none. */
  readonly title: string;
  readonly baseHref: string | null;
  /** Whether something was left out because the page is too large, or its elements are too deep. */
  readonly isTooLarge: boolean;
  readonly isTooDeep: boolean;
}

/** The child elements of an element, in order. */
export function childrenOf(tree: PageTree, element: PageElement): readonly PageElement[] {
  const children: PageElement[] = [];
  for (let at = element.index + 1; at < element.end;) {
    const child = tree.elements[at];
    if (child === undefined) break;
    children.push(child);
    at = child.end;
  }
  return children;
}

/** Whether an element has child elements. */
export function hasChildren(element: PageElement): boolean {
  return element.end > element.index + 1;
}

/** The text of an element; `glue` is put between pieces that tags separate. */
export function textOf(tree: PageTree, element: PageElement, glue = ''): string {
  return tree.texts.slice(element.textFrom, element.textTo).join(glue);
}
