import { describeStatus } from '../status/describe-status.ts';
import { STATUS_WORDS } from '../status/messages.ts';
import type { StatusReport } from '../status/status-report.ts';
import type { Language } from '../domain/card.ts';
import { fetchStatus, statusAddresses } from './fetch-status.ts';
import { openConfig } from './open-tools.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const MARKS = { fault: '✗', warning: '!' } as const;
const LABEL_WIDTH = 14;

/** Prints what the running bot says of itself. Exit code 1 where it is not ready, or does not answer. */
export async function statusCommand(options: { readonly json?: boolean }): Promise<number> {
  const config = openConfig({ withoutSources: true });
  const answer = await fetchStatus(statusAddresses(config));
  if (options.json === true) {
    const report =
      answer.kind === 'report' ? answer.report : { program: 'jianbao', ready: false, issues: [] };
    const { kind, address } = answer;
    say(JSON.stringify({ ...report, running: kind === 'report', answer: kind, address }));
  } else if (answer.kind === 'report') {
    for (const line of linesOf(answer.report, config.language)) say(line);
  } else {
    say(`✗ ${notThere(answer, config.language)}`);
  }
  return answer.kind === 'report' && answer.report.ready ? 0 : 1;
}

function notThere(
  { kind, address }: { readonly kind: 'none' | 'foreign' | 'silent'; readonly address: string },
  language: Language,
): string {
  const words = STATUS_WORDS[language];
  if (kind === 'silent') return words.silent(address);
  return kind === 'foreign' ? words.notOurs(address) : words.notRunning(address);
}

/** What is wrong comes first, with what to do; then the figures. */
function linesOf(report: StatusReport, language: Language): readonly string[] {
  const { headline, issues, rows } = describeStatus(report, language);
  return [
    `${report.ready ? '✓' : '✗'} ${headline}`,
    ...issues.flatMap(({ severity, what, advice }) => [
      '',
      `${MARKS[severity]} ${what}`,
      `    → ${advice}`,
    ]),
    '',
    ...rows.map(({ label, text }) => `${padded(label)} ${text}`),
  ].map(inert);
}

/** A Chinese character takes two columns. */
function padded(label: string): string {
  const wide = label.match(/\p{Script=Han}/gu)?.length ?? 0;
  return label.padEnd(LABEL_WIDTH - wide);
}

/** Something else than the bot may have answered. */
function inert(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, '\uFFFD');
}
