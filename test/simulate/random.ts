import { createHash } from 'node:crypto';

import { createRandom } from '../support/compose-letters.ts';

/** Draws of one thing in the world; other things draw from sequences of their own, so that each can be played alone. */
export interface Draw {
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  /** True with this probability, 0 to 1. */
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
  /** A number from 0 to 1. */
  readonly share: () => number;
}

const FINE = 1_000_000;

/** The draws of what `name` names, under one seed. */
export function drawFor(seed: number, name: string): Draw {
  const start = createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE(0);
  const random = createRandom(start);
  const share = (): number => random(FINE) / FINE;
  return {
    share,
    between: (low, high) => low + random(high - low + 1),
    chance: (probability) => share() < probability,
    pick: (choices) => choices[random(choices.length)] ?? choices[0],
  };
}
