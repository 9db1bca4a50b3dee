import { load, type CheerioAPI } from 'cheerio/slim';

const MAX_CHARACTERS = 4_000_000;
const MAX_NODES = 30_000;
const MAX_DEPTH = 10;
const MAX_OPEN = 200;

type RootNode = NonNullable<ReturnType<CheerioAPI['root']>[0]>;
type XmlNode = RootNode['children'][number];

/** Reads an XML answer that is no feed as plain objects, so that it can be judged like JSON. */
export function parseXmlAnswer(text: string): unknown {
  if (!/^[\s\ufeff]*<\?xml|^[\s\ufeff]*<[a-z]/iu.test(text.slice(0, 200)) || isDeep(text))
    return null;
  const root = load(text.slice(0, MAX_CHARACTERS), { xml: { xmlMode: true } }).root()[0];
  const budget = { nodes: MAX_NODES };
  return root === undefined ? null : valueOf(root.children, budget, 0);
}

function isDeep(text: string): boolean {
  let depth = 0;
  for (const match of text.matchAll(/<(\/?)[a-z][^<>]{0,300}?(\/?)>/giu)) {
    if (match[2] === '/') continue;
    depth += match[1] === '' ? 1 : -1;
    if (depth > MAX_OPEN) return true;
  }
  return false;
}

/** Elements of one name become an array, single ones a field, an element without children its text. */
function valueOf(
  nodes: readonly XmlNode[],
  budget: { nodes: number },
  depth: number,
): string | Record<string, unknown> {
  const names = new Map<string, unknown[]>();
  for (const node of nodes) {
    if (!('attribs' in node) || !('children' in node) || depth > MAX_DEPTH) continue;
    budget.nodes -= 1;
    if (budget.nodes < 0) break;
    const values = names.get(node.name) ?? [];
    values.push(valueOf(node.children, budget, depth + 1));
    names.set(node.name, values);
  }
  if (names.size === 0) return nodes.map(ownText).join('').trim();
  return Object.fromEntries(
    Array.from(names, ([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

function ownText(node: XmlNode): string {
  if ('data' in node && node.nodeType === 3) return node.data;
  return 'children' in node && node.nodeType === 4 ? node.children.map(ownText).join('') : '';
}
