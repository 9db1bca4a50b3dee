/** What the head of a markdown post says, and the rest of it. */
export interface FrontMatter {
  /** Names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  readonly rest: string;
}

const HEAD = /^\s{0,20}---[ \t]*\r?\n/u;
const MAX_HEAD = 20_000;

/** Splits a post saved with front matter, as sites made of Markdown keep it; null when there is none. */
export function readFrontMatter(text: string): FrontMatter | null {
  const head = HEAD.exec(text.slice(0, 200));
  if (head === null) return null;
  const block = text.slice(head[0].length, head[0].length + MAX_HEAD);
  const close = /(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/u.exec(block);
  if (close === null) return null;
  const fields = new Map<string, string>();
  for (const line of block.slice(0, close.index).split(/\r?\n/u)) {
    const match = /^([\w-]{1,40})[ \t]{0,10}:[ \t]{0,10}(\S.{0,2000})?$/u.exec(line);
    if (match?.[2] !== undefined)
      fields.set((match[1] ?? '').toLowerCase(), unquote(match[2].trim()));
  }
  if (fields.size === 0) return null;
  const rest = text.slice(head[0].length + close.index + close[0].length);
  return { fields, rest };
}

/** Only scalars matter here: quotes are taken off, everything else stays as it was typed. */
function unquote(value: string): string {
  const quote = value.charAt(0);
  if ((quote !== '"' && quote !== "'") || !value.endsWith(quote) || value.length < 2) return value;
  const inner = value.slice(1, -1);
  return quote === '"' ? inner.replaceAll(/\\(["\\/])/gu, '$1') : inner.replaceAll("''", "'");
}

const AUTOLINK = /<(?:https?|mailto|ftp):[^<>\s]{1,2000}>/giu;
const IMAGE = /!\[[^\]\n]{0,300}\]\([^()\n]{0,2000}\)/gu;
const LINK = /\[([^[\]\n]{1,300})\]\(([^()\s]{1,2000})(?: "[^"\n]{0,200}")?\)/gu;

/** Markdown's own marks as HTML or plain text, so that one reader serves both. */
export function markdownToHtml(markdown: string): string {
  const lines = markdown
    .replaceAll(AUTOLINK, ' ')
    .replaceAll(IMAGE, ' ')
    .replaceAll(
      LINK,
      (_whole, text: string, href: string) => `<a href="${escapeQuotes(href)}">${text}</a>`,
    )
    .split(/\r?\n/u);
  return lines.map((line) => lineToHtml(line)).join('\n');
}

function lineToHtml(line: string): string {
  if (line.trim() === '') return '<br>';
  const heading = /^(#{1,6})[ \t]{1,4}(\S.{0,400}?)#{0,6}$/u.exec(line);
  if (heading !== null) {
    const level = heading[1]?.length ?? 1;
    return `<h${level}>${heading[2] ?? ''}</h${level}>`;
  }
  const cells = tableCells(line);
  if (cells !== null) return cells.length === 0 ? '' : `<table><tr>${cells.join('')}</tr></table>`;
  const text = line
    .replace(/^[ \t]{0,8}(?:>[ \t]?){1,5}/u, '')
    .replace(/^[ \t]{0,12}[*+-][ \t]{1,4}/u, '')
    .replaceAll(/(\*\*|__)(?=\S)([^*_\n]{1,400})\1/gu, '$2');
  return /^[ \t]{0,8}(?:[-*_][ \t]{0,3}){3,40}$/u.test(line)
    ? '<br>'
    : `${text}${/>\s*$/u.test(text) ? '' : '<br>'}`;
}

/** The cells of a row between bars; none for the line of dashes below the heads, null for any other line. */
function tableCells(line: string): readonly string[] | null {
  const inner = /^\s{0,8}\|(.{1,900})\|\s{0,8}$/u.exec(line)?.[1];
  if (inner === undefined) return null;
  if (/^[\s|:-]{1,900}$/u.test(inner)) return [];
  return inner.split('|').map((cell) => `<td>${cell.trim()}</td>`);
}

function escapeQuotes(href: string): string {
  return href.replaceAll('"', '%22').replaceAll('<', '%3C');
}
