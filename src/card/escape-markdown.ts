// Discord's client reads these as markup; a backslash makes each of them plain. Round brackets only follow square ones.
const MARKUP = /[\\*_~`|[\]<>]/gu;
// One of these is in all that is escaped below: most lines of a letter hold none of them.
const MAY_BE_MARKED = /[\\*_~`|[\]<>#+•.):@-]/u;
// Only at the start of a line and before a blank: headings, subtext, lists. 98.6% is a number.
const LINE_MARKUP =
  /^([ \t\u3000]{0,8})(#{1,3}(?=\s)|-(?=[\s#])|[+•](?=\s)|\d{1,9}(?=[.)](?:\s|$)))/gmu;
const INVISIBLE =
  /\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]|[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u061c\u115f\u1160\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0]/gu;
// Tibetan syllables have four marks on a letter; a stack of more covers the lines around it.
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One line without invisible characters: bidi overrides and zero-width blanks change what a title seems to say. */
export function plainLine(text: string): string {
  return text
    .replace(LONE_SURROGATE, '')
    .replaceAll(INVISIBLE, '')
    .replaceAll(STACKED_MARKS, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** Makes scraped text harmless in Discord's markdown: no markup, no mention, no link. */
export function escapeMarkdown(text: string): string {
  if (!MAY_BE_MARKED.test(text)) return text;
  return breakMentions(
    text
      .replaceAll(MARKUP, String.raw`\$&`)
      .replaceAll(LINE_MARKUP, (_, blanks: string, mark: string) =>
        /^\d/u.test(mark) ? `${blanks}${mark}\\` : `${blanks}\\${mark}`,
      )
      // `https\://` is shown the same but is not made a link.
      .replaceAll(/(https?|discord|steam|ftp|mailto|tel):/giu, String.raw`$1\:`),
  );
}

/** Breaks `@everyone`, `<@1>`, `<#1>` and the like with a zero-width space; for places without markdown too. */
export function breakMentions(text: string): string {
  return text
    .replaceAll(/@(?=everyone|here|[!&]?\d)/giu, '@\u200b')
    .replaceAll(/<(?=[@#:]|\/[\w -]{1,64}:|a:|t:|id:|sound:)/giu, '<\u200b');
}

/** A link: the label escaped, the address without characters that could end it early. */
export function maskedLink(label: string, url: string): string {
  return `[${escapeMarkdown(label)}](${url})`;
}

/** The address as Discord takes it, or null: only http and https, at most `max` units, no user name in it. */
export function safeUrl(url: string | null, max: number): string | null {
  if (url === null || url.length > max * 2) return null;
  const parsed = URL.parse(url.trim());
  if (
    parsed === null ||
    !/^https?:$/u.test(parsed.protocol) ||
    parsed.username + parsed.password !== ''
  )
    return null;
  const href = parsed.href
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
    .replaceAll('|', '%7C')
    .replaceAll('*', '%2A');
  return href.length <= max ? href : null;
}
