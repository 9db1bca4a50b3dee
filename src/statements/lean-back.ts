import { STARTS_LEANING } from '../grammar/binding-rules.ts';
import { BARE_DECISION, WISH } from '../grammar/clause-rules.ts';
import { AIMS_BACK, LEANING, POINTING } from '../grammar/leaning-rules.ts';
import type { RawClause } from './cut-clauses.ts';
import { FREE_FRONTS } from '../grammar/front-rules.ts';

/** Characters of a clause in which something can be named that a later one points at. */
const MIN_NAMED = 6;

const LACKS_OBJECT: ReadonlySet<string> = new Set([
  'amount-only',
  'act-only',
  'contrast',
  'verb-only',
  'object-before',
]);
/** Words for persons whom only something said before names. */
export const PERSONS = /他们|她们|它们/u;
const NAMES_PERSONS = /[生长师员民]|孩子|学校|机构|部门|单位|群体|家庭|代表|[省市县区]/u;

/** 他们自己讲: who they are was said before. */
function namesNobody(all: readonly RawClause[]): boolean {
  const at = all.findIndex(({ text }) => PERSONS.test(text));
  if (at < 0) return false;
  const before = all.slice(0, at + 1).map(({ text }) => text);
  return !before.some((text) => NAMES_PERSONS.test(text.split(PERSONS)[0] ?? ''));
}

/** 4月份已经送到其中5所: of what, an earlier sentence says. */
const PART = /(?<=[^，；])其中的?(?=[\d一二两三四五六七八九])/u;

function isPartOfBefore(all: readonly RawClause[]): boolean {
  const at = all.findIndex(({ text }) => PART.test(text));
  return at >= 0 && !all.slice(0, at).some(({ text }) => /\d/u.test(text));
}

/** 该标准规定 holds for what follows, and so does what it points at; a ground is not quoted at all. */
function mayPoint({ front }: RawClause, isCarried: boolean): boolean {
  if (isCarried) return front === 'speech' || front === 'scope';
  return front === null || !FREE_FRONTS.has(front);
}

/** Whether the first main clause points at, or goes on with, something said before the statement. */
export function leansBack(all: readonly RawClause[], first: number): boolean {
  const main = all.slice(first).find(({ front }) => front === null);
  if (main === undefined) return false;
  if (namesNobody(all) || isPartOfBefore(all)) return true;
  const before = all.filter(({ start }) => start < main.start);
  if ([...before, main].some(({ text }, at) => at >= first && AIMS_BACK.test(text))) return true;
  const pointing = all.find(
    (clause, at) =>
      clause.start <= main.start && mayPoint(clause, at < first) && POINTING.test(clause.text),
  );
  if (pointing !== undefined) {
    return !all.some(({ start, text }) => start < pointing.start && text.length > MIN_NAMED);
  }
  // 已责令限期追回: whom, the sentence before says.
  if (before.length === 0 && LACKS_OBJECT.has(LEANING.find(main.text)?.id ?? '')) return true;
  const isScoped = before.some(({ front }) => front !== null && !FREE_FRONTS.has(front));
  return STARTS_LEANING.test(main.text) && first === 0 && !isScoped;
}

/** Whether the first main clause decides on something that only an earlier sentence tells. */
export function decidesOnly(all: readonly RawClause[], first: number): boolean {
  const at = all.findIndex(({ front }, index) => index >= first && front === null);
  const main = all[at];
  if (main === undefined || !BARE_DECISION.test(main.text)) return false;
  return !all.slice(0, at).some(({ text }) => WISH.test(text));
}
