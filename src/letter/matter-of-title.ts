import { numbersNamed, plainNumber } from './proposal-number.ts';
import { sessionKeys } from './session.ts';

/** Which proposal a title answers, as `5-2 101` for 五届二次会议第101号; null where it names none, or several. */
export function matterOfTitle(title: string): string | null {
  const [number, other] = new Set(
    numbersNamed(title).map((named) => plainNumber(named).replace(/^0+(?=\d)/u, '')),
  );
  if (number === undefined || other !== undefined) return null;
  const [session = ''] = sessionKeys(title);
  return `${session} ${number}`;
}
