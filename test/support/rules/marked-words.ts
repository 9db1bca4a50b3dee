import { readFileSync } from 'node:fs';

import { parse } from 'yaml';
import { z } from 'zod';

import { findFamily } from '../../../src/discover/family.ts';
import { saysColumn, saysEmpty, saysPaged } from '../../../src/discover/html/page-signs.ts';
import { isButtonText } from '../../../src/discover/html/row-title.ts';
import { articleAddress } from '../../../src/markup/article-address.ts';
import { bodyTrust, surroundingOf } from '../../../src/markup/containers.ts';
import { furnitureKind } from '../../../src/furniture/furniture.ts';
import { findGate, isMoveNotice, shownBy } from '../../../src/markup/gates.ts';
import { fieldOfLabel } from '../../../src/markup/metadata-labels.ts';
import { parsePage } from '../../../src/markup/parse-page.ts';
import { agencyOfLine } from '../../../src/text/agency-name.ts';
import { isGroup } from '../../../src/privacy/person-names.ts';
import { hasPersonalData } from '../../../src/privacy/redact.ts';
import { judgeStanding } from '../../../src/region/standing.ts';
import { personalTexts } from '../../privacy/personal-pages.ts';

/** A line, label, name, address or notice, and what it is. */
export interface MarkedWords {
  readonly name: string;
  readonly wanted: string;
  /** What the room whose matter it is takes it for. */
  readonly read: () => string;
}

const yesNo = (is: boolean): string => (is ? 'yes' : 'no');

/** By the heading in `words.yaml`: what a room takes a text for. */
const READERS: Readonly<Record<string, (text: string) => string | null>> = {
  furniture: furnitureKind,
  label: fieldOfLabel,
  container: bodyTrust,
  surrounding: surroundingOf,
  address: (url) => {
    const found = articleAddress(url);
    return found === null ? null : (found.family ?? 'unnamed');
  },
  system: (text) => {
    const isAddress = text.startsWith('https://');
    return findFamily({ url: isAddress ? text : null, text: isAddress ? '' : text }, []);
  },
  button: (text) => yesNo(isButtonText(text)),
  says: whatItSays,
  gate: (html) => {
    const tree = parsePage(html);
    return findGate(shownBy(tree, tree.texts.join('\n')));
  },
  agency: (text) => yesNo(agencyOfLine(text) !== null),
  group: (text) => yesNo(isGroup(text)),
  redacted: (text) => yesNo(hasPersonalData(text)),
  standing: (text) => {
    const [url = '', agency = ''] = text.split(' ');
    return judgeStanding(url, agency, null);
  },
};

function whatItSays(words: string): string {
  if (saysEmpty(words)) return 'empty';
  if (isMoveNotice(words)) return 'moved';
  if (saysPaged(words)) return 'paged';
  return saysColumn(words) ? 'column' : 'nothing';
}

/** Lines of letters of which is known whether they hold what no reader may see. */
export function personalWords(): readonly MarkedWords[] {
  return personalTexts().map(({ text, isPersonal }) => ({
    name: `personal: ${text}`,
    wanted: yesNo(isPersonal),
    read: () => yesNo(hasPersonalData(text)),
  }));
}

/** The lines and words of `test/fixtures/markup/words.yaml`. */
export function markedWords(): readonly MarkedWords[] {
  const file = new URL('../../fixtures/markup/words.yaml', import.meta.url);
  const schema = z.record(z.string(), z.record(z.string(), z.array(z.string())));
  const table = schema.parse(parse(readFileSync(file, 'utf8')));
  return Object.entries(table).flatMap(([heading, kinds]) => {
    const read = READERS[heading];
    if (read === undefined) throw new Error(`words.yaml: nobody reads ${heading}`);
    return Object.entries(kinds).flatMap(([wanted, texts]) =>
      texts.map((text) => ({
        name: `${heading}: ${text}`,
        wanted,
        read: () => read(text) ?? 'none',
      })),
    );
  });
}
