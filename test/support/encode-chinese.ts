/** Encodes text as UTF-16 of either byte order. */
export function encodeUtf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) {
    view.setUint16(index * 2, text.charCodeAt(index), order === 'le');
  }
  return bytes;
}

/** Encodes text as Big5; throws on what Big5 cannot hold. */
export function encodeBig5(text: string): Uint8Array {
  const table = tableOf('big5');
  return Uint8Array.from(
    Array.from(text).flatMap((char) => {
      const bytes = char.charCodeAt(0) < 0x80 ? [char.charCodeAt(0)] : table.get(char);
      if (bytes === undefined) throw new Error(`Big5 has no ${char}`);
      return bytes;
    }),
  );
}

/** Node decodes this charset but does not encode it: turn its decoder around. */
function tableOf(charset: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(charset);
  const table = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (Array.from(char).length === 1 && !table.has(char)) table.set(char, [lead, trail]);
    }
  }
  return table;
}
