import type { Article } from '../domain/article.ts';
import { bareText } from '../text/han.ts';

/** A cover page's letter with a further document behind it; the same text in another format adds nothing. */
export function appendDocument(article: Article, document: Article): Article {
  const added = bareText(document.body);
  if (added === '' || bareText(article.body).includes(added)) return article;
  const issues = document.issues.filter((issue) => issue !== 'date-conflict');
  return {
    ...article,
    body: `${article.body}\n${document.body}`,
    issues: [...new Set([...article.issues, ...issues])],
  };
}
