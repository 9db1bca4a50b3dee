import { ascending } from '../base/ascending.ts';
import type { Commitment, Deadline } from '../domain/summary.ts';
import { POINTS_AT_BODY } from '../grammar/clause-rules.ts';
import { DONE } from '../grammar/tense-rules.ts';
import { findDeadline } from '../quantities/find-deadline.ts';
import type { Span } from '../statements/statement.ts';
import { leadingBody } from '../statements/subject.ts';
import { allMains, closure } from './closure.ts';
import { type Draft, type Part, quoteText, toQuote } from './quote.ts';
import type { WeighedStatement } from './weigh-clauses.ts';

/** A promise as a line, and what of it says when it falls due: a promise may be told with what was done before. */
export interface PromiseDraft extends Draft {
  readonly due: string;
}

/** A promise and the clauses that it is made of. */
export interface FoundCommitment {
  readonly draft: PromiseDraft;
  /** Index of its statement. */
  readonly index: number;
  readonly clauses: readonly number[];
}

/** A promise with its figures and the days in which it falls due; `base` is the letter's day. */
export function toCommitment(draft: PromiseDraft, base: string | null): Commitment {
  return { ...toQuote(draft), deadline: deadlineOf(draft, base) };
}

function deadlineOf({ text, due }: PromiseDraft, base: string | null): Deadline | null {
  const own = findDeadline(due, base);
  const at = own === null ? -1 : text.indexOf(own.words);
  if (own !== null && at >= 0) return { ...own, at };
  // 若资金8月底前到位，年底前建成: the day of the condition is not the promise's, nor is for how long somebody is barred.
  const bare = text.replaceAll(NOT_ITS_DAY, (clause) => ' '.repeat(clause.length));
  return findDeadline(bare, base);
}

const NOT_ITS_DAY =
  /(?<=^|[，；…])(?:(?:若|如果?|待|等|除|一旦|倘若)[^，；…]{2,60}|[^，；…]{0,40}[年月]内不(?:得|再)[^，；…]{0,40})/gu;
const MAX_LENGTH = 200;

/** The indexes of the clauses of a statement that promise something. */
export function promisedClauses({
  statement,
  clauses,
  barred,
}: WeighedStatement): readonly number[] {
  return clauses.flatMap((clause, at) => {
    const isOwn = (statement.clauses[at]?.start ?? 0) >= statement.start;
    return isOwn && clause?.act === 'promise' && !barred.has(at) ? [at] : [];
  });
}

/** 年底前建成平台，家长可以扫码查询: clauses that only hold together with one that promises are shown with it. */
export function toldWithPromise(
  { statement, clauses }: WeighedStatement,
  promised: readonly number[],
): readonly number[] {
  return clauses.flatMap((clause, at) => {
    if (clause === null || promised.includes(at)) return [];
    const needs = statement.clauses[at]?.needs ?? [];
    const isPast = needs.some((one) => DONE.test(statement.clauses[one]?.text ?? ''));
    return !isPast && needs.some((one) => promised.includes(one)) ? [at] : [];
  });
}

/** The promises of a letter in its words and order; `base` is the letter's day. */
export function findCommitments(
  statements: readonly WeighedStatement[],
  text: string,
  base: string | null,
): readonly FoundCommitment[] {
  return statements.flatMap((weighed, index) =>
    promisesOf(statements, { index, promised: promisedClauses(weighed), base })
      .map((promised) => promiseOf(statements, { index, promised, text }))
      .filter((found) => found !== null),
  );
}

/** Parts the promised clauses of a statement into promises: one for each time that it states. */
export function promisesOf(
  statements: readonly WeighedStatement[],
  given: {
    readonly index: number;
    readonly promised: readonly number[];
    readonly base: string | null;
  },
): readonly (readonly number[])[] {
  const { index, promised, base } = given;
  const clauses = statements[index]?.statement.clauses ?? [];
  const promises: number[][] = [];
  let held: readonly number[] = [];
  let words: string | null = null;
  for (const at of promised) {
    const own = closure(statements, index, at)?.get(index) ?? [];
    const fresh = own.filter((one) => one === at || clauses[one]?.front === 'time');
    const said = fresh.map((one) => clauses[one]?.text ?? '').join('，');
    const due = findDeadline(said, base)?.words ?? null;
    const goesOn = own.some((one) => one !== at && promises.at(-1)?.includes(one) === true);
    const isOther = due !== null && due !== words;
    const more = union([held, own]);
    const length = more.reduce((sum, one) => sum + (clauses[one]?.text.length ?? 0) + 1, 0);
    if (promises.length === 0 || (!goesOn && (isOther || length > MAX_LENGTH))) {
      promises.push([at]);
      [held, words] = [own, due];
    } else {
      promises.at(-1)?.push(at);
      held = more;
      words ??= due;
    }
  }
  return withoutHeld(promises, (at) => closure(statements, index, at)?.get(index) ?? []);
}

/** Promises without those that the next one says as well: it is quoted with all that it hangs on. */
function withoutHeld(
  promises: readonly (readonly number[])[],
  hangsOn: (at: number) => readonly number[],
): readonly (readonly number[])[] {
  return promises.filter((own, index) => {
    const said = new Set((promises[index + 1] ?? []).flatMap(hangsOn));
    return !own.every((at) => said.has(at));
  });
}

/** Some clauses of a statement as one promise, with what they lean on and the statement that it points back at. */
export function promiseOf(
  statements: readonly WeighedStatement[],
  given: {
    readonly index: number;
    readonly promised: readonly number[];
    /** Clauses that are told with the promise. */
    readonly told?: readonly number[];
    readonly text: string;
  },
): FoundCommitment | null {
  const { index, promised, told = [], text } = given;
  const weighed = statements[index];
  const sets = [...promised, ...told]
    .map((at) => closure(statements, index, at))
    .filter((set) => set !== null);
  if (weighed === undefined || sets.length === 0) return null;
  const clauses = withoutOpening(weighed, union(sets.map((set) => set.get(index) ?? [])));
  const others = union(sets.map((set) => [...set.keys()])).filter((one) => one !== index);
  const own: Part = { statement: weighed.statement, clauses };
  const pointedAt = others.map((one) => statements[one]).filter((other) => other !== undefined);
  const body = bodyPointedAt(own, pointedAt);
  const parts = body === null ? [own, ...pointedAt.map(wholePart)] : [own];
  const { needsHeading, heading } = weighed.statement;
  const quoted = quoteText(parts, text, needsHeading === null ? body : heading);
  const because = promised.flatMap((at) => weighed.clauses[at]?.because ?? []);
  const said = clauses.filter(
    (at) => promised.includes(at) || weighed.statement.clauses[at]?.front === 'time',
  );
  const due = said.map((at) => weighed.statement.clauses[at]?.text ?? '').join('，');
  return {
    draft: {
      text: quoted,
      kind: 'fact',
      because: [...new Set(because)],
      due,
      under: heading?.start ?? null,
      bare: needsHeading === 'first' ? quoteText(parts, text, body) : null,
    },
    index,
    clauses,
  };
}

const OPENING =
  /^(?:下一步|下步|下一?阶段|接下来|今后)(?:工作)?(?:中)?$|^(?:下一步|下步|下一?阶段|接下来|今后|我[局厅委部院办]|我们)[^，；]{0,12}(?:以下|如下|下列|[几两三四五六七八九\d])(?:几|[两三四五六七八九\d])?(?:个|项|点)?(?:方面|工作|措施|举措)[^，；]{0,8}$/u;

/** Without 下一步， or 我局将做好以下工作： in front: a promise is shown, and listed, as one. */
function withoutOpening(
  { statement }: WeighedStatement,
  clauses: readonly number[],
): readonly number[] {
  const first = clauses.findIndex((at) => !OPENING.test(statement.clauses[at]?.text ?? ''));
  return first < 0 ? clauses : clauses.slice(first);
}

function wholePart(weighed: WeighedStatement): Part {
  return { statement: weighed.statement, clauses: allMains(weighed) };
}

/** The name of the body at which 其 or 该 points, where that is all that the promise needs of what was done before. */
function bodyPointedAt(
  { statement, clauses }: Part,
  pointedAt: readonly WeighedStatement[],
): Span | null {
  const [other] = pointedAt;
  const first = other?.statement.clauses.find(({ front }) => front === null);
  if (other === undefined || first === undefined || pointedAt.length !== 1) return null;
  if (other.clauses.some((clause) => clause?.act === 'promise')) return null;
  const text = clauses.map((at) => statement.clauses[at]?.text ?? '').join('，');
  const name = leadingBody(first.text);
  if (name === '' || !POINTS_AT_BODY.test(text) || POINTS_AT_ACT.test(text)) return null;
  return { text: name, start: first.start, end: first.start + name.length };
}

// 这, 此 and 上述 point at the whole of what was said.
const POINTS_AT_ACT = /[这此]|上述|前述|以上/u;

function union(sets: readonly (readonly number[])[]): readonly number[] {
  return ascending(sets.flat());
}
