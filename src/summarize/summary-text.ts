import type { Lead, Summary } from '../domain/summary.ts';

/** The line above what is promised. */
const NEXT = '下一步：';

/** Characters that a line costs besides its own: the line break. */
export const LINE_COST = 1;
/** Characters of the line above the promises and its break. */
export const NEXT_COST = NEXT.length + 1;

/**
 * What is answered, in one line: 答复《…》（第38号）. Who answers stands beside every summary, and so does the whole reference; only
 * where the letter has no subject it stands here.
 */
export function leadText(lead: Lead): string {
  const verb = lead.role === 'co-handling' ? '会办' : '答复';
  const number = lead.number === null ? '' : `（第${lead.number}号）`;
  const matter = lead.subject === '' ? lead.reference : `《${lead.subject}》${number}`;
  const to = lead.recipient === null ? '' : `，致${lead.recipient}`;
  return `${verb}${matter}${to}`;
}

/** A summary as plain text: a line for who answers what, one for each point, and what is promised below its own line. */
export function summaryText(summary: Summary): string {
  const { lead, points, next } = summary;
  return [
    ...(lead === null ? [] : [leadText(lead)]),
    ...points.map(({ text }) => text),
    ...(next.length === 0 ? [] : [NEXT]),
    ...next.map(({ text }) => text),
  ].join('\n');
}
