import type { Article } from '../domain/article.ts';
import type { PageIssue } from '../domain/page.ts';

// The issues that a cover page has because it holds no text.
const COVER_ISSUES: ReadonlySet<PageIssue> = new Set(['attachment-only', 'empty']);

/** A cover page with the document it links: the document's text and letter facts, the page's address and labels. */
export function mergeAttachment(article: Article, document: Article): Article {
  if (document.body === '') {
    return { ...article, issues: [...new Set([...article.issues, ...document.issues])] };
  }
  const issues = [
    ...article.issues.filter((issue) => !COVER_ISSUES.has(issue)),
    ...document.issues.filter((issue) => issue !== 'date-conflict'),
  ];
  return {
    url: article.url,
    title: article.title === '' ? document.title : article.title,
    // A signature on the document is closer to the author than anything on the page around it.
    agency: document.agency ?? article.agency,
    region: article.region ?? document.region,
    documentNumber: article.documentNumber ?? document.documentNumber,
    indexNumber: article.indexNumber ?? document.indexNumber,
    proposal: mergeProposal(article, document),
    otherProposals:
      document.otherProposals.length > 0 ? document.otherProposals : article.otherProposals,
    addressee: document.addressee ?? article.addressee,
    addresseeNames: [...new Set([...document.addresseeNames, ...article.addresseeNames])],
    dateWritten: document.dateWritten ?? article.dateWritten,
    // A file has no day of publication.
    datePublished: article.datePublished,
    body: document.body,
    attachments: article.attachments,
    issues: [...new Set(issues)],
  };
}

function mergeProposal(article: Article, document: Article): Article['proposal'] {
  const [page, file] = [article.proposal, document.proposal];
  if (page === null || file === null) return page ?? file;
  return {
    body: file.body ?? page.body,
    session: file.session ?? page.session,
    number: file.number ?? page.number,
    title: file.title ?? page.title,
    role: file.role === 'co-handling' || page.role === 'co-handling' ? 'co-handling' : file.role,
  };
}
