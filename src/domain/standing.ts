/**
 * Who vouches for a page, by its host alone: the agency's own site, a government site of the same region, another
 * government site, what visitors of a site wrote, or a site outside the government.
 */
export type Standing = 'own' | 'region' | 'government' | 'user-content' | 'outside';
