import { stringsIn } from '../../scripts/script-values.ts';

const MIN_ROW = 8;
// Pieces of a string that code completes with variables are not rows.
const WHOLE_LINK = /<a\s[^>]{0,400}href=["'][^"']{2,}[^]*<\/a>/iu;

/** Rows that inline scripts write: the HTML inside `document.write('…')` and string variables. */
export function htmlInScripts(scripts: readonly string[]): string {
  const written = scripts.filter((code) => /<a\s/iu.test(code));
  return stringsIn(written, MIN_ROW)
    .filter((text) => WHOLE_LINK.test(text))
    .join('\n');
}
