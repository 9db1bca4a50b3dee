import type { Language } from '../domain/card.ts';
import type { SourceStatus } from '../domain/source-state.ts';
import { reasonWord, statusWord } from '../health/messages.ts';
import { ISSUE_WORDS, STATUS_WORDS } from './messages.ts';
import type { Severity, StatusIssue } from './judge-status.ts';
import { STOPPED_NAMED } from './status-facts.ts';
import type { StatusReport } from './status-report.ts';

/** A report in words: for the page and for the terminal. */
export interface StatusText {
  readonly headline: string;
  readonly issues: readonly {
    readonly severity: Severity;
    readonly what: string;
    readonly advice: string;
  }[];
  readonly rows: readonly { readonly label: string; readonly text: string }[];
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;
const SIZES = [
  ['GB', 2 ** 30],
  ['MB', 2 ** 20],
] as const;

/** A time that has passed, in the largest unit of which there are two. */
export function ageWord(totalSeconds: number, language: Language): string {
  const { age } = STATUS_WORDS[language];
  const [unit, length] = UNITS.find(([, size]) => totalSeconds >= 2 * size) ?? ['second', 1];
  return age(Math.floor(totalSeconds / length), unit);
}

export function describeStatus(report: StatusReport, language: Language): StatusText {
  const words = STATUS_WORDS[language];
  const { labels } = words;
  const age = (total: number): string => ageWord(total, language);
  const { rounds, readers } = report;
  const role = `${words.roles[report.role]} · ${words.standings[report.standing]}`;
  const lastGood = rounds.lastGoodSeconds === null ? null : age(rounds.lastGoodSeconds);
  const megabytes = Math.round(readers.residentBytes / 2 ** 20);
  return {
    headline: headlineOf(report, language),
    issues: report.issues.map((issue) => ({
      severity: issue.severity,
      ...issueWords(issue, language),
    })),
    rows: [
      { label: labels.since, text: `${age(report.upSeconds)} · ${report.version}` },
      { label: labels.role, text: role },
      { label: labels.store, text: words.store(report.store.writable, freeWord(report)) },
      // Of the rest the one that leads tells.
      ...(report.standing === 'leader'
        ? [
            { label: labels.gateway, text: gatewayText(report, language) },
            { label: labels.round, text: words.round(lastGood, rounds.running) },
            { label: labels.sources, text: sourcesText(report, language) },
            ...stoppedRows(report, language),
            { label: labels.deliveries, text: deliveriesText(report, language) },
          ]
        : []),
      // One that stands by reads nothing.
      ...(report.standing === 'standby'
        ? []
        : [{ label: labels.readers, text: words.readers({ ...readers, megabytes }) }]),
    ],
  };
}

/** What an issue is and what to do, also one that only another version of the program knows. */
export function issueWords(
  { id }: Pick<StatusIssue, 'id'>,
  language: Language,
): { readonly what: string; readonly advice: string } {
  const known: ReadonlyMap<string, (typeof ISSUE_WORDS)[typeof id]> = WORDS_BY_ID;
  const words = known.get(id);
  if (words === undefined) return { what: id, advice: STATUS_WORDS[language].otherVersion };
  return { what: words.what[language], advice: words.advice[language] };
}

const WORDS_BY_ID = new Map(Object.entries(ISSUE_WORDS));

function headlineOf({ ready, issues, standing }: StatusReport, language: Language): string {
  const words = STATUS_WORDS[language];
  if (!ready) return words.notReady;
  if (issues.length > 0) return words.readyWithWarnings;
  return standing === 'standby' ? words.standby : words.ready;
}

function freeWord({ store: { freeBytes } }: StatusReport): string | null {
  if (freeBytes === null) return null;
  const [unit, size] = SIZES.find(([, least]) => freeBytes >= least) ?? ['KB', 1024];
  return `${Math.floor(freeBytes / size)} ${unit}`;
}

function gatewayText({ gateway }: StatusReport, language: Language): string {
  const words = STATUS_WORDS[language];
  if (gateway === null) return words.preview;
  const { shards } = gateway;
  const lost = shards.filter(({ connected }) => !connected).map(({ id }) => id);
  const counts = words.gateway(shards.length - lost.length, shards.length);
  return lost.length === 0 || shards.length === 1 ? counts : `${counts}; ${words.lostShards(lost)}`;
}

function sourcesText({ sources }: StatusReport, language: Language): string {
  const counts = Object.entries(sources.byStatus)
    .filter(([, count]) => count > 0)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record's own keys
    .map(([status, count]) => `${statusWord(status as SourceStatus, language)} ${count}`);
  return [STATUS_WORDS[language].sources(sources.watched), ...counts].join(' · ');
}

function stoppedRows(
  { sources: { stopped, byStatus } }: StatusReport,
  language: Language,
): StatusText['rows'] {
  if (stopped.length === 0) return [];
  const { labels, more } = STATUS_WORDS[language];
  const named = stopped.map(({ id, reason }) =>
    reason === null ? id : `${id} (${reasonWord(reason, language)})`,
  );
  const count = (['unread', 'drift', 'empty', 'blocked', 'gone'] as const)
    .map((status) => byStatus[status])
    .reduce((sum, one) => sum + one, 0);
  const rest = stopped.length >= STOPPED_NAMED && count > stopped.length;
  const text = [...named, ...(rest ? [more(count - stopped.length)] : [])].join(' · ');
  return [{ label: labels.stopped, text }];
}

function deliveriesText({ deliveries }: StatusReport, language: Language): string {
  const words = STATUS_WORDS[language];
  if (deliveries === null) return words.unknown;
  const { oldestSeconds } = deliveries;
  return words.deliveries({
    ...deliveries,
    oldest: oldestSeconds === null ? null : ageWord(oldestSeconds, language),
  });
}
