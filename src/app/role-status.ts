import type { ShardHealth } from '../discord/watch-shards.ts';

/** What this process does for the bot just now. */
export interface RoleStatus {
  /** `all`: everything; the others are one of several. */
  readonly role: 'all' | 'bot' | 'crawl';
  /** Whether it posts; false for one that stands by, and for one that crawls. */
  readonly isLeading: boolean;
  /** How each shard of the Gateway does, for the one that leads. */
  readonly shards: readonly ShardHealth[];
}

/** Keeps what the process does, to be told by whoever asks. */
export interface RoleKeeper {
  readonly status: () => RoleStatus;
  readonly lead: (shards: () => readonly ShardHealth[]) => void;
  readonly standBy: () => void;
}

export function createRoleKeeper(role: RoleStatus['role']): RoleKeeper {
  let shards: (() => readonly ShardHealth[]) | null = null;
  return {
    status: () => ({ role, isLeading: shards !== null, shards: shards?.() ?? [] }),
    lead(next) {
      shards = next;
    },
    standBy() {
      shards = null;
    },
  };
}
