declare module 'word-extractor' {
  interface WordDocument {
    getBody(options?: { readonly filterUnicode?: boolean }): string;
    getTextboxes(options?: {
      readonly filterUnicode?: boolean;
      readonly includeHeadersAndFooters?: boolean;
    }): string;
  }

  class WordExtractor {
    extract(source: Buffer): Promise<WordDocument>;
  }

  export default WordExtractor;
}
