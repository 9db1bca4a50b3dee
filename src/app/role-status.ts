import type { Role, Standing } from '../status/status-facts.ts';

/** What this process does for the bot just now. */
interface RoleStatus {
  readonly role: Role;
  readonly standing: Standing;
  /** Whether the place where turns are kept answered when it was last asked. */
  readonly isReached: boolean;
}

/** Keeps what the process does, to be told by whoever asks. */
export interface RoleKeeper {
  readonly status: () => RoleStatus;
  readonly lead: () => void;
  readonly standBy: () => void;
  /** Turns could not be asked for. */
  readonly noteTrouble: () => void;
}

/** Turns are asked for every few seconds; trouble of which nothing more is heard for so long is over. */
const TROUBLE_MS = 15_000;

export function createRoleKeeper(
  role: Role,
  clockMs = (): number => performance.now(),
): RoleKeeper {
  let standing: Standing = role === 'crawl' ? 'worker' : 'standby';
  let troubleMs = Number.NEGATIVE_INFINITY;
  return {
    status: () => ({ role, standing, isReached: clockMs() - troubleMs > TROUBLE_MS }),
    lead: () => void (standing = 'leader'),
    standBy: () => void (standing = 'standby'),
    noteTrouble: () => void (troubleMs = clockMs()),
  };
}
