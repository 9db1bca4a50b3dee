import type { CrawlEvent, EntryReport } from '../crawl/crawl-deps.ts';
import type { Language } from '../domain/card.ts';

const words = {
  'zh-CN': {
    rows: (rows: number, fresh: number) => `${rows} 行，新 ${fresh} 行`,
    skipped: (count: number) => `首次访问：其余 ${count} 条视为已知，不再发布`,
    outcomes: {
      queued: '入队',
      duplicate: '重复（另一处转载）',
      irrelevant: '不发',
      unreadable: '读不了，放弃',
      gone: '页面已不在',
      retry: '读不了，稍后再试',
      waits: '网站要求等待',
    },
    because: '依据',
  },
  en: {
    rows: (rows: number, fresh: number) => `${rows} rows, ${fresh} new`,
    skipped: (count: number) => `first visit: ${count} others taken as known`,
    outcomes: {
      queued: 'queued',
      duplicate: 'duplicate (published elsewhere too)',
      irrelevant: 'not posted',
      unreadable: 'unreadable, given up',
      gone: 'page is gone',
      retry: 'unreadable, will try again',
      waits: 'the site asks us to wait',
    },
    because: 'because of',
  },
} as const;

function describeEntry(report: EntryReport, language: Language): string {
  const { outcomes, because } = words[language];
  const { article, entry } = report;
  const judged = article === null ? '' : ` [${article.kind}/${article.relevance}]`;
  const reason = report.reason === null ? '' : ` (${report.reason})`;
  const evidence = article === null ? [] : article.evidence.slice(0, 3);
  const why = evidence.length === 0 ? '' : `\n      ${because}: ${evidence.join(' · ')}`;
  return `    ${outcomes[report.outcome]}${judged}${reason}  ${entry.title}${why}`;
}

/** What happens during a round, one line an event, for people who watch. */
export function narrate(event: CrawlEvent, language: Language): string {
  if (event.kind === 'entry') return describeEntry(event.report, language);
  const { rows, skipped } = words[language];
  const { visit, source } = event;
  const reason = visit.reason === null ? '' : ` (${visit.reason})`;
  const known = visit.skipped === 0 ? '' : `; ${skipped(visit.skipped)}`;
  return `  ${source.name}: ${visit.condition}${reason}, ${rows(visit.rows, visit.fresh)}${known}`;
}
