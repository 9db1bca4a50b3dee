import { BARE_MONTH, RESUMES, SUMS_UP, withoutGiven } from '../grammar/report-rules.ts';
import { PLANNED, WEAKLY_DONE } from '../grammar/tense-rules.ts';
import { isOver, withoutNames } from './is-over.ts';
import type { Statement } from './statement.ts';
import type { Voice } from './subject.ts';

/** Where an item of an announced list says itself that plans follow. */
export interface Opening {
  readonly item: number | null;
  /** How many statements stand before it. */
  readonly at: number;
}

/**
 * Letters announce 我们将做好以下工作：, and each section below tells first what was done, then 下一步 its own plans. What stands
 * before that is no plan for what was announced alone.
 */
export function withOwnPlans(
  statements: readonly Statement[],
  openings: readonly Opening[],
): readonly Statement[] {
  if (openings.every(({ item }) => item === null)) return statements;
  return statements.map((statement, at) => {
    const { item } = statement;
    const isBefore = item !== null && openings.some((one) => one.item === item && one.at > at);
    return isBefore ? { ...statement, isPlanned: false } : statement;
  });
}

/**
 * Takes as no plans what only the sentence above a list says are plans, and what reports. 截至目前已开展活动53场 sums up all that its
 * item told; after 去年接待4200人次, what somebody else is said to do was told, too, while 约谈校长 may still be meant. Behind a report
 * an item tells no plans until it says that it goes on. `base` is the letter's day.
 */
export function withoutReports(
  statements: readonly Statement[],
  base: string | null,
  voice: Voice,
): readonly Statement[] {
  const reports = new Map<number, Report>();
  for (const [at, statement] of statements.entries()) {
    const report = statement.isAnnounced ? reportOf(statement, base) : null;
    if (report === null) continue;
    const before = reports.get(statement.part);
    const summed = report.sumsUp ? at : (before?.summed ?? -1);
    reports.set(statement.part, { summed, told: at, leads: report.leads });
  }
  if (reports.size === 0) return statements;
  let resumed = -1;
  return statements.map((statement, at) => {
    const { part, isAnnounced, isPlanned } = statement;
    const report = reports.get(part);
    if (report === undefined || !isAnnounced || !isPlanned) return statement;
    const main = firstMain(statement);
    if (at > report.told && RESUMES.test(main)) resumed = part;
    const isTold =
      at <= report.summed ||
      (at < report.told && isOthers(main, voice)) ||
      (at === report.told && (report.leads || isOthers(main, voice) || voice.isOwnAct(main))) ||
      (at > report.told && resumed !== part);
    return isTold ? { ...statement, isPlanned: false } : statement;
  });
}

/** The last statements of a part that report, as indexes; -1 where none sums up. */
interface Report {
  readonly summed: number;
  readonly told: number;
  /** The last one begins with what is over. */
  readonly leads: boolean;
}

/** 海源船舶等11家企业与学校结对 */
const NAMES_SEVERAL = /^[^，；]{2,40}等[\d一二两三四五六七八九十多余]{1,4}[所家名个]/u;

function isOthers(main: string, voice: Voice): boolean {
  return voice.subjectOf(main) === 'other' || NAMES_SEVERAL.test(main);
}

function firstMain({ clauses, start }: Statement): string {
  return clauses.find((clause) => clause.front === null && clause.start >= start)?.text ?? '';
}

/** How a statement tells of what is over, or null; what it only names is not told: 对已建成的站配齐人员. */
function reportOf(
  { clauses, start }: Statement,
  base: string | null,
): { readonly sumsUp: boolean; readonly leads: boolean } | null {
  const own = clauses
    .filter((clause) => clause.start >= start && (clause.front ?? 'time') === 'time')
    .map(({ text }) => withoutGiven(withoutNames(text)).replaceAll(WEAKLY_DONE, ''));
  const isPast = (bare: string): boolean =>
    !PLANNED.test(bare) && (isOver(bare, base) || isEarlierMonth(bare, base));
  const first = own.findIndex(isPast);
  const sumsUp = own.some((bare) => SUMS_UP.test(bare) && !PLANNED.test(bare));
  return first < 0 && !sumsUp ? null : { sumsUp, leads: first === 0 };
}

/** 5月，在6所学校设立托管点, said in July. */
function isEarlierMonth(bare: string, base: string | null): boolean {
  const month = BARE_MONTH.exec(bare)?.groups?.['month'];
  return base !== null && month !== undefined && Number(month) < Number(base.slice(5, 7));
}
