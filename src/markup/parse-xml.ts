import { Parser } from 'htmlparser2';

export interface XmlElement {
  /** With its prefix, in lower case. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its text with that of its children, CDATA sections included. */
  readonly text: string;
}

interface Draft {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Draft[];
  text: string;
}

// Feeds and answers of list APIs have six levels at most; the parser's time grows with the square of the depth.
const MAX_DEPTH = 100;

/**
 * Parses XML as far as it goes: bare ampersands, stray tags and a missing end are read over, entities of a doctype
 * are never expanded. A document deeper than any is read down to there.
 */
export function parseXml(text: string): XmlElement {
  const root: Draft = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser: Parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const element: Draft = { name: name.toLowerCase(), attributes, children: [], text: '' };
        open.at(-1)?.children.push(element);
        open.push(element);
        if (open.length > MAX_DEPTH) parser.pause();
      },
      onclosetag: () => void open.pop(),
      ontext: (piece) => {
        for (const element of open) element.text += piece;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return root;
}
