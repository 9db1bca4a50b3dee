/** What pino writes, as a line for people. */
const LEVELS: Readonly<Record<number, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};
const COLOURS: Readonly<Record<number, string>> = { 40: '33', 50: '31', 60: '31' };
const LONGEST_VALUE = 300;
const LONGEST_STACK = 2000;

/**
 * One JSON line of the log as a line for a terminal: local time, level, message, facts. Facts may come from a site: what would
 * move the cursor, colour the terminal or turn the text round is written as `\u…`. A line that is no JSON stays as it is.
 */
export function prettyLine(line: string, options: { readonly hasColours: boolean }): string {
  const record = parse(line);
  if (record === null) return line;
  const { time, level, msg, err, ...facts } = record;
  const word = LEVELS[Number(level)] ?? String(level);
  const colour = COLOURS[Number(level)];
  const isColoured = options.hasColours && colour !== undefined;
  const shownLevel = isColoured ? `\u001B[${colour}m${word.padEnd(5)}\u001B[39m` : word.padEnd(5);
  const shownFacts = Object.entries(facts).map(([name, value]) => ` ${name}=${valueOf(value)}`);
  return `${localTime(time)} ${shownLevel} ${inert(typeof msg === 'string' ? msg : '')}${shownFacts.join('')}${errorOf(err)}\n`;
}

function parse(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const found: unknown = JSON.parse(line);
    return typeof found === 'object' && found !== null ? { ...found } : null;
  } catch {
    return null;
  }
}

/** `2026-11-22 10:30:05` on the clock of this machine. */
function localTime(time: unknown): string {
  const at = new Date(typeof time === 'number' ? time : String(time));
  if (Number.isNaN(at.getTime())) return inert(String(time));
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}

function valueOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
  return /[\s="]/u.test(shown) && typeof value === 'string'
    ? inert(JSON.stringify(shown))
    : inert(shown);
}

/** What went wrong, with its causes, indented below the line. */
function errorOf(err: unknown): string {
  if (typeof err !== 'object' || err === null) return '';
  const stack = 'stack' in err ? String(err.stack) : JSON.stringify(err);
  const lines = stack.slice(0, LONGEST_STACK).split('\n');
  return lines.map((line) => `\n    ${inert(line)}`).join('');
}

/** Control characters, and those that turn the direction of text. */
const STIRRING = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

function inert(text: string): string {
  return text.replaceAll(
    STIRRING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
