import * as letters from './letters.ts';

const card = (channelId: string, { title }: letters.DemoLetter): string => `${channelId} ${title}`;

/** Which letter must reach which channel of the preview in the first round; nothing else may. */
export const EXPECTED_CARDS: readonly string[] = [
  card('preview', letters.HOMEWORK),
  card('preview', letters.TRAINING),
  card('preview', letters.PROVINCE),
  card('preview', letters.COUNTY),
  card('preview', letters.WORD_FILE),
  card('preview-adjacent', letters.SCIENCE),
];

/** What the second round must add. */
export const EXPECTED_LATE: readonly string[] = [card('preview', letters.LATECOMER)];
