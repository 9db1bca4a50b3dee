import { createHash } from 'node:crypto';

import { splitSentences } from '../text/sentences.ts';
import { bareText } from '../text/han.ts';
import { toSimplified } from '../text/to-simplified.ts';

// MinHash of 128 in 32 bands of 4: of 123 real documents and their re-publications, 99 % had J ≥ 0.5 (docs/field-notes.md §7).
const HASHES = 128;
const ROWS = 4;
const LANES = 4;
const SIGN = 0x80_00_00_00;
const GREATEST = 0x7f_ff_ff_ff;
const GRAM = 3;
const TEXT_LIMIT = 20_000;
// Halves of a long letter share fewer bands; a few of its sentences, chosen by their hash, find them.
const ANCHORS = 6;
const ANCHOR_LENGTH = 20;

const [multipliers, increments] = parameters();

/** Keys that near-duplicates are likely to share; they say `compare these two`, never `these are one`. */
export function bandKeys(text: string): string[] {
  const grams = gramHashes(text.slice(0, TEXT_LIMIT));
  if (grams.length === 0) return [];
  const signature = minHashes(grams);
  return Array.from({ length: HASHES / ROWS }, (_, band) => {
    const rows = signature.subarray(band * ROWS, (band + 1) * ROWS);
    return `m${band}:${Array.from(rows, (row) => row.toString(16).padStart(8, '0')).join('')}`;
  });
}

/** Whether a key is one of {@link bandKeys}. */
export function isBand(key: string): boolean {
  return /^m\d+:/u.test(key);
}

// 提案答复 is the title of many pages, 关于市政协五届一次会议第38号提案的答复 of one.
export const TELLING_TITLE = 12;

/** The key of a title that may tell its document: by it one whose text could not be read is found. */
export function titleKeys(title: string): string[] {
  return title.length < TELLING_TITLE ? [] : [`${TITLE_KEY}${digest(title)}`];
}

/** The key of the proposal that a letter answers, by session, number and title: a letter without a text is found by it, too. */
export function proposalTitleKeys(session: string, number: string, title: string): string[] {
  return [`${TITLE_KEY}${digest([session, number, title].join('|'))}`];
}

/** Whether a key is one of {@link titleKeys} or {@link proposalTitleKeys}. */
export function isTitleKey(key: string): boolean {
  return key.startsWith(TITLE_KEY);
}

const TITLE_KEY = 't:';

/** Keys of a few sentences, the same ones in a part of the text as in the whole. */
export function anchorKeys(body: string): string[] {
  const sentences = splitSentences(toSimplified(body.slice(0, TEXT_LIMIT)))
    .map(bareText)
    .filter((sentence) => sentence.length >= ANCHOR_LENGTH)
    .map((sentence) => ({ sentence, order: textHash(sentence) }))
    .sort((a, b) => a.order - b.order)
    .slice(0, ANCHORS);
  return [...new Set(sentences.map(({ sentence }) => `s:${digest(sentence)}`))];
}

/** 128 bits of SHA-256, in hexadecimal. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Every run of three characters, each once, as an exact number. */
export function gramSet(text: string): ReadonlySet<number> {
  const grams = new Set<number>();
  for (let index = 0; index + GRAM <= text.length; index += 1) {
    grams.add(
      text.charCodeAt(index) * 2 ** 32 +
        text.charCodeAt(index + 1) * 2 ** 16 +
        text.charCodeAt(index + 2),
    );
  }
  return grams;
}

/** The share of the smaller text that the larger one holds, 0 to 1. */
export function containment(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const gram of small) if (large.has(gram)) shared += 1;
  return shared / small.size;
}

function gramHashes(text: string): Uint32Array {
  const hashes = new Uint32Array(Math.max(0, text.length - GRAM + 1));
  for (let index = 0; index < hashes.length; index += 1) {
    hashes[index] = mix(
      Math.imul(text.charCodeAt(index), 0x9e37_79b1) ^
        Math.imul(text.charCodeAt(index + 1), 0x85eb_ca77) ^
        Math.imul(text.charCodeAt(index + 2), 0xc2b2_ae3d),
    );
  }
  return hashes;
}

/** The least value of each hash function over all grams; four functions in a pass keep their values in registers. */
function minHashes(grams: Uint32Array): Uint32Array {
  const signed = new Int32Array(grams.buffer);
  const least = new Uint32Array(HASHES);
  for (let first = 0; first < HASHES; first += LANES) fillLanes(signed, first, least);
  return least;
}

/** By hand for each lane: a third of the time of a loop over them. Signed numbers with the sign turned keep the order of unsigned ones. */
function fillLanes(grams: Int32Array, first: number, least: Uint32Array): void {
  const [m0, m1, m2, m3] = lanesOf(multipliers, first);
  const [i0, i1, i2, i3] = lanesOf(increments, first);
  const [t0, t1, t2, t3] = [i0 ^ SIGN, i1 ^ SIGN, i2 ^ SIGN, i3 ^ SIGN];
  let a = GREATEST;
  let b = GREATEST;
  let c = GREATEST;
  let d = GREATEST;
  for (let at = 0; at < grams.length; at += 1) {
    const gram = grams[at] ?? 0;
    const v0 = (Math.imul(m0, gram) + t0) | 0;
    if (v0 < a) a = v0;
    const v1 = (Math.imul(m1, gram) + t1) | 0;
    if (v1 < b) b = v1;
    const v2 = (Math.imul(m2, gram) + t2) | 0;
    if (v2 < c) c = v2;
    const v3 = (Math.imul(m3, gram) + t3) | 0;
    if (v3 < d) d = v3;
  }
  least.set([a ^ SIGN, b ^ SIGN, c ^ SIGN, d ^ SIGN], first);
}

function lanesOf(all: Uint32Array, first: number): [number, number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0] = all.subarray(first, first + LANES);
  return [a | 0, b | 0, c | 0, d | 0];
}

function textHash(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193);
  }
  return mix(hash);
}

/** The finalizer of MurmurHash3: every bit of the input changes half of the output's. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The 128 hash functions, the same in every process: stored fingerprints stay comparable. */
function parameters(): readonly [Uint32Array, Uint32Array] {
  const odd = Uint32Array.from({ length: HASHES }, (_, index) => mix(index * 2 + 1) | 1);
  const shift = Uint32Array.from({ length: HASHES }, (_, index) => mix(index * 2 + 0x5bd1_e995));
  return [odd, shift];
}
