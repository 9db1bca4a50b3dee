import { once } from '../base/once.ts';
import type { Deadline } from '../domain/summary.ts';
import { DECIDES, REFUSES } from '../grammar/clause-rules.ts';
import { findDeadline } from '../quantities/find-deadline.ts';
import { isOver, withoutNames } from './is-over.ts';
import type { Clause, Statement } from './statement.ts';
import { withoutGiven } from '../grammar/report-rules.ts';
import {
  DEMANDING,
  FIRM,
  FOUND,
  HIGHER,
  NO_PROMISE,
  OPEN,
  OWN_VOICE,
  WILL_ASK,
} from '../grammar/judging-rules.ts';
import { isDemand, type Voice } from './subject.ts';
import {
  ASKS,
  ELSEWHERE,
  FINISHES,
  FORECAST,
  PLANNED,
  SAYS,
  WEAKLY_DONE,
} from '../grammar/tense-rules.ts';

/** Whose doing a clause tells, and when. */
export type Act =
  /** The letter's author will do it. */
  | 'promise'
  /** Somebody else means to do it. */
  | 'plan'
  /** Somebody else is asked for it. */
  | 'ask'
  /** A member, parents, experts or the press say it. */
  | 'said'
  /** It is so in the whole country, or somewhere else. */
  | 'elsewhere'
  /** A higher body or a document demands it. */
  | 'demand'
  /** It was done, or is so. */
  | 'told';

/** What each clause of a statement tells; fronts tell what the clause behind them does. `base` is the letter's day. */
export function judgeActs(statement: Statement, base: string | null, voice: Voice): readonly Act[] {
  const acts: Act[] = [];
  let last: Act = 'told';
  let isAgencys = false;
  let isFirst = true;
  // 走访学校46所，发现问题71个: what was found out tells that all of it is over.
  let hasPast = statement.clauses.some(({ front, text }) =>
    front === null ? isFoundOut(text) : front === 'now' && isSince(text, base),
  );
  for (const clause of statement.clauses) {
    if (clause.front === null) {
      const { text } = clause;
      const bare = withoutNames(text);
      // 对已建成的站配齐人员 is no past deed below a heading of plans.
      const isPast = once(() => isOver(statement.isPlanned ? withoutGiven(bare) : bare, base));
      isAgencys = voice.isAgencysAct(text) || (isAgencys && voice.subjectOf(text) === null);
      const context = { base, voice, bare, isPast, last, isAgencys, isFirst, hasPast };
      last = actOf(statement, clause, context);
      isFirst = false;
      hasPast ||= (isPast() || isLedByPast(statement, clause, base)) && !PLANNED.test(text);
    }
    acts.push(last);
  }
  return acts.map((act, at) => (act === 'promise' && isReason(statement, at) ? 'told' : act));
}

/** 收费标准三年内不变，建立增长机制的条件尚不成熟，建议暂缓: why something is refused is no promise. */
function isReason({ clauses }: Statement, at: number): boolean {
  const text = clauses[at]?.text ?? '';
  if (PLANNED.test(text)) return false;
  return clauses.some(
    (clause, other) =>
      other > at &&
      clause.front === null &&
      clause.needs.includes(at) &&
      !clause.governedBy.some((one) => clauses[one]?.front === 'condition') &&
      isRefused(clause.text),
  );
}

function isRefused(text: string): boolean {
  const isPutOff = DECIDES.find(text)?.id === 'put-off' || NO_PROMISE.find(text)?.id === 'not-yet';
  return isPutOff || REFUSES.test(text);
}

/** 近年来，两校利用阅览室铺设午休垫: a time in front that is over. */
function isLedByPast({ clauses }: Statement, { governedBy }: Clause, base: string | null): boolean {
  return governedBy.some((at) => {
    const { front, text = '' } = clauses[at] ?? {};
    return front === 'time' && isOver(withoutNames(text), base);
  });
}

/** 近年来, which tells of what is over, while 目前 does not. */
function isSince(text: string, base: string | null): boolean {
  return isOver(text.replaceAll(WEAKLY_DONE, ''), base);
}

function isFoundOut(text: string): boolean {
  return FOUND.test(text) && !PLANNED.test(text);
}

interface Context {
  readonly base: string | null;
  readonly voice: Voice;
  /** The clause without names. */
  readonly bare: string;
  /** Whether that tells of what is over. */
  readonly isPast: () => boolean;
  /** What the main clause before tells. */
  readonly last: Act;
  /** Another body does it: one that the clause names, or that the one before it named. */
  readonly isAgencys: boolean;
  readonly isFirst: boolean;
  /** A clause before it tells of what is over. */
  readonly hasPast: boolean;
}

function actOf(statement: Statement, clause: Clause, context: Context): Act {
  const { base, voice, bare, last, isAgencys, isFirst, hasPast } = context;
  const { text } = clause;
  const fronts = clause.governedBy
    .map((at) => statement.clauses[at])
    .filter((front) => front !== undefined);
  const spoken = spokenAct(text, fronts, voice);
  if (spoken !== null) return spoken;
  const times = fronts.filter(({ front }) => front === 'time').map((front) => front.text);
  // 请县财政局在编制预算时，考虑将补助提高: what goes on after a request is requested, too.
  if (!isFirst && last === 'ask' && voice.subjectOf(text) === null) return last;
  if (OPEN.test(text)) return 'told';
  const isFuture = PLANNED.test(bare);
  // 将在2022年方案基础上 is still to come; 2022年将…纳入 is over.
  const isPast = isFuture
    ? isOver(withoutNames(text.slice(0, LEADING).replaceAll(WEAKLY_DONE, '')), base)
    : context.isPast();
  if (isPast || times.some((time) => isOver(withoutNames(time), base))) return 'told';
  if (FORECAST.test(text) && (isAgencys || !FINISHES.test(text))) return 'told';
  if (!isFuture && DECIDES.test(text)) return 'told';
  if (FIRM.test(text)) return 'told';
  if (isFuture && statement.isRuled && isLaidDown(text, fronts, voice)) return 'told';
  // 今后任何学校不得强制购买: a rule, also where it begins to hold.
  if (!isFuture && NO_PROMISE.find(text)?.id === 'forbidden' && voice.subjectOf(text) === 'other')
    return 'told';
  if (isFuture || isToCome(text, fronts, { base, times, bare, hasPast }))
    return isAgencys ? 'plan' : 'promise';
  if (NO_PROMISE.test(text)) return 'told';
  // What goes on after somebody else's act is theirs, too, and after what is over it is over.
  const goesOn = (): boolean => !isFirst && voice.subjectOf(text) === null;
  if (statement.isPlanned && !hasPast && !goesOn()) return isAgencys ? 'told' : 'promise';
  if (voice.isOwnAct(text)) return 'told';
  if (!isAgencys) return last;
  return last === 'promise' || last === 'plan' ? 'plan' : 'told';
}

/** 学校将暂停看护, 无故缺岗的，将扣发补贴: what a rule says of somebody, or of a case; the office's own act is its own. */
function isLaidDown(text: string, fronts: readonly Clause[], voice: Voice): boolean {
  if (voice.isOwnAct(text)) return false;
  return (
    voice.withoutTime(text).search(/将/u) > 1 || fronts.some(({ front }) => front === 'condition')
  );
}

/** Characters in which a time in front of all else stands. */
const LEADING = 8;

/** What somebody says, wishes, demands or is asked for; null for what the letter tells in its own voice. */
function spokenAct(text: string, fronts: readonly Clause[], voice: Voice): Act | null {
  const said = fronts.find(({ front, text: own }) => front === 'speech' && !OWN_VOICE.test(own));
  if (said !== undefined) return DEMANDING.test(said.text) ? 'demand' : 'said';
  if (isSaid(text)) return 'said';
  const scopes = fronts.filter(({ front }) => front === 'scope').map((front) => front.text);
  if ([text, ...scopes].some((one) => ELSEWHERE.test(one)) && !voice.isOwnAct(text))
    return 'elsewhere';
  if (isDemand(voice.withoutTime(text))) return 'demand';
  if (/要求|规定|明确/u.test(text) && HIGHER.test(text)) return 'demand';
  const isAsked = ASKS.test(text) && !WILL_ASK.test(text);
  return isAsked && !(PLANNED.test(text) && voice.isOwnAct(text)) ? 'ask' : null;
}

/** Somebody's opinion in a main clause; a 将 behind it belongs to what is said. */
function isSaid(text: string): boolean {
  const at = SAYS.search(text);
  return at >= 0 && !PLANNED.test(text.slice(0, at)) && !OWN_VOICE.test(text);
}

/** Whether a clause without a sign of the future is to come: by what leads it in, or by its days. */
function isToCome(
  text: string,
  fronts: readonly (Clause | undefined)[],
  given: Pick<Context, 'base' | 'bare' | 'hasPast'> & { readonly times: readonly string[] },
): boolean {
  const { base, times, bare, hasPast } = given;
  // 每学期开学一个月内完成: a rule; 每年150元 is a price.
  if (/每(?:年|学期|学年|[个]?月|周|季度)(?![^，；]{0,4}\d+元)/u.test([...times, text].join('，')))
    return false;
  // 二是严查收费，今年以来检查机构36家，责令退费5万元: what follows something that is over is over as well.
  if (fronts.some((front) => front?.front === 'plan')) return !hasPast;
  if (base === null) return false;
  const isLater = (one: string, named: string): boolean => {
    const deadline = findDeadline(named, base);
    return deadline !== null && deadline.to > base && isSurelyLater(one, deadline, base);
  };
  return isLater(text, bare) || times.some((time) => isLater(time, withoutNames(time)));
}

/**
 * Whether a deadline is surely to come: a bare 6月 or 秋季学期 may as well tell of what is done every year, while a year, a day,
 * 前 or 起 says that it is to come.
 */
function isSurelyLater(text: string, deadline: Deadline, base: string): boolean {
  const { words, at, from } = deadline;
  const year = /20\d{2}/u.exec(words)?.[0];
  const after = text.slice(at + words.length);
  const isBound = /前|底|内$|时间$/u.test(words) || after.startsWith('前');
  // What holds from a day on is to come where that day is.
  if (after.startsWith('起') || after.startsWith('开始')) return from > base;
  if (year !== undefined) return year > base.slice(0, 4) || isBound || from > base;
  if (/明年|来年|后年|下学期/u.test(words) || isBound) return true;
  // 今年上半年拿出方案, said in March.
  return /今年/u.test(words) && FINISHES.test(text) ? true : from > base && /今年|日$/u.test(words);
}
