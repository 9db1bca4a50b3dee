import type { Lead, Summary } from '../domain/summary.ts';

const BULLET = '• ';
/** The line above what is promised. */
const NEXT = '下一步：';

/** Characters that a line costs besides its own: the bullet and the line break. */
export const LINE_COST = BULLET.length + 1;
/** Characters of the line above the promises and its break. */
export const NEXT_COST = NEXT.length + 1;

/** What is answered, in one line: 答复市政协五届一次会议第38号提案《…》. Who answers stands beside every summary. */
export function leadText(lead: Lead): string {
  const verb = lead.role === 'co-handling' ? '会办' : '答复';
  const subject = lead.subject === '' ? '' : `《${lead.subject}》`;
  const to = lead.recipient === null ? '' : `，致${lead.recipient}`;
  return `${verb}${lead.reference}${subject}${to}`;
}

/** A summary as plain text: a line for who answers what, one for each point, and what is promised below its own line. */
export function summaryText(summary: Summary): string {
  const { lead, points, next } = summary;
  return [
    ...(lead === null ? [] : [leadText(lead)]),
    ...points.map(({ text }) => `${BULLET}${text}`),
    ...(next.length === 0 ? [] : [NEXT]),
    ...next.map(({ text }) => `${BULLET}${text}`),
  ].join('\n');
}
