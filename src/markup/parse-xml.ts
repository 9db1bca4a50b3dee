import { Parser } from 'htmlparser2';

import { tameMarkup } from './tame-markup.ts';

/** One element of an XML document. */
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

// Feeds and answers of list APIs have six levels at most.
const MAX_DEPTH = 40;

/**
 * Parses XML as far as it goes: bare ampersands, stray tags and a missing end are read over, entities of a doctype
 * are never expanded. Elements deeper than any answer count as text of the one that holds them.
 */
export function parseXml(text: string): XmlElement {
  const root: Draft = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let overflow = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const parent = open.at(-1);
        if (open.length > MAX_DEPTH || parent === undefined) {
          overflow += 1;
          return;
        }
        const element: Draft = { name: name.toLowerCase(), attributes, children: [], text: '' };
        parent.children.push(element);
        open.push(element);
      },
      onclosetag: () => {
        if (overflow > 0) overflow -= 1;
        else if (open.length > 1) open.pop();
      },
      ontext: (piece) => {
        for (const element of open) element.text += piece;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(tameMarkup(text).markup);
  return root;
}
