/**
 * Every match of a global pattern in a text, in order. `String.matchAll` copies its pattern at each call, which on a
 * clause of 14 characters takes a microsecond and most of the time: these lines are read thousands of times a letter.
 */
export function allMatches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += widthAt(text, match.index);
  }
  return found;
}

function widthAt(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xff_ff ? 2 : 1;
}
