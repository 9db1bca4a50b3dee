const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

// A visible character: letters, digits, signs. Blanks, format and filler characters alone show nothing.
const VISIBLE = /(?![\u115f\u1160\u3164\uffa0\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a reader would see anything of this text. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/**
 * The longest start of `text` whose `render` has at most `max` UTF-16 units, with `…` where it was cut. Cuts
 * only between what a reader takes for characters, so no surrogate pair, accent or joined emoji is torn.
 */
export function fitText(
  text: string,
  max: number,
  render: (text: string) => string = (raw) => raw,
): string {
  const whole = text.length <= max ? render(text) : null;
  if (whole !== null && whole.length <= max) return whole;
  const ends = Array.from(segmenter.segment(text.slice(0, max)), (part) => part.index);
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (render(cutAt(text, ends[middle] ?? 0)).length <= max) low = middle;
    else high = middle - 1;
  }
  const end = ends[low] ?? 0;
  return end === 0 ? '' : render(cutAt(text, end));
}

function cutAt(text: string, end: number): string {
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Dates in which no line breaks; for display only. */
export function unbrokenDate(text: string): string {
  return text.replaceAll(/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu, '$1\u2011$2\u2011$3');
}
