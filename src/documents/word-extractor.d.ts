declare module 'word-extractor/lib/buffer-reader.js' {
  /** What the extractor reads from. */
  export interface Reader {
    buffer(): Buffer;
  }

  const BufferReader: new (source: Buffer) => Reader;
  export default BufferReader;
}

declare module 'word-extractor/lib/word-ole-extractor.js' {
  import type { Reader } from 'word-extractor/lib/buffer-reader.js';

  /** Text that lies together in the main stream. */
  export interface TextPiece {
    text: string;
    /** Where it begins, and how many bytes it has. */
    readonly startFilePos: number;
    readonly size: number;
    /** Bytes of one character. */
    readonly bpc: 1 | 2;
  }

  interface WordDocument {
    getBody(options?: { readonly filterUnicode?: boolean }): string;
    getTextboxes(options?: {
      readonly filterUnicode?: boolean;
      readonly includeHeadersAndFooters?: boolean;
    }): string;
  }

  class WordOleExtractor {
    readonly _pieces: TextPiece[];
    writeCharacterProperties: (main: Buffer, table: Buffer) => void;
    extract(reader: Reader): Promise<WordDocument>;
  }

  export default WordOleExtractor;
}
