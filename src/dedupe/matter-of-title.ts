import { numbersNamed, plainNumber } from '../letter/proposal-number.ts';
import { sessionKeys } from '../letter/session.ts';

/** Which proposal a title answers, as `5-2 101` for 五届二次会议第101号; null where it names none, or several. */
export function matterOfTitle(title: string): string | null {
  // A number may be found both beside its proposal and behind its session.
  const [number, other] = new Set(numbersNamed(title).map(plainNumber));
  if (number === undefined || other !== undefined) return null;
  const [session = ''] = sessionKeys(title);
  return `${session} ${number.replace(/^0+(?=\d)/u, '')}`;
}
