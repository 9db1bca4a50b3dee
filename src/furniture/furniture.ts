import { agencyOfLine } from '../text/agency-name.ts';
import { FURNITURE, type Furniture } from './furniture-rules.ts';
import { TOOL_WORDS } from './page-tools.ts';

const HOST_REACH = 6;
const DAY =
  /^\s{0,40}(?:20\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?|[二〇○零一三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)\s{0,4}$/u;
const MAX_FURNITURE_LENGTH = 240;
// Two classes: for one of more than sixteen ranges the engine calls a function at each character.
const DECORATION = /(?:[\s|｜]|[【】[\]［］()（）「」『』◎●■★☆])+/gu;

/** Kinds for all lines of a page; 主办单位 counts only near the site's foot, as letters name their hosts, too. */
export function furnitureKinds(lines: readonly string[]): (Furniture | null)[] {
  const texts = lines.map((line) => (isLong(line) ? null : bareLine(line)));
  const areTools = texts.map((text) => text !== null && isTool(text));
  const rows = FURNITURE.findEach(
    texts.map((text, at) => (areTools[at] === true ? '' : (text ?? ''))),
  );
  const kinds = texts.map((text, at): Furniture | null => {
    if (areTools[at] === true) return 'tool';
    return text === null ? null : (rows[at]?.kind ?? null);
  });
  return kinds.map((kind, at) => {
    if (kind !== 'host') return kind;
    const around = kinds.slice(Math.max(0, at - HOST_REACH), at + HOST_REACH + 1);
    return around.includes('foot') && !isSignedBelow(lines, at) ? 'foot' : null;
  });
}

/** Contacts may be above a signature: an agency and its day soon below them. */
function isSignedBelow(lines: readonly string[], at: number): boolean {
  return lines
    .slice(at + 2, at + 2 + HOST_REACH)
    .some((line, offset) => DAY.test(line) && agencyOfLine(lines[at + 1 + offset] ?? '') !== null);
}

/** Says what kind of furniture a line is, or null for the document's own text. */
export function furnitureKind(line: string): Furniture | null {
  if (isLong(line)) return null;
  const text = bareLine(line);
  return isTool(text) ? 'tool' : (FURNITURE.find(text)?.kind ?? null);
}

function isLong(line: string): boolean {
  return line.length > MAX_FURNITURE_LENGTH;
}

function bareLine(line: string): string {
  return line.replaceAll(DECORATION, '');
}

function isTool(bare: string): boolean {
  return bare === '' || isMadeOfTools(bare);
}

const toolPattern = TOOL_WORDS.derive(
  (rows) => new RegExp(rows.flatMap(({ match }) => match).join('|') || '(?!)', 'uy'),
);

function isMadeOfTools(text: string): boolean {
  if (text.length > 90) return false;
  const tools = toolPattern();
  let at = 0;
  while (at < text.length) {
    tools.lastIndex = at;
    if (!tools.test(text)) return false;
    at = tools.lastIndex;
  }
  return true;
}
