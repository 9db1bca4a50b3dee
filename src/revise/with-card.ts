import { isDeepStrictEqual } from 'node:util';

import { buildCard } from '../card/build-card.ts';
import { canonicalUrl } from '../discover/canonical-url.ts';
import type { Card, Publication } from '../domain/card.ts';
import type { ArticleRecord } from '../store/articles.ts';

/** A record with the card that follows from it; the card's revision rises when what a reader sees has changed. */
export function withCard(record: ArticleRecord): ArticleRecord {
  const { articleId, article, verdict, summary, corrections, withdrawal, related } = record;
  const alsoPublishedBy = shownPublications(record);
  const { revision } = record.card;
  const card = buildCard({
    articleId,
    article,
    verdict,
    summary,
    alsoPublishedBy,
    revision,
    isAllowed: true,
    ...(corrections?.[0] === undefined ? {} : { correctedOn: corrections[0].on }),
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(related === undefined ? {} : { related }),
  });
  return {
    ...record,
    card: isShownAlike(card, record.card) ? record.card : raiseRevision(card),
  };
}

/** An older card does not say who vouches for its page, or how that came: that alone is no reason to edit what was posted. */
function isShownAlike(card: Card, before: Card): boolean {
  const { host, standing } = before;
  const older = standing === null ? { ...card, host, standing } : card;
  return isDeepStrictEqual(withoutConnection(older), withoutConnection(before));
}

function withoutConnection(card: Card): Card {
  return { ...card, issues: card.issues.filter((issue) => issue !== 'plain-http') };
}

/** One for each other site, and those of a site known already that print other figures; copying sites are never shown. */
function shownPublications({ article, publications }: ArticleRecord): readonly Publication[] {
  const seen = new Set([hostOf(article.url)]);
  return publications.filter(({ url, mirror, differs }) => {
    const host = hostOf(url);
    if (mirror === true || host === null) return false;
    if (seen.has(host)) return differs !== undefined;
    seen.add(host);
    return true;
  });
}

function hostOf(url: string | null): string | null {
  return url === null ? null : (URL.parse(canonicalUrl(url))?.host ?? null);
}

function raiseRevision(card: Card): Card {
  return { ...card, revision: card.revision + 1 };
}
