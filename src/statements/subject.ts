import { ACTS } from '../grammar/act-rules.ts';
import {
  AGENCY,
  BY_AGENCY,
  DEMANDED,
  LEADING_TIME,
  leadingBodyPattern,
  otherSubject,
  OWN_SUBJECT,
  WITHOUT_SUBJECT,
} from '../grammar/subject-rules.ts';

/** Whose act a clause tells: the office's or its place's, somebody else's, or it does not say. */
export type Subject = 'own' | 'other' | null;

function withoutTime(clause: string): string {
  return LEADING_TIME.strip(clause);
}

/** Tells whose act a clause tells, for the letter of one author. */
export interface Voice {
  /** A clause without the time in front of it. */
  readonly withoutTime: (clause: string) => string;
  /** Whether a clause, behind the time in front of it, begins with what somebody does. */
  readonly beginsWithAct: (clause: string) => boolean;
  /** Whether a clause tells of the office itself, or of the place that it speaks for. */
  readonly isOwnAct: (clause: string) => boolean;
  /** Whether a clause names another body that acts. */
  readonly isAgencysAct: (clause: string) => boolean;
  /** Whose act a clause tells; a verb in front of all nouns says that its subject was named before. */
  readonly subjectOf: (clause: string) => Subject;
}

/** What was found out about a clause; what was not needed yet is missing. */
interface Reading {
  readonly text: string;
  isOwn?: boolean;
  isAct?: boolean;
  subject?: Subject;
}

/**
 * The voice of a letter; many speak of themselves as 市科技局, which is `author`, 某某市科学技术局, in short. Clauses are
 * asked about by those who bind them, judge them and quote them: each is read once.
 */
export function createVoice(author: string | null): Voice {
  const core = (author ?? '').replace(REGION, '');
  const place = (author ?? '').slice(0, (author ?? '').length - core.length);
  const isAuthor = (text: string): boolean => {
    const { level, name } = (core === '' ? null : SHORT_NAME.exec(text))?.groups ?? {};
    // 省体育局 is not the bureau of a county.
    if (name === undefined || (level !== undefined && place !== '' && !place.endsWith(level)))
      return false;
    return isShortFor(name, core) || isShortFor(name, author ?? '');
  };
  const isOwn = (text: string): boolean => OWN_SUBJECT.test(text) || isAuthor(text);
  const readings = new Map<string, Reading>();
  const read = (clause: string): Reading => {
    const known = readings.get(clause);
    if (known !== undefined) return known;
    const reading: Reading = { text: withoutTime(clause) };
    readings.set(clause, reading);
    return reading;
  };
  const isOwnAct: Voice['isOwnAct'] = (clause) => {
    const reading = read(clause);
    return (reading.isOwn ??= isOwn(reading.text));
  };
  const beginsWithAct: Voice['beginsWithAct'] = (clause) => {
    const reading = read(clause);
    return (reading.isAct ??= ACTS.test(reading.text));
  };
  const subjectIn = (clause: string): Subject => {
    const { text } = read(clause);
    if (isOwnAct(clause)) return 'own';
    if (beginsWithAct(clause) || WITHOUT_SUBJECT.test(text)) return null;
    return otherSubject().test(text) ? 'other' : null;
  };
  return {
    withoutTime: (clause) => read(clause).text,
    beginsWithAct,
    isOwnAct,
    isAgencysAct(clause) {
      const told = read(clause).text;
      const isNamed = !isOwnAct(clause) && !beginsWithAct(clause) && AGENCY.test(told);
      return isNamed || BY_AGENCY.test(told);
    },
    subjectOf(clause) {
      const reading = read(clause);
      if (reading.subject === undefined) reading.subject = subjectIn(clause);
      return reading.subject;
    },
  };
}

const REGION =
  /^(?:中华人民共和国|\p{Script=Han}{2,8}?(?:省|自治区))?(?:\p{Script=Han}{2,8}?(?:自治州|地区|市|州|盟))?(?:\p{Script=Han}{1,8}?(?:区|县|旗|市))?(?=\p{Script=Han}{2})/u;
// 市科技局, 自治区教育厅, 团市委
const SHORT_NAME =
  /^(?<level>省|自治区|市|县|区|州|盟|旗)?(?<name>\p{Script=Han}{1,12}?[局厅委办部会院])/u;

/** Whether the characters of a short name stand in this order in the long one, and end it. */
function isShortFor(short: string, long: string): boolean {
  if (short.length < 2 || short.at(-1) !== long.at(-1)) return false;
  let at = -1;
  return Array.from(short).every((char) => {
    at = long.indexOf(char, at + 1);
    return at >= 0;
  });
}

/** Whether a clause without its time says what schools, localities, teachers or parents have to do. */
export function isDemand(clause: string): boolean {
  return DEMANDED.test(clause);
}

/** The body that a clause begins with, as it is printed; empty where it begins with none. */
export function leadingBody(clause: string): string {
  return leadingBodyPattern().exec(clause)?.[0] ?? '';
}
