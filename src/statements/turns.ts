import { CONTRAST, DECIDES, PROPOSES, REFUSES } from '../grammar/clause-rules.ts';
import { qualifies, setsOther, takesUpFigure } from '../grammar/qualifying-rules.ts';
import type { Clause, Statement } from './statement.ts';
import type { Voice } from './subject.ts';
import { DONE, PLANNED } from '../grammar/tense-rules.ts';

/** How many statements behind a wish its answer may be. */
const MAX_AHEAD = 3;
const MAX_CLAIM = 40;

/** Whether a statement only tells what was asked for. */
export function isWish({ clauses }: Statement): boolean {
  const main = clauses.findIndex(({ front }) => front === null);
  return clauses.slice(0, main + 1).some(({ text }) => PROPOSES.test(text));
}

/** 建议开通热线: the proposer's, where an answer follows; the office's own to another body, where none does. */
function isSuggestion({ clauses }: Statement): boolean {
  return clauses[0]?.text.startsWith('建议') === true;
}

/**
 * Notes on each statement whether the next one of its paragraph turns it round, limits it or answers it. A wish is told with its
 * answer or not at all.
 */
export function withTurns(
  statements: readonly Statement[],
  text: string,
  voice: Voice,
): readonly Statement[] {
  const turned = new Set<number>();
  const mute = new Set<number>();
  for (const [at, statement] of statements.entries()) {
    const ahead = statements
      .slice(at + 1, at + 1 + MAX_AHEAD)
      .filter(({ paragraph }) => paragraph === statement.paragraph);
    const [next] = ahead;
    if (next !== undefined && isTurned(statement, next, text)) turned.add(at);
    const answer = ahead.findIndex((one) => answers(one));
    if ((isWish(statement) || isSuggestion(statement)) && !answers(statement)) {
      if (answer < 0 && isWish(statement)) mute.add(at);
      for (let one = 0; one <= answer; one += 1) turned.add(at + one);
    }
    if (answer === 0 && isBareClaim(statement, statements[at - 1], voice)) turned.add(at);
  }
  return statements.map((statement, at) => {
    const clauses = mute.has(at) ? statement.clauses.map(muted) : statement.clauses;
    return turned.has(at) || mute.has(at)
      ? { ...statement, clauses, turnedBy: turned.has(at) ? at + 1 : null }
      : statement;
  });
}

const muted = (clause: Clause): Clause => ({ ...clause, needs: [] });

function isTurned(statement: Statement, next: Statement, text: string): boolean {
  const own = next.clauses.find(({ start }) => start >= next.start);
  const said = text.slice(own?.start ?? next.start, next.end);
  return (
    own?.front === 'turn' ||
    CONTRAST.test(own?.text ?? '') ||
    qualifies(said) ||
    setsOther(said, text.slice(statement.start, statement.end)) ||
    takesUpFigure(said, text.slice(statement.start, statement.end))
  );
}

function answers({ clauses }: Statement): boolean {
  return clauses.some(({ text }) => DECIDES.test(text) || REFUSES.test(text));
}

/** （2）初中以下学生公交免费。 at the head of a point: a wish that is not said to be one. */
function isBareClaim(
  { clauses, start, end, point, isPlanned }: Statement,
  before: Statement | undefined,
  voice: Voice,
): boolean {
  if (before?.point === point || end - start > MAX_CLAIM || isPlanned) return false;
  return !clauses.some(
    ({ text }) =>
      DONE.test(text) || PLANNED.test(text) || DECIDES.test(text) || voice.isOwnAct(text),
  );
}
