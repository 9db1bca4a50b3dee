import { randomBytes } from 'node:crypto';

import type { Source } from '../domain/source.ts';

/** Who requested an inspection, and where. */
interface Requester {
  readonly userId: string;
  readonly guildId: string;
  readonly channelId: string;
}

/** Recent inspections, and proposals that wait for a button; kept in memory only. */
export interface PendingProposals {
  /** Counts one inspection and returns null; over the limit it counts nothing and returns the minutes to wait. */
  countInspection(guildId: string): number | null;
  /** Uncounts the last inspection: no request was sent. */
  uncountInspection(guildId: string): void;
  /** Keeps a proposal and returns the token for its buttons. */
  keep(source: Source, requester: Requester): string;
  /** Removes a proposal and returns its source. */
  take(token: string, requester: Requester): Source | 'expired' | 'not-yours';
}

interface Proposal extends Requester {
  readonly source: Source;
  readonly madeAt: number;
}

const MINUTE_MS = 60_000;
const WINDOW_MS = 10 * MINUTE_MS;
const INSPECTIONS_PER_GUILD = 5;
/** All servers together: each inspection is at least two requests to a site. */
const INSPECTIONS_IN_ALL = 30;

/** Limits how many requests chat can cause, and lets only the requester save a proposal. */
export function createPendingProposals(now: () => Date): PendingProposals {
  let inspections: readonly { readonly guildId: string; readonly at: number }[] = [];
  const proposals = new Map<string, Proposal>();

  function forgetOld(time: number): void {
    inspections = inspections.filter(({ at }) => time - at < WINDOW_MS);
    for (const [token, { madeAt }] of proposals) {
      if (time - madeAt >= WINDOW_MS) proposals.delete(token);
    }
  }

  return {
    countInspection(guildId) {
      const time = now().getTime();
      forgetOld(time);
      const own = inspections.filter((inspection) => inspection.guildId === guildId);
      const first = own.length >= INSPECTIONS_PER_GUILD ? own[0] : inspections[0];
      if (
        first === undefined ||
        (own.length < INSPECTIONS_PER_GUILD && inspections.length < INSPECTIONS_IN_ALL)
      ) {
        inspections = [...inspections, { guildId, at: time }];
        return null;
      }
      return Math.ceil((first.at + WINDOW_MS - time) / MINUTE_MS);
    },
    uncountInspection(guildId) {
      const last = inspections.findLastIndex((inspection) => inspection.guildId === guildId);
      inspections = inspections.filter((_, index) => index !== last);
    },
    keep(source, requester) {
      const madeAt = now().getTime();
      forgetOld(madeAt);
      const token = randomBytes(12).toString('base64url');
      proposals.set(token, { source, ...requester, madeAt });
      return token;
    },
    take(token, requester) {
      forgetOld(now().getTime());
      const proposal = proposals.get(token);
      if (proposal === undefined) return 'expired';
      if (!isSame(proposal, requester)) return 'not-yours';
      proposals.delete(token);
      return proposal.source;
    },
  };
}

function isSame(one: Requester, other: Requester): boolean {
  return (
    one.userId === other.userId &&
    one.guildId === other.guildId &&
    one.channelId === other.channelId
  );
}
