import { DISCORD_LIMITS } from './discord-message.ts';

/** What answers the button that shows a document's corrections. */
export const CORRECTION_BUTTON = 'correction';

const ARTICLE_ID = /^[\w-]{1,90}$/u;

/** The id of the button that shows what was corrected in a document; null for an id that no document has. */
export function correctionButtonId(articleId: string): string | null {
  const id = `${CORRECTION_BUTTON}:${articleId}`;
  return ARTICLE_ID.test(articleId) && id.length <= DISCORD_LIMITS.customId ? id : null;
}

/** The document of a button that was pressed; null for any other id. */
export function articleOfButton(customId: string): string | null {
  const [name, articleId = '', ...rest] = customId.split(':');
  const isOurs = name === CORRECTION_BUTTON && rest.length === 0;
  return isOurs && ARTICLE_ID.test(articleId) ? articleId : null;
}
