/** A moment by two clocks. */
export interface Clocks {
  readonly wall: number;
  readonly steady: number;
}

/** Now. One of them stands still while the machine sleeps, the other may be put back. */
export function bothClocks(): Clocks {
  return { wall: Date.now(), steady: performance.now() };
}

/** How long ago that was in milliseconds, by the clock that says more. */
export function msSince({ wall, steady }: Clocks): number {
  return Math.max(Date.now() - wall, performance.now() - steady);
}
