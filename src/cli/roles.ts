/** What a process may do beside others. */
export const ROLES = ['bot', 'crawl'] as const;

export type Role = (typeof ROLES)[number];

/** What a process does; without a role it does everything. */
export interface StartOptions {
  readonly role?: Role;
  /** In place of `preview.port`. */
  readonly port?: number;
}
