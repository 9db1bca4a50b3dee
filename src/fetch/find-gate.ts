import type { Answer } from './send-request.ts';

/** A page that stands in front of the real one. */
export interface Gate {
  readonly kind: 'challenge' | 'redirect' | 'js-only';
  readonly detail: string;
}

// Gates (docs/field-notes.md §3) are small and hold scripts only; pages in Chinese hold Han characters.
const MAX_GATE_BYTES = 5 * 1024;

// Cookies that name the gate; on their own they prove nothing, since good pages set some of them too.
const GATE_COOKIES: readonly (readonly [RegExp, string])[] = [
  [/__jsl(?:_clearance|uid)/u, '加速乐 (__jsl)'],
  [/acw_sc__v\d/u, 'acw_sc__v2'],
  [/HOY_TR|_bot_sbu/u, 'HOY_TR'],
  [/EO_Bot_Ssid|__tst_status/u, 'EdgeOne'],
  [/HWWAFSES/u, 'HWWAF'],
];

const HAN = /\p{Script=Han}/u;
const SCRIPT = /<script[\s>]/iu;
const META_REFRESH = /<meta[^>]{0,200}http-equiv\s*=\s*["']?refresh/iu;
const MOUNT_POINT = /<div[^>]{0,100}\sid\s*=\s*["']?(?:app|root|__nuxt|__next)["'\s>]/iu;
const EXTERNAL_SCRIPT = /<script[^>]{0,300}\ssrc\s*=/iu;
const PLAIN_JUMP =
  /location(?:\.href|\.replace|\.assign)?\s{0,5}[=(]\s{0,5}["']([^"'<>\s]{1,500})["']/u;
const TRICKERY = /cookie|eval\(|fromCharCode|\$_ts|atob\(|navigator\./u;

/** Recognizes challenge pages, jumps by script and empty shells by a small body with a script and no Chinese. */
export function findGate(answer: Answer): Gate | null {
  if (answer.bytes.length > MAX_GATE_BYTES) return null;
  const cookie = findCookie(answer);
  const named = cookie === undefined ? '' : ` (${cookie[1]})`;
  if (answer.bytes.length === 0) {
    return cookie === undefined ? null : challenge(`an empty answer that sets a cookie${named}`);
  }
  const text = readText(answer.bytes);
  if (HAN.test(text) || !SCRIPT.test(text) || META_REFRESH.test(text)) return null;
  const jump = PLAIN_JUMP.exec(text);
  if (jump !== null && !TRICKERY.test(text)) {
    return { kind: 'redirect', detail: `The page jumps by script to ${jump[1] ?? ''}.` };
  }
  if (MOUNT_POINT.test(text) && EXTERNAL_SCRIPT.test(text)) {
    return { kind: 'js-only', detail: 'The page is an empty shell that scripts fill in.' };
  }
  return challenge(`a small page of script without Chinese text${named}`);
}

/** Does the answer set a cookie that a known gate asks back? */
export function hasGateCookie(answer: Answer): boolean {
  return findCookie(answer) !== undefined;
}

function findCookie(answer: Answer): readonly [RegExp, string] | undefined {
  const cookies = (answer.header('set-cookie') ?? '').slice(0, 4000);
  return GATE_COOKIES.find(([name]) => name.test(cookies));
}

function challenge(signature: string): Gate {
  return { kind: 'challenge', detail: `A gate for browsers: ${signature}.` };
}

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
