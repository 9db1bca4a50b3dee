import type { JudgeBody } from '../domain/fetch.ts';
import { hasMount, systemOfCookies } from './gates.ts';
import { parsePage } from './parse-page.ts';

const HAN = /\p{Script=Han}/u;
const PLAIN_JUMP =
  /location(?:\.href|\.replace|\.assign)?\s{0,5}[=(]\s{0,5}["']([^"'<>\s]{1,500})["']/u;
const TRICKERY = /cookie|eval\(|fromCharCode|\$_ts|atob\(|navigator\./u;

/**
 * Recognizes challenges, jumps by script and empty shells by a small body with a script and no Chinese; an empty
 * body is a challenge where its cookies are a gate's.
 */
export const judgeBody: JudgeBody = ({ text, cookies }) => {
  const system = systemOfCookies(cookies);
  const named = system === null ? '' : ` (${system})`;
  if (text === '') {
    return system === null ? null : challenge(`an empty answer that sets a cookie${named}`);
  }
  if (HAN.test(text)) return null;
  const tree = parsePage(text);
  const hasScript = tree.scripts.length > 0 || tree.scriptFiles.length > 0;
  if (!hasScript || tree.meta.has('refresh')) return null;
  const jump = PLAIN_JUMP.exec(text);
  if (jump !== null && !TRICKERY.test(text)) {
    return { kind: 'redirect', detail: `The page jumps by script to ${jump[1] ?? ''}.` };
  }
  if (hasMount(tree) && tree.scriptFiles.length > 0) {
    return { kind: 'shell', detail: 'The page is an empty shell that scripts fill in.' };
  }
  return challenge(`a small page of script without Chinese text${named}`);
};

function challenge(signature: string): ReturnType<JudgeBody> {
  return { kind: 'challenge', detail: `A gate for browsers: ${signature}.` };
}
