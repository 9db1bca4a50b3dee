import {
  characterRuns,
  docStyles,
  paragraphRuns,
  type DocFormat,
  type DocParagraph,
  type DocRun,
  type DocStyle,
} from './doc-formats.ts';
import { isSeen, mergeFormats } from './word-format.ts';

/** A stretch of the main stream, by places of bytes; `to` is not part of it. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

const NO_PARAGRAPH: DocParagraph = { styleIndex: 0, behind: null };
const NO_STYLE: DocStyle = { format: {} };

/** The text of a .doc that Word does not show, by its own format or by a style's: hidden, white, tiny. */
export function hiddenRanges(main: Buffer, table: Buffer): readonly ByteRange[] {
  try {
    const styles = docStyles(main, table);
    const paragraphs = paragraphRuns(main, table).toSorted((a, b) => a.from - b.from);
    const runs = characterRuns(main, table).toSorted((a, b) => a.from - b.from);
    return hiddenRuns(runs, paragraphs, styles);
  } catch {
    // Broken tables hide nothing: the text is what counts.
    return [];
  }
}

function hiddenRuns(
  runs: readonly DocRun<DocFormat>[],
  paragraphs: readonly DocRun<DocParagraph>[],
  styles: ReadonlyMap<number, DocStyle>,
): readonly ByteRange[] {
  const hidden: ByteRange[] = [];
  let first = 0;
  for (const run of runs) {
    while ((paragraphs[first]?.to ?? Number.POSITIVE_INFINITY) <= run.from) first += 1;
    let from = run.from;
    // A run may continue over the end of a paragraph.
    for (let at = first; from < run.to; at += 1) {
      const paragraph = paragraphs[at] ?? { from, to: run.to, format: NO_PARAGRAPH };
      const to = Math.min(run.to, paragraph.to);
      if (to > from && !isShown(run.format, paragraph.format, styles)) hidden.push({ from, to });
      from = Math.max(from, to);
    }
  }
  return hidden;
}

function isShown(
  run: DocFormat,
  paragraph: DocParagraph,
  styles: ReadonlyMap<number, DocStyle>,
): boolean {
  const ofParagraph = styles.get(paragraph.styleIndex) ?? NO_STYLE;
  const ofRun = run.styleIndex === undefined ? NO_STYLE : (styles.get(run.styleIndex) ?? NO_STYLE);
  // Of two styles that both hide, one undoes the other.
  const byStyle = (ofParagraph.format.isHidden === true) !== (ofRun.format.isHidden === true);
  const isHidden = run.relative === 'opposite' ? !byStyle : (run.isHidden ?? byStyle);
  if (isHidden) return false;
  return isSeen(mergeFormats([run, ofRun.format, ofParagraph.format]), [paragraph.behind]);
}
