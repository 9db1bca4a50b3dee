import { parseXml, type XmlElement } from '../markup/parse-xml.ts';
import type { FeedItem, FeedParts } from './feed-parts.ts';

/** Reads RSS or Atom as far as it goes: bare ampersands, a missing end, titles with elements in them. */
export function readTolerantly(text: string): FeedParts {
  const root = parseXml(text);
  const head = root.children[0];
  return {
    items: itemsIn(root).map(itemOf),
    base: head?.attributes['xml:base'],
    next: head === undefined ? undefined : nextLink(head),
  };
}

/** The entries at any place but inside another one. */
function itemsIn(element: XmlElement): readonly XmlElement[] {
  return element.children.flatMap((child) =>
    child.name === 'item' || child.name === 'entry' ? [child] : itemsIn(child),
  );
}

function nextLink(head: XmlElement): string | undefined {
  const channel = head.children.find(({ name }) => name === 'channel');
  const links = [...head.children, ...(channel?.children ?? [])];
  return links.find(
    ({ name, attributes }) => /(?:^|:)link$/u.test(name) && attributes['rel'] === 'next',
  )?.attributes['href'];
}

function itemOf(item: XmlElement): FeedItem {
  const field = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const text = item.children.find((child) => child.name === name)?.text.trim() ?? '';
      if (text !== '') return text;
    }
    return undefined;
  };
  return {
    links: item.children
      .filter(({ name }) => name === 'link' || name === 'atom:link')
      .map(({ attributes, text }) => ({ href: attributes['href'], rel: attributes['rel'], text })),
    guid: field('guid', 'id'),
    title: field('title', 'atom:title'),
    date: field('pubdate', 'dc:date', 'published', 'updated', 'date'),
  };
}
