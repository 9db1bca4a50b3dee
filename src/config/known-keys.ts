import { z } from 'zod';

type Node = z.core.JSONSchema.BaseSchema;

/** The keys that the schema allows at a path; none where it allows anything. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let node: Node | null = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const step of path) node = node === null ? null : childOf(node, step);
  return node === null ? [] : partsOf(node).flatMap((part) => Object.keys(part.properties ?? {}));
}

function childOf(node: Node, step: PropertyKey): Node | null {
  for (const part of partsOf(node)) {
    const children = [part.properties?.[String(step)], part.items, part.additionalProperties];
    const child = children.find((c) => typeof c === 'object' && !Array.isArray(c));
    if (typeof child === 'object' && !Array.isArray(child)) return child;
  }
  return null;
}

/** A nullable group is a choice of the group and null. */
function partsOf(node: Node): readonly Node[] {
  return [node, ...(node.anyOf ?? []).filter((part) => typeof part === 'object')];
}
