import { findDeadline } from './find-deadline.ts';
import type { Clause, Statement } from './statement.ts';
import { isOthersAct, isOwnAct } from './subject.ts';
import { ASKS, DONE, ELSEWHERE, PLANNED, SAYS, YEAR } from './tense-rules.ts';

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

/** The letter's own voice: what it says of itself is nobody else's opinion. */
const OWN_VOICE =
  /^(?:我[局厅委部院办们市县区省]|我们|局里|县里|市里|区里|省里|我方)[^，；]{0,10}/u;
const DEMANDING = /(?:要求|规定|明确|强调|提出)$/u;
const HIGHER = /^(?:国务院|中央|党中央|国家|教育部|省|自治区|财政部|[^，；]{0,12}《)/u;
/** 我们将提请财政…: to ask is what is promised. */
const WILL_ASK = /(?:将|会|要|拟)[^，；]{0,8}(?:提请|商请|建议|请|呼吁|反映|争取)/u;
const NAMES = /《[^《》]{0,80}》|“[^“”]{0,40}”|[（(][^（()）]{0,60}[)）]/gu;

/** What each clause of a statement tells; fronts tell what the clause behind them does. `base` is the letter's day. */
export function judgeActs(statement: Statement, base: string | null): readonly Act[] {
  const acts: Act[] = [];
  let last: Act = 'told';
  for (const clause of statement.clauses) {
    if (clause.front === null) last = actOf(statement, clause, { base, last });
    acts.push(last);
  }
  return acts;
}

interface Context {
  readonly base: string | null;
  /** What the main clause before tells. */
  readonly last: Act;
}

function actOf(statement: Statement, clause: Clause, context: Context): Act {
  const fronts = clause.needs
    .map((at) => statement.clauses[at])
    .filter((front) => front !== undefined && front.front !== null);
  const speech = fronts.find((front) => front?.front === 'speech')?.text ?? '';
  if (speech !== '' && !OWN_VOICE.test(speech)) {
    return DEMANDING.test(speech) ? 'demand' : 'said';
  }
  const { text } = clause;
  if (SAYS.test(text) && !PLANNED.test(text) && !OWN_VOICE.test(text)) return 'said';
  const scopes = fronts
    .filter((front) => front?.front === 'scope')
    .map((front) => front?.text ?? '');
  if ([text, ...scopes].some((one) => ELSEWHERE.test(one)) && !isOwnAct(text)) return 'elsewhere';
  if (HIGHER.test(text) && /要求|规定|明确/u.test(text)) return 'demand';
  if (ASKS.test(text) && !WILL_ASK.test(text) && !(PLANNED.test(text) && isOwnAct(text)))
    return 'ask';
  const times = fronts.filter((front) => front?.front === 'time').map((front) => front?.text ?? '');
  const isDone = [text, ...times].some((one) => isOver(one, context.base));
  if (isDone) return 'told';
  const isOther = isOthersAct(text);
  if (isToCome(text, fronts, { ...context, times }))
    return isOther && !statement.isPlanned ? 'plan' : 'promise';
  if (statement.isPlanned) return 'promise';
  // What goes on in a sentence that promises is promised, too; what somebody else is asked for stays asked.
  const goesOn = context.last !== 'told' && !isOwnAct(text) && !isOther;
  return goesOn ? context.last : 'told';
}

function isToCome(
  text: string,
  fronts: readonly (Clause | undefined)[],
  { base, times }: { readonly base: string | null; readonly times: readonly string[] },
): boolean {
  if (PLANNED.test(text.replaceAll(NAMES, ''))) return true;
  if (fronts.some((front) => front?.front === 'plan')) return true;
  return [text, ...times].some((one) => {
    const deadline = findDeadline(one.replaceAll(NAMES, ''), base);
    return (
      base !== null &&
      deadline !== null &&
      deadline.to > base &&
      isSurelyLater(deadline.words, base)
    );
  });
}

/** A bare 6月 or 秋季学期 may as well tell of what is done every year; a year or 前 says that it is to come. */
function isSurelyLater(words: string, base: string): boolean {
  const year = /20\d{2}/u.exec(words)?.[0];
  if (year !== undefined) return year > base.slice(0, 4) || /前|底|起/u.test(words);
  return /明年|来年|后年|下学期|前$|内$/u.test(words);
}

/** Whether a text tells of what is over: by its words, or by a year or month before the letter's. */
function isOver(text: string, base: string | null): boolean {
  const bare = text.replaceAll(NAMES, '');
  if (DONE.test(bare)) return true;
  if (base === null) return false;
  const years = Array.from(bare.matchAll(YEAR), ([, year]) => year ?? '');
  if (years.length > 0) return years.every((year) => year < base.slice(0, 4));
  const month = /今年(\d{1,2})月/u.exec(bare)?.[1];
  return month !== undefined && Number(month) < Number(base.slice(5, 7)) && !/将|起/u.test(bare);
}
