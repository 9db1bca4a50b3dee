/** The servers that a source, and what it brings, is for; absent where it is for all of them. */
export interface WithAudience {
  readonly guildIds?: readonly string[];
}

/** Whether a server is among those. */
export function isFor({ guildIds }: WithAudience, guildId: string | null): boolean {
  return guildIds === undefined || (guildId !== null && guildIds.includes(guildId));
}

/** Whether everybody whom `narrow` is for is reached by `wide`, too. */
export function reachesAllOf(wide: WithAudience, narrow: WithAudience): boolean {
  if (wide.guildIds === undefined) return true;
  return narrow.guildIds?.every((guildId) => isFor(wide, guildId)) === true;
}
