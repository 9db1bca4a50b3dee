import { POINTING } from '../grammar/leaning-rules.ts';
import { DONE } from '../grammar/tense-rules.ts';
import { countFigures } from '../quantities/find-figures.ts';
import { markOf } from './marks.ts';
import type { Span } from './statement.ts';
import type { Voice } from './subject.ts';

/** A line of a letter. */
export interface Line extends Span {
  /** The next line of the text, for telling a heading from an item without an end mark. */
  readonly next: string;
}

const MAX_HEADING = 44;
const ASKED = /^关于[^。；]{2,90}的?(?:建议|提案|问题|意见|诉求)[。：:]?$/u;

/** A line of its own without an end mark that others follow: 一、关于课后服务; 下一步打算：. */
export function isHeading(line: Line, rest: string): boolean {
  // What was asked for is a heading, whether or not a full stop ends it.
  if (ASKED.test(rest)) return true;
  const [mark, next] = [markOf(line.text)?.kind, markOf(line.next)?.kind];
  if (
    isLabel(rest) &&
    mark !== undefined &&
    mark !== 'inline' &&
    line.next !== '' &&
    next === undefined
  )
    return true;
  const bare = rest.replace(/[：:]$/u, '');
  if (bare.length > MAX_HEADING || /[。；！？!?;，,]$|[。；！？]/u.test(bare)) return false;
  if (bare !== rest && (bare.length > 20 || /将|如下/u.test(bare))) return false;
  if (countFigures(bare) > 0) return false;
  // Items of a list often have no end mark: the next item follows at once, or the list ends the letter.
  const isItem =
    mark !== undefined &&
    mark === next &&
    !/[。；]/u.test(line.next) &&
    line.next.length <= MAX_HEADING;
  return (
    !isItem && (line.next !== '' || bare.length <= 12) && !(mark !== undefined && line.next === '')
  );
}

/** （二）畅通渠道。 with what it heads on lines of its own. */
function isLabel(rest: string): boolean {
  return /^\p{Script=Han}{4}。$/u.test(rest) && !SAYS_SOMETHING.test(rest);
}

/** The first sentence of a numbered paragraph, where it only names what follows: 一、关于覆盖面。目前… */
export function headingIn(sentences: readonly Span[], voice: Voice): Span | null {
  const [first, second] = sentences;
  if (first === undefined || second === undefined) return null;
  const text = first.text.replace(/[。！？：:]+$/u, '');
  const isAbout =
    /^(?:关于|对于|针对|就).{2,80}(?:建议|提案|问题|意见|方面|要求|诉求|事宜|情况|事项|工作|[”》）])$|^关于.{2,40}$/u.test(
      text,
    );
  const isName =
    text.length <= 26 &&
    (!/[，,；]/u.test(text) || TWO_PHRASES.test(text)) &&
    countFigures(text) === 0 &&
    !/\d/u.test(text);
  const says =
    SAYS_SOMETHING.test(text) ||
    voice.isOwnAct(text) ||
    POINTING.test(text) ||
    DONE.test(text.replace(/^(?:目前|当前)/u, ''));
  return isAbout || (isName && !says) ? { ...first, text, end: first.start + text.length } : null;
}

/** 健全机构，压实责任: a heading in two phrases of four characters, or of four and some more. */
const TWO_PHRASES = /^\p{Script=Han}{4}，[\p{Script=Han}“”]{4,20}$/u;

const SAYS_SOMETHING =
  /采纳|同意|赞[成同]|不[得能宜再予收属归]|没有|尚未|暂|免费|免收|自愿|一律|无法|无权|禁止|严禁|将|拟|计划/u;
