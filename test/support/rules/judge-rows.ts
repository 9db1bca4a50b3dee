import type { Vocabulary } from '../../../src/domain/vocabulary.ts';
import { foldWidth } from '../../../src/text/han.ts';
import { toSimplified } from '../../../src/text/to-simplified.ts';
import type { JudgedRow } from './judged-rows.ts';
import type { MarkedDocument } from './marked-documents.ts';
import { effectOf, type Outcome, shownOf } from './outcome.ts';
import { firstStage, observeStages, readStages, type Staged, type Touched } from './read-stages.ts';

/** What a row is worth. */
export interface Worth {
  readonly table: string;
  readonly id: string;
  readonly keep: string | null;
  readonly weight: number | null;
  /** Documents that come out otherwise without the row. */
  readonly changed: number;
  /** Of them: those of which the row gets more marks right, fewer, or something that nobody marked. */
  readonly better: readonly string[];
  readonly worse: readonly string[];
  readonly unmarked: readonly string[];
  readonly alternatives: number;
  /** Alternatives that no marked document holds. */
  readonly idle: readonly string[];
}

/** A document that was read with all rows. */
interface Known {
  readonly document: MarkedDocument;
  readonly staged: Staged;
  readonly touched: Touched;
  readonly outcome: Outcome;
  /** As its words are looked for. */
  readonly text: string;
}

const outcomeOf = (document: MarkedDocument, staged: Staged): Outcome => ({
  marks: document.judge(staged),
  shown: shownOf(staged),
});

/** Reads every document once with all rows; what it gives back judges one row. */
export function rowJudge(
  documents: readonly MarkedDocument[],
  vocabulary: Vocabulary,
): (row: JudgedRow) => Worth {
  const known = documents.map((document): Known => {
    const { staged, touched } = observeStages(document.readable, vocabulary);
    const text = textOf(document, staged);
    return { document, staged, touched, outcome: outcomeOf(document, staged), text };
  });
  const texts = known.map(({ text }) => text);
  return (row) => {
    const effects = row.without(vocabulary, (rest) =>
      known.map((one) => [one.document.name, effectWithout(row, one, rest)] as const),
    );
    const named = (wanted: string): readonly string[] =>
      effects.filter(([, effect]) => effect === wanted).map(([name]) => name);
    return {
      table: row.table,
      id: row.id,
      keep: row.keep,
      weight: row.weight,
      changed: effects.filter(([, effect]) => effect !== 'none').length,
      better: named('better'),
      worse: named('worse'),
      unmarked: named('unmarked'),
      alternatives: row.alternatives.length,
      idle: row.alternatives.filter((alternative) => !occurs(alternative, texts)),
    };
  };
}

function effectWithout(row: JudgedRow, known: Known, vocabulary: Vocabulary) {
  const { document, staged, touched, outcome, text } = known;
  if (row.needs?.every((word) => !text.includes(word)) === true) return 'none';
  const from = firstStage(touched, row.lookedAtAs);
  if (from === null) return 'none';
  const other = readStages(document.readable, vocabulary, { from, before: staged });
  return effectOf(outcome, outcomeOf(document, other));
}

/** A document as its words are looked for: as printed, in Simplified characters; without tags and blanks; in clauses. */
function textOf({ name, readable }: MarkedDocument, staged: Staged): string {
  const article = readable.kind === 'article' ? readable.article : staged.extraction?.article;
  // Single words are a part of their document's name.
  const page = readable.kind === 'page' || readable.kind === 'list' ? readable.page : null;
  const own = [article?.title, article?.agency, article?.documentNumber, article?.body];
  const read = own.filter((text) => typeof text === 'string').join('\n');
  const folded = foldWidth(toSimplified([page?.text ?? name, read].join('\n')));
  const solid = folded
    .replaceAll(/<[^<>]{0,2000}>/gu, '\n')
    .replaceAll(/[ \u3000【】[\]|｜]+/gu, '');
  // What stands in an element, a line, a clause or between marks begins and ends a line in one of these.
  return [folded, solid, solid.replaceAll(/[，。；：、！？“”《》（）():,;]/gu, '\n')].join('\n');
}

/** Whether any text holds an alternative; what is no pattern of its own counts as held. */
function occurs(alternative: string, texts: readonly string[]): boolean {
  if (/^[\p{L}\p{N}]+$/u.test(alternative)) return texts.some((text) => text.includes(alternative));
  try {
    const pattern = new RegExp(alternative, 'imu');
    return texts.some((text) => pattern.test(text));
  } catch {
    return true;
  }
}
