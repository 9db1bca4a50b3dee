import { squeezeName } from '../../text/agency-name.ts';
import { decodeReferences } from '../../text/references.ts';

/** One line, without literal markup, leading marks of lists and trailing dates. */
export function tidyTitle(raw: string): string {
  const text = decodeReferences(raw.slice(0, 400))
    .replaceAll(/<[^<>]{0,200}>/gu, ' ')
    .replace(/^[\s·•●■◆▪>»]{1,10}/u, '')
    .replace(/^(?:标题|题目|名称)[:：]\s{0,4}/u, '')
    // Some headings hold the date line, too.
    .replace(
      /\s(?:20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}|(?:发布时间|发布日期|来源|作者|日期)[:：]).{0,200}$/u,
      '',
    )
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return squeezeName(withoutMarks(text));
}

/** Markdown in a plain file: `## Title ##`, `**Title**`; a `#topic#` stays. */
function withoutMarks(title: string): string {
  return title
    .replace(/\s#{1,6}$/u, '')
    .replace(/^#{1,6} ?(?=[^#]{1,400}$)/u, '')
    .replace(/^(\*\*|__)([^*_]{1,400})\1$/u, '$2');
}
