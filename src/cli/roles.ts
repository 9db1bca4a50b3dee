/** What a process may do beside others. */
export const ROLES = ['bot', 'crawl'] as const;

export type Role = (typeof ROLES)[number];

/** What a process does; without a role it does everything. */
export interface StartOptions {
  readonly role?: Role;
  /** In place of `preview.port`. */
  readonly port?: number;
}

/** A port as somebody wrote it; null where it is none. */
export function portOf(text: string): number | null {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : null;
}
