import * as letters from './letters.ts';

const card = (channelId: string, { title }: letters.DemoLetter): string => `${channelId} ${title}`;

/** Which letter must reach which channel of the preview in the first round; nothing else may. */
export const expectedCards: readonly string[] = [
  card('preview', letters.homework),
  card('preview', letters.training),
  card('preview', letters.province),
  card('preview', letters.county),
  card('preview', letters.wordFile),
  card('preview-adjacent', letters.science),
];

/** What the second round must add. */
export const expectedLate: readonly string[] = [card('preview', letters.latecomer)];
