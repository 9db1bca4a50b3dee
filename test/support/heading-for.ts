import type { DemoLetter } from '../../src/demo/letters.ts';

/** What the card of a composed letter is headed: the matter by its own title, the proposal's number behind it. */
export function headingFor({ title, paragraphs }: DemoLetter): string {
  const matter = /《([^》]+)》/u.exec(paragraphs.join('\n'))?.[1];
  const reference = /^(?:关于|对)(.+)的答复$/u.exec(title)?.[1];
  if (matter === undefined || reference === undefined) throw new Error(`No heading: ${title}`);
  return `${matter}（${reference}）`;
}
