// Templates keep a document's markup where no reader sees it and show it by script.
const KEPT_OPEN = /<(?:textarea|template)\b[^<>]{0,400}>/giu;
const KEPT_CLOSE = /<\/(?:textarea|template)\s{0,4}>/giu;
const KEPT_SCRIPT =
  /<script\b[^<>]{0,200}type=["']?text\/(?:html|template|x-template)["']?[^<>]{0,200}>/giu;
const SHOWN_TAG = /<\/?(?:p|div|br|span|strong|table|td|tr)\b[^<>]{0,300}>/giu;
const MIN_SHOWN_TAGS = 4;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Opens what a page keeps in textarea, template and script elements; null when it keeps nothing there. */
export function revealKept(text: string): string | null {
  // A script's end tag left over closes nothing.
  const shown = text
    .replaceAll(KEPT_SCRIPT, '<div>')
    .replaceAll(KEPT_OPEN, '<div>')
    .replaceAll(KEPT_CLOSE, '</div>');
  return shown === text ? null : shown;
}

/** Whether a text shows tags to its readers: its markup was escaped once too often. */
export function showsTags(lines: readonly string[]): boolean {
  let found = 0;
  for (const line of lines) {
    if (line.includes('<')) found += line.match(SHOWN_TAG)?.length ?? 0;
    if (found >= MIN_SHOWN_TAGS) return true;
  }
  return false;
}

/** Takes one layer of escapes off. */
export function unescapeOnce(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|#39|amp);/gu, (entity) => ENTITIES[entity] ?? entity);
}
