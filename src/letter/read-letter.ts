import type { Article } from '../domain/article.ts';
import { foldWidth } from '../text/han.ts';
import { findOpening, type Position } from './find-opening.ts';
import { judgeReply, roleOf, shapeOf, zonesOf } from './judge-shape.ts';
import type { Letter } from './letter.ts';
import { readProposals } from './read-proposals.ts';
import { findSalutation } from './salutation.ts';
import { readSignature } from './signature.ts';
import type { Span } from '../statements/statement.ts';

/** What a letter is read from. */
export interface LetterInput {
  readonly title: string;
  /** The paragraphs of the text, without line breaks. */
  readonly lines: readonly string[];
  /** 发文字号, or null. */
  readonly documentNumber: string | null;
  /** Short lines between the page's title and its text. */
  readonly around?: readonly string[];
  /** What the page's own labels say: 提案编号, 案由. */
  readonly labelledNumber?: string | null;
  readonly labelledTitle?: string | null;
}

const HEAD_LINES = 4;

/** Reads the frame of a letter: who is greeted, what is answered, who signed, and whether it is a reply at all. */
export function readLetter(input: LetterInput): Letter {
  const { lines, title } = input;
  const text = lines.join('\n');
  const greeted = findSalutation(lines);
  const { start, end } = findOpening(lines, greeted);
  const opening = spanOf(text, offsetOf(lines, start), offsetOf(lines, end));
  const signature = readSignature(lines);
  const said = opening.text.replaceAll('\n', '');
  const { isReply, reasons } = judgeReply(
    zonesOf({
      title,
      number: input.documentNumber ?? '',
      opening: opening.text,
      text,
    }),
  );
  const role = roleOf(title, foldWidth(said));
  return {
    shape: isReply ? shapeOf(title, role) : 'other',
    reasons,
    salutation: greeted?.salutation ?? null,
    opening,
    proposals: isReply
      ? readProposals({
          title,
          opening: said,
          head: lines.slice(0, HEAD_LINES).join('\n'),
          around: input.around ?? [],
          salutation: greeted?.salutation ?? null,
          role,
          labelledNumber: input.labelledNumber ?? null,
          labelledTitle: input.labelledTitle ?? null,
        })
      : [],
    signature,
    answer: answerOf(lines, opening.end, signature.line),
  };
}

/** The frame of a letter that was read before, from its article. */
export function letterOfArticle(article: Article): Letter {
  const { title, body, documentNumber, proposal } = article;
  return readLetter({
    title,
    lines: body === '' ? [] : body.split('\n'),
    documentNumber,
    labelledNumber: proposal?.number ?? null,
    labelledTitle: proposal?.title ?? null,
  });
}

/** Where the answer begins and ends, as places in the joined lines. */
function answerOf(lines: readonly string[], start: number, signedAt: number): Letter['answer'] {
  const end = offsetOf(lines, { line: signedAt, column: 0 }) - 1;
  return { start, end: Math.max(start, end) };
}

/** The place of a position in the lines joined by one newline each. */
function offsetOf(lines: readonly string[], { line, column }: Position): number {
  return lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, column);
}

function spanOf(text: string, start: number, end: number): Span {
  return { text: text.slice(start, end), start, end };
}
