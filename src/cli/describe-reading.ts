import { buildCard } from '../card/build-card.ts';
import { renderText } from '../card/render-text.ts';
import type { Language } from '../domain/card.ts';
import type { Reading } from '../reading/read-page.ts';
import { characterCount } from '../text/han.ts';
import { hasPersonalData } from '../privacy/redact.ts';

const UNKNOWN = '–';

function line(label: string, value: string | null): string {
  return `  ${label.padEnd(16)} ${value ?? UNKNOWN}`;
}

function readAs({ page }: Reading): string {
  return page.charset === 'binary' ? page.kind : `${page.kind}, ${page.charset}`;
}

function sizeOf(body: string): string {
  const characters = characterCount(body);
  const paragraphs = body === '' ? 0 : body.split('\n').length;
  return `${characters} characters, ${paragraphs} ${paragraphs === 1 ? 'paragraph' : 'paragraphs'}`;
}

function extracted(reading: Reading): string[] {
  const { article } = reading;
  const { proposal, region } = article;
  const asked =
    proposal === null
      ? null
      : [proposal.body, proposal.session, proposal.number, proposal.title, proposal.role]
          .filter((part) => part !== null)
          .join(' · ');
  return [
    'extract',
    line('read as', readAs(reading)),
    line('title', article.title === '' ? null : article.title),
    line('agency', article.agency),
    line('region', region === null ? null : `${region.name} ${region.code} (${region.level})`),
    line('document number', article.documentNumber),
    line('index number', article.indexNumber),
    line('proposal', asked),
    line('written', article.dateWritten),
    line('published', article.datePublished),
    line('body', sizeOf(article.body)),
    line(
      'personal data',
      hasPersonalData(article.body) ? 'in the body, kept off the card' : 'none found',
    ),
    line(
      'attachments',
      article.attachments.map(({ name, type }) => `${name} (${type})`).join('; ') || null,
    ),
    line('problems', article.issues.join(', ') || null),
  ];
}

function judged({ verdict }: Reading): string[] {
  const reasons = verdict.reasons.map(
    ({ rule, label, weight, text }) =>
      `  ${weight >= 0 ? '+' : ''}${weight} ${label} (${rule}): ${text.replaceAll(/\s+/gu, ' ')}`,
  );
  return [
    'classify',
    line('kind', verdict.kind),
    line('relevance', verdict.relevance),
    line('topics', verdict.topics.join(', ') || null),
    ...reasons,
  ];
}

/** One page through every stage as a person wants to see it, with reasons, and the card as plain text. */
export function describeReading(source: string, reading: Reading, language: Language): string {
  const { article, verdict, summary, identity, page } = reading;
  const card = buildCard({ articleId: identity.id, article, verdict, summary });
  return [
    source,
    ...(page.isFeed ? [`  This is a feed: jianbao discover ${source} shows its entries.`] : []),
    ...extracted(reading),
    ...judged(reading),
    'identify',
    line('identity', identity.id),
    'card',
    renderText(card, language)
      .split('\n')
      .map((row) => `  ${row}`)
      .join('\n'),
    '',
  ].join('\n');
}
