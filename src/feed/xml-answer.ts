import { parseXml, type XmlElement } from '../markup/parse-xml.ts';

const MAX_CHARACTERS = 4_000_000;

/** Reads an XML answer that is not a feed as plain objects, so that it can be read like JSON. */
export function parseXmlAnswer(text: string): unknown {
  if (!/^[\s\ufeff]*<(?:\?xml|[a-z])/iu.test(text.slice(0, 200))) return null;
  return valueOf(parseXml(text.slice(0, MAX_CHARACTERS)));
}

/** Elements of one name become an array, single ones a field, an element without children its text. */
function valueOf(element: XmlElement): string | Readonly<Record<string, unknown>> {
  if (element.children.length === 0) return element.text.trim();
  const names = new Map<string, unknown[]>();
  for (const child of element.children) {
    const values = names.get(child.name);
    if (values === undefined) names.set(child.name, [valueOf(child)]);
    else values.push(valueOf(child));
  }
  return Object.fromEntries(
    Array.from(names, ([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}
