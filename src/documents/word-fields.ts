import { attributeOf, type MarkupToken } from './scan-markup.ts';

/** Follows the fields of a document (`{ HYPERLINK … }`): what is code, what is their result. */
export interface Fields {
  /** Takes a `w:fldChar`. */
  see(token: MarkupToken): void;
  /** Inside the code of a field, which may hold the result of another field: that is used, not shown. */
  isCode(): boolean;
}

const FIELD_CHAR = /fldCharType\s?=\s?["'](begin|end)/gu;

/** Fields are counted beforehand: one that never ends would make everything behind it code. */
export function createFields(xml: string): Fields {
  const ended = endedFields(xml);
  const open: { isCode: boolean }[] = [];
  let begun = 0;
  let codes = 0;
  const leaveCode = (field: { isCode: boolean } | undefined): void => {
    if (field?.isCode === true) codes -= 1;
    if (field !== undefined) field.isCode = false;
  };
  return {
    see(token) {
      const type = attributeOf(token, 'fldCharType');
      if (type === 'begin') {
        const isCode = ended.has(begun);
        open.push({ isCode });
        begun += 1;
        if (isCode) codes += 1;
      } else if (type === 'end') leaveCode(open.pop());
      else if (type === 'separate') leaveCode(open.at(-1));
    },
    isCode: () => codes > 0,
  };
}

/** The numbers of the fields that have an end. */
function endedFields(xml: string): ReadonlySet<number> {
  const ended = new Set<number>();
  const open: number[] = [];
  let begun = 0;
  for (const [, type] of xml.matchAll(FIELD_CHAR)) {
    if (type === 'begin') {
      open.push(begun);
      begun += 1;
    } else {
      const last = open.pop();
      if (last !== undefined) ended.add(last);
    }
  }
  return ended;
}
