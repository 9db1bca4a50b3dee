import { ascending } from '../base/ascending.ts';
import {
  BARE_DECISION,
  CONTRAST,
  DECIDES,
  DISCOUNTS,
  PENDING,
  PROPOSES,
  REFUSES,
  TURNING,
  WISH,
} from '../grammar/clause-rules.ts';
import { UNFINISHED } from '../grammar/unfinished-rules.ts';
import { COUNTED, GOES_WITH, OWN_TIME, PAST_PERIOD, STILL_OPEN } from '../grammar/binding-rules.ts';
import { TOPICS } from '../grammar/topic-rules.ts';
import { BINDS_BEHIND, qualifiersOf } from '../grammar/qualifying-rules.ts';
import { LEANING, POINTING } from '../grammar/leaning-rules.ts';
import type { RawClause } from './cut-clauses.ts';
import { FREE_FRONTS, type FrontKind } from '../grammar/front-rules.ts';
import { createHolding } from './create-holding.ts';
import { decidesOnly, leansBack, PERSONS } from './lean-back.ts';
import type { Clause } from './statement.ts';
import type { Subject, Voice } from './subject.ts';
import { DONE, ELSEWHERE, GOVERNING, PLANNED, TO_COME } from '../grammar/tense-rules.ts';

/** What earlier statements of the same sentence leave behind for the next one. */
export interface Carried {
  /** Fronts that still hold, in order. */
  readonly fronts: readonly RawClause[];
  /** The clause with the last subject that is somebody else's, where the next one may lean on it. */
  readonly holder: RawClause | null;
  /** A clause whose 将, 建议 or 认为 holds for what goes on after a semicolon. */
  readonly governor: RawClause | null;
  /** It leads in numbered points: its fronts hold for each of them. */
  readonly leads: boolean;
}

export const NOTHING_CARRIED: Carried = {
  fronts: [],
  holder: null,
  governor: null,
  leads: false,
};

/** The clauses of a statement with what they lean on. */
export interface BoundClauses {
  readonly clauses: readonly Clause[];
  readonly carried: Carried;
  /** The statement points at, or goes on with, what was said before it. */
  readonly leans: boolean;
  /** It decides on a wish that it does not tell: what was said before it, or its heading, does. */
  readonly decides: boolean;
}

/** Says of every clause what a quotation of it must hold; and what the next statement of the sentence inherits. */
export function bindClauses(
  raw: readonly RawClause[],
  carried: Carried,
  voice: Voice,
): BoundClauses {
  const kept = new Set([...carried.fronts, carried.holder, carried.governor].filter(isCarried));
  const all = [...kept, ...raw].sort((a, b) => a.start - b.start);
  const first = all.length - raw.length;
  const bound = bindAll(all, { first, carried, voice });
  const clauses = all.map((clause, at) => ({
    ...clause,
    namesTopic: TOPICS.test(clause.text),
    needs: bound.needs[at] ?? [],
    governedBy: (bound.tied[at] ?? []).filter((one) => all[one]?.front !== null),
  }));
  return {
    clauses,
    carried: {
      fronts: bound.fronts.map((at) => all[at]).filter(isClause),
      holder: all[bound.holder ?? -1] ?? null,
      governor: all[bound.governor ?? -1] ?? null,
      leads: false,
    },
    leans: leansBack(all, first),
    decides: decidesOnly(all, first),
  };
}

const isCarried = (clause: RawClause | null): clause is RawClause => clause !== null;
const isClause = (clause: RawClause | undefined): clause is RawClause => clause !== undefined;

interface Bound {
  /** What each leans on by its grammar; `needs` holds more: all that may say of what or when it is true. */
  readonly tied: readonly (readonly number[])[];
  readonly needs: readonly (readonly number[])[];
  readonly fronts: readonly number[];
  readonly holder: number | null;
  readonly governor: number | null;
}

function bindAll(
  all: readonly RawClause[],
  given: { readonly first: number; readonly carried: Carried; readonly voice: Voice },
): Bound {
  const { first, carried, voice } = given;
  const unfinished = all.map(({ front, text }) => front === null && UNFINISHED.test(text));
  const heldBy = createHolding(all, first, voice);
  const tied: number[][] = [];
  const needs: number[][] = [];
  let fronts: number[] = [];
  let previous: number | null = null;
  let holder: number | null = null;
  let holderKind: Subject = null;
  let governor: number | null = null;
  /** The last clause about somebody else. */
  let others: number | null = null;
  for (const [at, clause] of all.entries()) {
    if (clause.front !== null) {
      if (!FREE_FRONTS.has(clause.front)) {
        // Conditions in a row hold together; a condition behind a main clause begins anew.
        const isRow = clause.front === 'condition' && all[at - 1]?.front !== null;
        fronts = [...fronts.filter((one) => all[one]?.front !== clause.front || isRow), at];
      }
      tied.push([]);
      needs.push([]);
      continue;
    }
    if (at < first) {
      tied.push([...fronts, at]);
      needs.push([...fronts, at]);
      if (clause === carried.holder) [holder, holderKind] = [at, 'other'];
      if (clause === carried.governor) governor = at;
      continue;
    }
    const subject = voice.subjectOf(clause.text);
    const decides = DECIDES.test(clause.text);
    // 超过20人的，应配备两名教师；未取得资格的人员不得执教: a condition ends with its statement where another subject follows, a
    // time where no act does; neither holds for what is decided.
    const isEnded = (one: number): boolean => {
      const kind = all[one]?.front ?? null;
      if (one >= first || carried.leads || (kind !== 'condition' && kind !== 'time')) return false;
      if (decides || REFUSES.test(clause.text)) return true;
      // 确因场地不足的，逐步落实；不得拖堂: a case ends with its statement.
      if (kind === 'condition' && all[one]?.text.endsWith('的') === true) return true;
      return kind === 'time' ? !voice.beginsWithAct(clause.text) : subject !== null;
    };
    const own: number[] = [
      ...fronts.filter((one) => governs(all[one], clause.text, subject) && !isEnded(one)),
      at,
    ];
    // 您谈到，“教师仍习惯让学生刷卷”: who says what is quoted is told with it.
    own.push(...own.flatMap((one) => speakerOf(all, one)));
    const leansOn = leaning(clause.text, { subject, holder: holderKind, voice });
    const goesWith = at > first && GOES_WITH.test(clause.text);
    const before = previous ?? (clause.text.startsWith('其中') ? holder : null);
    if ((leansOn === 'previous' || goesWith) && before !== null) own.push(before);
    if (leansOn === 'holder') own.push(holder ?? previous ?? at);
    if (previous !== null && unfinished[previous] === true) own.push(previous);
    if (decides) own.push(...wishBefore(all, at, previous));
    else own.push(...decisionOn(all, own), ...decisionBehind(all, at));
    if (previous !== null) own.push(...periodOfFigures(all, first, at));
    // A plan after a semicolon is told as one by the line above it: it needs no 将 of its own.
    const isElsewhere = subject !== null && ELSEWHERE.test(all[governor ?? at]?.text ?? '');
    if (governor !== null) {
      const isPlan = governor < first && PLANNED.test(all[governor]?.text ?? '');
      const isGoverned =
        subject === null || (subject === 'other' && (isElsewhere || !DONE.test(clause.text)));
      if (isGoverned && !isPlan) own.push(governor);
    }
    // 有家长反映，作业过多，我局约谈校长: what somebody else says ends where the office speaks.
    const isSaid = (one: number): boolean =>
      needs[one]?.some((other) => all[other]?.front === 'speech' && !own.includes(other)) === true;
    // 他们自己讲: who was spoken of last.
    if (others !== null && own.some((one) => PERSONS.test(all[one]?.text ?? ''))) own.push(others);
    tied.push(own);
    needs.push([...own, ...heldBy(at).filter((one) => !isSaid(one))]);
    if (subject === 'other') others = at;
    if (subject !== null) [holder, holderKind] = [at, subject];
    if (fronts.length > 0) fronts = stillHolding(all, fronts, clause.text);
    if (GOVERNING.test(clause.text)) governor = at;
    else if (subject === 'own' || (subject !== null && !isElsewhere)) governor = null;
    previous = at;
  }
  const broken = all.map((_, at) => unfinished[at] === true && isBroken(all, at));
  const after = all.map((_, at) => neededAfter(all, at, unfinished[at] === true));
  const closed = closeOver(needs, after).map((set) =>
    set.some((at) => broken[at] === true) ? [] : set,
  );
  // What leans on another clause cannot be told again without it.
  const isAlone = (at: number | null): boolean => {
    return at !== null && (closed[at] ?? []).every((one) => one === at || all[one]?.front !== null);
  };
  return {
    tied: closeOver(tied, after),
    needs: closed,
    fronts,
    holder: holderKind === 'other' && isAlone(holder) ? holder : null,
    governor: isAlone(governor) ? governor : null,
  };
}

/** The fronts that still hold behind a main clause. */
function stillHolding(
  all: readonly RawClause[],
  fronts: readonly number[],
  main: string,
): number[] {
  const ended = new Set<FrontKind>();
  if (/^(?:我|本[局厅委])/u.test(main)) ended.add('speech');
  // 目前 ends what an earlier time said.
  if (OWN_TIME.test(main)) ended.add('time');
  const isOver = DONE.test(main);
  return fronts.filter((one) => {
    const kind = all[one]?.front ?? null;
    return (kind === null || !ended.has(kind)) && !(isOver && isStillOpen(all[one]));
  });
}

/** The clause of the same statement that tells the wish on which another decides. */
function wishBefore(
  all: readonly RawClause[],
  at: number,
  previous: number | null,
): readonly number[] {
  for (let one = at - 1; one >= 0; one -= 1) {
    const text = all[one]?.text ?? '';
    if (WISH.test(text)) return [one];
    if (DECIDES.test(text)) return [];
  }
  // 我局没有同意 says nothing without what it follows.
  const isBare = (all[at]?.text.length ?? 0) <= MAX_BARE;
  return isBare && previous !== null ? [previous] : [];
}

/** The front that says whose words a clause is that is nothing but a quotation. */
function speakerOf(all: readonly RawClause[], at: number): readonly number[] {
  const isQuotation = /^“[^“”]{2,60}”$/u.test(all[at]?.text ?? '');
  return isQuotation && all[at - 1]?.front === 'speech' ? [at - 1] : [];
}

const MAX_BARE = 10;

/** The last main clause of the same statement that says of which past time the figures of a clause are; none where another time came. */
function periodOfFigures(all: readonly RawClause[], first: number, at: number): readonly number[] {
  const { text = '', figures = 0 } = all[at] ?? {};
  const saysTime = (said: string): boolean => PAST_PERIOD.test(said) || OWN_TIME.test(said);
  if (figures === 0 || saysTime(text)) return [];
  const last = all.findLastIndex(
    ({ front, text: said }, one) => one >= first && one < at && front === null && saysTime(said),
  );
  return last >= 0 && PAST_PERIOD.test(all[last]?.text ?? '') ? [last] : [];
}

/** Of clauses that name a wish, the clause of the same statement that decides on it: a wish is no fact by itself. */
function decisionOn(all: readonly RawClause[], needed: readonly number[]): readonly number[] {
  const wish = needed.find((at) => all[at]?.front === 'topic' && WISH.test(all[at]?.text ?? ''));
  if (wish === undefined) return [];
  const decision = all.findLastIndex(
    ({ front, text }, at) => at > wish && front === null && DECIDES.test(text),
  );
  return decision < 0 ? [] : [decision];
}

/** The clause that decides on the wish which this one tells. */
function decisionBehind(all: readonly RawClause[], at: number): readonly number[] {
  if (!PROPOSES.test(all[at]?.text ?? '')) return [];
  const decision = all.findLastIndex(({ text }, index) => index > at && DECIDES.test(text));
  return decision < 0 ? [] : [decision];
}

function isStillOpen(front: RawClause | undefined): boolean {
  return front?.front === 'time' && STILL_OPEN.test(front.text);
}

/** A front holds for what follows it, unless that says of itself when, where or who. */
function governs(front: RawClause | undefined, text: string, subject: Subject): boolean {
  const kind = front?.front ?? null;
  if (front === undefined || kind === null) return false;
  if (kind === 'time') {
    return !OWN_TIME.test(text) && !(isStillOpen(front) && DONE.test(text));
  }
  if (kind === 'speech' || kind === 'scope') {
    if (COUNTED.test(front.text) && TO_COME.test(text)) return false;
    return subject !== 'own' || !/^(?:[我本]|我们)/u.test(text);
  }
  return ALWAYS_GOVERNS.has(kind);
}

const ALWAYS_GOVERNS: ReadonlySet<FrontKind> = new Set(['topic', 'condition', 'cause', 'plan']);

/** Whether a clause leans on the one before it, on the one that names its subject, or on none. */
function leaning(
  clause: string,
  given: { readonly subject: Subject; readonly holder: Subject; readonly voice: Voice },
): 'previous' | 'holder' | null {
  const { subject, holder, voice } = given;
  if (LEANING.test(clause)) return 'previous';
  const text = voice.withoutTime(clause);
  if (text !== clause && LEANING.test(text) && !/^\d/u.test(text)) return 'previous';
  if (POINTING.test(text)) return 'previous';
  if (subject === 'own' || subject === 'other') return null;
  if (!voice.beginsWithAct(clause)) return 'previous';
  return holder === 'other' ? 'holder' : null;
}

/** Adds what the needed clauses need, both halves of what is joined, and whatever turns a clause round. */
function closeOver(
  needs: readonly (readonly number[])[],
  after: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  return needs.map((own, at) => {
    if (own.length === 1 && own[0] === at && (after[at] ?? []).length === 0) return own;
    const closed = new Set(own);
    // The set grows while it is walked.
    for (const one of closed) {
      for (const other of needs[one] ?? []) closed.add(other);
      for (const next of after[one] ?? []) closed.add(next);
    }
    return ascending([...closed]);
  });
}

/** An unfinished clause that breaks off, and nothing of the same statement goes on: 但调研发现： before a list. */
function isBroken(all: readonly RawClause[], at: number): boolean {
  if (UNFINISHED.find(all[at]?.text ?? '')?.breaksOff !== true) return false;
  return !all.some(({ front }, index) => index > at && front === null);
}

/** The main clauses behind this one without which it would say something else. */
function neededAfter(
  all: readonly RawClause[],
  at: number,
  isUnfinished: boolean,
): readonly number[] {
  const clause = all[at];
  if (clause?.front !== null) return [];
  const next = all.findIndex((other, index) => index > at && other.front === null);
  const following = all[next];
  if (following === undefined) return [];
  const discount = all.findIndex(
    ({ front, text }, index) => index > at && front === null && DISCOUNTS.test(text),
  );
  if (discount >= 0 && clause.figures > 0) return [discount];
  const pending = all.flatMap(({ front, text }, index) =>
    index > at && front === null && PENDING.test(text) ? [index] : [],
  );
  const isTurned =
    TURNING.test(following.text) ||
    saysOtherwise(clause.text, following.text) ||
    all.slice(at + 1, next).some(({ front, text }) => front === 'turn' || CONTRAST.test(text));
  const mains = all.map(({ front, text }) => (front === null ? text : null));
  const bound = mains.findLastIndex(
    (text, one) => one > at && text !== null && BINDS_BEHIND.test(text),
  );
  const qualifiers = [...pending, ...qualifiersOf(mains, at), ...(bound < 0 ? [] : [bound])];
  return isTurned || isUnfinished ? [next, ...qualifiers] : qualifiers;
}

/** 方向赞成，期限做不到: the other half of a decision; 三条采纳，一条缓办: the rest of what is counted. */
function saysOtherwise(text: string, next: string): boolean {
  if (BARE_DECISION.test(text)) return DECIDES.test(next) || REFUSES.test(next);
  return COUNTED_WISHES.test(text) && COUNTED_WISHES.test(next);
}

const COUNTED_WISHES = /^(?:其中)?[一二两三四五六七八九十\d]{1,3}[条项件点][^，；]{1,12}$/u;
