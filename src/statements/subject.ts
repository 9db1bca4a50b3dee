import { ACTS } from './act-rules.ts';
import {
  AGENCY,
  BY_AGENCY,
  DEMANDED,
  LEADING_TIME,
  leadingBodyPattern,
  MEANING_TO,
  otherSubject,
  OWN_SUBJECT,
  WITHOUT_SUBJECT,
} from './subject-rules.ts';

/** Whose act a clause tells: the office's or its place's, somebody else's, or it does not say. */
export type Subject = 'own' | 'other' | null;

/** A clause without the time in front of it. */
export function withoutTime(clause: string): string {
  return LEADING_TIME.strip(clause);
}

/** Tells whose act a clause tells, for the letter of one author. */
export interface Voice {
  /** Whether a clause tells of the office itself, or of the place that it speaks for. */
  readonly isOwnAct: (clause: string) => boolean;
  /** Whether a clause names another body that acts. */
  readonly isAgencysAct: (clause: string) => boolean;
  /** Whose act a clause tells; a verb in front of all nouns says that its subject was named before. */
  readonly subjectOf: (clause: string) => Subject;
}

/** The voice of a letter; many speak of themselves as 市科技局, which is `author`, 某某市科学技术局, in short. */
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
  const isOwnAct: Voice['isOwnAct'] = (clause) => {
    const text = withoutTime(clause);
    return OWN_SUBJECT.test(text) || isAuthor(text);
  };
  return {
    isOwnAct,
    isAgencysAct(clause) {
      const text = withoutTime(MEANING_TO.strip(withoutTime(clause)));
      const isNamed =
        !OWN_SUBJECT.test(text) && !ACTS.test(text) && AGENCY.test(text) && !isAuthor(text);
      return isNamed || BY_AGENCY.test(text);
    },
    subjectOf(clause) {
      const text = withoutTime(clause);
      if (isOwnAct(clause)) return 'own';
      if (ACTS.test(text) || WITHOUT_SUBJECT.test(text)) return null;
      return otherSubject().test(text) ? 'other' : null;
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

/** Whether a clause says what schools, localities, teachers or parents have to do. */
export function isDemand(clause: string): boolean {
  return DEMANDED.test(withoutTime(clause));
}

/** The body that a clause begins with, as it is printed; empty where it begins with none. */
export function leadingBody(clause: string): string {
  return leadingBodyPattern().exec(clause)?.[0] ?? '';
}
