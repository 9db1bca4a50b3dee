import { countHan, foldSpace } from '../../text/han.ts';

/** A title without search marks (`<em>`), tags and entities. */
export function titleOf(value: string | number | undefined): string {
  if (typeof value !== 'string' || value.length > 3_000) return '';
  const bare = foldSpace(decodeEntities(value.replaceAll(/<\/?[a-z][^<>]{0,300}>/giu, '')));
  return countHan(bare) > 150 ? '' : bare;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  apos: "'",
  nbsp: ' ',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  mdash: '—',
  hellip: '…',
};

/** The few entities that APIs leave in plain values. */
function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(#39|[a-z]{2,6});/giu,
    (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole,
  );
}
