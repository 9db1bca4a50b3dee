import type { Color } from '../text/contrast.ts';
import { MAX_CHARACTERS } from './document-text.ts';
import { createRtfLines, type RtfLines } from './rtf-lines.ts';
import { scanRtf, type RtfToken } from './scan-rtf.ts';
import { isSeen } from './word-format.ts';
import { isMarkName, isSlanted } from './word-shapes.ts';

/** What a group inherits from the one around it. */
interface Group {
  /** What its text is: the document's, none of it, or an entry of a table. */
  readonly role: 'text' | 'skipped' | 'fonts' | 'colors' | 'shape' | 'property';
  readonly isHidden: boolean;
  readonly isDeleted: boolean;
  readonly font: number;
  /** The font of East Asian text, which `\dbch` chooses. */
  readonly eastFont: number;
  readonly slot: 'low' | 'high' | 'east';
  readonly color: number;
  /** Colors of highlighting, of the characters' ground and of the paragraph's; 0 for none. */
  readonly grounds: readonly [number, number, number];
  readonly size: number;
  /** How many characters after `\u` are the replacement for readers without Unicode. */
  readonly fallback: number;
}

interface State {
  readonly lines: RtfLines;
  readonly groups: Group[];
  group: Group;
  /** Deeper groups than are kept. */
  lostGroups: number;
  readonly charsets: Map<number, number>;
  readonly colors: (Color | null)[];
  mixed: [number, number, number];
  tableFont: number;
  codePage: string;
  /** Bytes of characters that are not complete yet. */
  bytes: number[];
  isLead: boolean;
  /** Fallback characters still to be left out. */
  toSkip: number;
  /** The group began with `\*`: unknown ones are to be left out. */
  isOptional: boolean;
  /** The shape that is open is a watermark. */
  isWatermark: boolean;
  /** The text of the shape's property. */
  property: string;
  /** A cell of the open row has a color of its own. */
  hasColoredCells: boolean;
}

type Handler = (state: State, value: number | null) => void;

const MAX_GROUPS = 400;
const WESTERN = 'windows-1252';
const PLAIN: Group = {
  role: 'text',
  isHidden: false,
  isDeleted: false,
  font: 0,
  eastFont: -1,
  slot: 'low',
  color: 0,
  grounds: [0, 0, 0],
  size: 24,
  fallback: 1,
};

// Charsets of fonts and code pages of Windows, by the labels of the Encoding Standard (RTF 1.9.1, "Font Table").
const CHARSETS: ReadonlyMap<number, string> = new Map([
  [128, 'shift_jis'],
  [129, 'euc-kr'],
  [134, 'gb18030'],
  [136, 'big5'],
]);
const CODE_PAGES: ReadonlyMap<number | null, string> = new Map([
  [932, 'shift_jis'],
  [936, 'gb18030'],
  [949, 'euc-kr'],
  [950, 'big5'],
]);
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['emdash', '—'],
  ['endash', '–'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['bullet', '•'],
  ['tab', ' '],
  ['emspace', ' '],
  ['enspace', ' '],
  ['qmspace', ' '],
  ['line', '\n'],
  ['~', ' '],
  ['_', '-'],
]);
// Groups whose text is none of the document's: tables, headers and footers, notes, field codes, pictures, index
// entries, the second copy of a shape or a table for old readers.
const SKIPPED: ReadonlySet<string> = new Set(
  'stylesheet info pict header headerl headerr headerf footer footerl footerr footerf footnote fldinst nonshppict shprslt nonesttables xe tc upr filetbl objclass objname objdata listtable revtbl generator rsidtbl themedata colorschememapping datastore latentstyles'.split(
    ' ',
  ),
);
// Groups behind `\*` whose text is seen all the same.
const SEEN_OPTIONAL: ReadonlySet<string> = new Set(['shpinst', 'shptxt', 'fldrslt', 'do']);

/** The text of an RTF file as Word shows it: paragraphs as lines, table rows as `cell | cell`. */
export function rtfText(bytes: Uint8Array): string {
  const state: State = {
    lines: createRtfLines(MAX_CHARACTERS),
    groups: [],
    group: PLAIN,
    lostGroups: 0,
    charsets: new Map(),
    colors: [],
    mixed: [0, 0, 0],
    tableFont: 0,
    codePage: WESTERN,
    bytes: [],
    isLead: false,
    toSkip: 0,
    isOptional: false,
    isWatermark: false,
    property: '',
    hasColoredCells: false,
  };
  for (const token of scanRtf(bytes)) {
    take(state, token);
    if (state.lines.isFull()) break;
  }
  flush(state);
  return state.lines.finish();
}

function take(state: State, token: RtfToken): void {
  switch (token.kind) {
    case 'byte':
      takeByte(state, token.byte);
      break;
    case 'open':
      flush(state);
      state.toSkip = 0;
      if (state.groups.length < MAX_GROUPS) state.groups.push(state.group);
      else state.lostGroups += 1;
      break;
    case 'close':
      flush(state);
      state.toSkip = 0;
      closeGroup(state);
      break;
    case 'word':
      takeWord(state, token.word, token.value);
      break;
  }
}

function closeGroup(state: State): void {
  const { role } = state.group;
  if (state.lostGroups > 0) {
    state.lostGroups -= 1;
    return;
  }
  state.group = state.groups.pop() ?? PLAIN;
  if (role === 'property' && state.group.role !== 'property') endProperty(state);
  if (role === 'shape' && state.group.role !== 'shape') state.isWatermark = false;
  state.isOptional = false;
}

/** Names and turns of shapes are properties: `{\sp{\sn wzName}{\sv PowerPlusWaterMarkObject1}}`. */
function endProperty(state: State): void {
  const turn = /^\s*rotation\s*(-?\d{1,10})/u.exec(state.property);
  const degrees = turn === null ? 0 : Number(turn[1]) / 65_536;
  if (isMarkName(state.property) || isSlanted(degrees)) state.isWatermark = true;
  state.property = '';
}

/** A plain byte, or one written as `\'xx`. */
function takeByte(state: State, byte: number): void {
  if (state.toSkip > 0) {
    state.toSkip -= 1;
    return;
  }
  const { role } = state.group;
  if (role === 'skipped') return;
  if (role === 'colors') takeColor(state, byte);
  else if (role !== 'fonts') {
    // The second byte of a character may look like a letter.
    const isPart = byte >= 0x80 || state.isLead;
    if (!isPart) flush(state);
    if (isPart) {
      state.isLead = !state.isLead && byte > 0x80 && charsetOf(state) !== WESTERN;
      state.bytes.push(byte);
    } else append(state, String.fromCharCode(byte));
  }
}

function takeWord(state: State, word: string, value: number | null): void {
  if (word === 'u' && value !== null) {
    flush(state);
    if (state.group.role !== 'skipped') append(state, String.fromCharCode(value & 0xffff));
    state.toSkip = state.group.fallback;
    return;
  }
  if (state.toSkip > 0 && !/^[a-z]/iu.test(word)) {
    state.toSkip -= 1;
    return;
  }
  flush(state);
  const sign = SIGNS.get(word);
  if (word === '*') state.isOptional = true;
  else if (sign !== undefined) append(state, sign);
  else if (HANDLERS.has(word)) HANDLERS.get(word)?.(state, value);
  else if (SKIPPED.has(word) || (state.isOptional && !SEEN_OPTIONAL.has(word))) {
    become(state, { role: 'skipped' });
  }
  if (word !== '*') state.isOptional = false;
}

/** Changes what the open group says; within a group that is left out nothing counts. */
function become(state: State, change: Partial<Group>): void {
  if (state.group.role !== 'skipped') state.group = { ...state.group, ...change };
}

const isOn = (value: number | null): boolean => value !== 0;

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['ansicpg', (state, value) => void (state.codePage = CODE_PAGES.get(value) ?? WESTERN)],
  ['fonttbl', (state) => become(state, { role: 'fonts' })],
  ['colortbl', (state) => become(state, { role: 'colors' })],
  ['shp', (state) => become(state, { role: 'shape' })],
  ['sp', (state) => become(state, { role: 'property' })],
  ['f', (state, value) => takeFont(state, value ?? 0)],
  ['fcharset', (state, value) => void state.charsets.set(state.tableFont, value ?? 0)],
  ['af', (state, value) => state.group.slot === 'east' && become(state, { eastFont: value ?? -1 })],
  ['loch', (state) => become(state, { slot: 'low' })],
  ['hich', (state) => become(state, { slot: 'high' })],
  ['dbch', (state) => become(state, { slot: 'east' })],
  ['red', (state, value) => void (state.mixed[0] = (value ?? 0) & 0xff)],
  ['green', (state, value) => void (state.mixed[1] = (value ?? 0) & 0xff)],
  ['blue', (state, value) => void (state.mixed[2] = (value ?? 0) & 0xff)],
  ['uc', (state, value) => become(state, { fallback: Math.min(Math.max(value ?? 1, 0), 8) })],
  ['v', (state, value) => become(state, { isHidden: isOn(value) })],
  ['deleted', (state, value) => become(state, { isDeleted: isOn(value) })],
  ['cf', (state, value) => become(state, { color: value ?? 0 })],
  ['highlight', (state, value) => setGround(state, 0, value)],
  ['cb', (state, value) => setGround(state, 1, value)],
  ['chcbpat', (state, value) => setGround(state, 1, value)],
  ['cbpat', (state, value) => setGround(state, 2, value)],
  ['fs', (state, value) => become(state, { size: value ?? 24 })],
  ['plain', (state) => resetCharacters(state)],
  ['pard', (state) => endParagraphFormat(state)],
  ['intbl', (state) => isText(state.group.role) && state.lines.enterTable()],
  ['trowd', (state) => void (state.hasColoredCells = false)],
  ['clcbpat', (state) => void (state.hasColoredCells = true)],
  ...['par', 'sect', 'page', 'column'].map((word): [string, Handler] => [word, endParagraph]),
  ...['cell', 'nestcell'].map((word): [string, Handler] => [word, endCell]),
  ...['row', 'nestrow'].map((word): [string, Handler] => [word, endRow]),
]);

function takeFont(state: State, font: number): void {
  if (state.group.role === 'fonts') state.tableFont = font;
  else become(state, { font });
}

function setGround(state: State, at: 0 | 1 | 2, value: number | null): void {
  const grounds: [number, number, number] = [...state.group.grounds];
  grounds[at] = value ?? 0;
  become(state, { grounds });
}

function resetCharacters(state: State): void {
  const { font, color, size, isHidden, isDeleted } = PLAIN;
  const grounds = [0, 0, state.group.grounds[2]] as const;
  become(state, { font, color, size, isHidden, isDeleted, grounds });
}

function endParagraphFormat(state: State): void {
  setGround(state, 2, 0);
  state.lines.leaveTable();
}

function endParagraph(state: State): void {
  const { role, isHidden, isDeleted } = state.group;
  // A hidden mark does not end the line: the next paragraph continues it.
  if (isText(role) && !isHidden && !isDeleted) state.lines.endParagraph();
}

function endCell(state: State): void {
  if (isText(state.group.role)) state.lines.endCell();
}

function endRow(state: State): void {
  if (isText(state.group.role)) state.lines.endRow();
}

function isText(role: Group['role']): boolean {
  return role === 'text' || role === 'shape';
}

/** `\red0\green0\blue0;` — the entry before the first `;` is the automatic color. */
function takeColor(state: State, byte: number): void {
  if (byte !== 0x3b) return;
  state.colors.push(state.colors.length === 0 ? null : state.mixed);
  state.mixed = [0, 0, 0];
}

function charsetOf({ group, charsets, codePage }: State): string {
  const east = group.slot === 'east' ? CHARSETS.get(charsets.get(group.eastFont) ?? 0) : undefined;
  return east ?? CHARSETS.get(charsets.get(group.font) ?? 0) ?? codePage;
}

function flush(state: State): void {
  if (state.bytes.length === 0) return;
  const charset = charsetOf(state);
  const bytes = Uint8Array.from(state.bytes);
  const text = new TextDecoder(charset).decode(bytes);
  // Some writers of Chinese offices declare no code page at all.
  const chinese = charset === WESTERN ? new TextDecoder('gb18030').decode(bytes) : '';
  state.bytes = [];
  state.isLead = false;
  append(
    state,
    /^[\p{Script=Han}\u2010-\u2040\u3000-\u301f\uff00-\uff65]+$/u.test(chinese) ? chinese : text,
  );
}

function append(state: State, text: string): void {
  const { role } = state.group;
  if (role === 'property') state.property = (state.property + text).slice(-400);
  else if (isText(role) && isShown(state)) state.lines.append(text);
}

function isShown({ group, colors, hasColoredCells, isWatermark }: State): boolean {
  if (group.isHidden || group.isDeleted || (isWatermark && group.role === 'shape')) return false;
  const grounds = group.grounds.map((index) => (index === 0 ? null : (colors[index] ?? null)));
  const color = colors[group.color] ?? null;
  return isSeen({ size: group.size, color }, [...grounds, hasColoredCells ? 'other' : null]);
}
