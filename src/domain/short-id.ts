/** A card shows so much of its document's id, and people give it back. */
const SHORT_ID = 8;

/** The beginning of an id, as cards show it. */
export function shortId(articleId: string): string {
  return articleId.slice(0, SHORT_ID);
}

/** Whether an id is meant by what a card shows of it, or by more. */
export function isMeantBy(articleId: string, typed: string): boolean {
  return typed.length >= SHORT_ID && articleId.startsWith(typed);
}
