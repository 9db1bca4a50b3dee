import type { CrawlEvent, EntryReport } from '../crawl/crawl-deps.ts';
import type { RereadReport } from '../revise/revise-deps.ts';
import type { Language } from '../domain/card.ts';
import { redactPersonalData } from '../privacy/redact-title.ts';
import { ROUND_WORDS } from './messages.ts';

/** Quoted text may hold line breaks, and a title may name the member who made the proposal. */
const toLine = (text: string): string => redactPersonalData(text.replaceAll(/\s+/gu, ' '));

function describeEntry(report: EntryReport, language: Language): string {
  const { outcomes, because } = ROUND_WORDS[language];
  const { article, entry } = report;
  const judged = article === null ? '' : ` [${article.kind}/${article.relevance}]`;
  const reason = report.reason === null ? '' : ` (${report.reason})`;
  const evidence = article === null ? [] : article.evidence.slice(0, 3).map(toLine);
  const isUnsubscribed = report.outcome === 'queued' && report.deliveries === 0;
  const outcome = isUnsubscribed ? 'unsubscribed' : report.outcome;
  const why = evidence.length === 0 ? '' : `\n      ${because}: ${evidence.join(' · ')}`;
  return `    ${outcomes[outcome]}${judged}${reason}  ${toLine(entry.title)}${why}`;
}

function describeReread({ outcome, reason, url }: RereadReport, language: Language): string {
  const { rereads } = ROUND_WORDS[language];
  return `    ${rereads[outcome]}${reason === null ? '' : ` (${reason})`}  ${toLine(url)}`;
}

/** What happens during a round, one line an event, for people who watch. */
export function describeEvent(event: CrawlEvent, language: Language): string {
  if (event.kind === 'reread') return describeReread(event.report, language);
  if (event.kind === 'entry') return describeEntry(event.report, language);
  const { rows, skipped, older, truncated, waiting } = ROUND_WORDS[language];
  const { visit, source } = event;
  const reason = visit.reason === null ? '' : ` (${visit.reason})`;
  const known = visit.skipped === 0 ? '' : `; ${skipped(visit.skipped)}`;
  const old = visit.older === 0 ? '' : `; ${older(visit.older)}`;
  const beyond = visit.truncated === 0 ? '' : `; ${truncated(visit.truncated)}`;
  const left = visit.waiting === 0 ? '' : `; ${waiting(visit.waiting)}`;
  return `  ${source.name}: ${visit.status}${reason}, ${rows(visit.rows, visit.fresh)}${known}${old}${beyond}${left}`;
}
