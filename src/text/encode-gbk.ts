type Pair = readonly [lead: number, trail: number];

let table: ReadonlyMap<string, Pair> | null = null;

/** GBK's two bytes of each character that has them, read once off the platform's own decoder. */
export function gbkTable(): ReadonlyMap<string, Pair> {
  if (table !== null) return table;
  const decoder = new TextDecoder('gb18030');
  const built = new Map<string, Pair>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = trail === 0x7f ? '' : decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\uFFFD' && !built.has(text))
        built.set(text, [lead, trail]);
    }
  }
  table = built;
  return built;
}

/** Text as GBK bytes; what GBK lacks becomes a numeric entity, as a browser's form does. */
export function encodeGbk(text: string): Uint8Array {
  const pairs = gbkTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(pairs.get(character) ?? new TextEncoder().encode(`&#${code};`)));
  }
  return Uint8Array.from(bytes);
}
