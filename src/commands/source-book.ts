import { randomBytes } from 'node:crypto';

import type { Source } from '../domain/source.ts';

/** Who asked for a look, and where. */
interface Asker {
  readonly userId: string;
  readonly guildId: string;
}

/** Looks that were made and proposals that wait for a button; forgotten with the process. */
export interface SourceBook {
  /** Counts one look; where there were too many, nothing is counted and the minutes to wait come back. */
  countLook(guildId: string): number | null;
  /** Takes the last look back: no site was asked. */
  uncountLook(guildId: string): void;
  /** Keeps a proposal and returns the token for its buttons. */
  keep(source: Source, asker: Asker): string;
  /** Takes a proposal out of the book. */
  take(token: string, asker: Asker): Source | 'expired' | 'not-yours';
}

interface Proposal extends Asker {
  readonly source: Source;
  readonly madeAt: number;
}

const MINUTE_MS = 60_000;
const WINDOW_MS = 10 * MINUTE_MS;
const LOOKS_PER_GUILD = 5;
/** All servers together: each look is at least two requests to somebody's site. */
const LOOKS_IN_ALL = 30;

/** Keeps the bot from being used to hammer sites, and proposals from being saved by somebody else. */
export function createSourceBook(now: () => Date): SourceBook {
  let looks: readonly { readonly guildId: string; readonly at: number }[] = [];
  const proposals = new Map<string, Proposal>();

  function forgetOld(time: number): void {
    looks = looks.filter(({ at }) => time - at < WINDOW_MS);
    for (const [token, { madeAt }] of proposals) {
      if (time - madeAt >= WINDOW_MS) proposals.delete(token);
    }
  }

  return {
    countLook(guildId) {
      const time = now().getTime();
      forgetOld(time);
      const own = looks.filter((look) => look.guildId === guildId);
      const first = own.length >= LOOKS_PER_GUILD ? own[0] : looks[0];
      if (first === undefined || (own.length < LOOKS_PER_GUILD && looks.length < LOOKS_IN_ALL)) {
        looks = [...looks, { guildId, at: time }];
        return null;
      }
      return Math.ceil((first.at + WINDOW_MS - time) / MINUTE_MS);
    },
    uncountLook(guildId) {
      const last = looks.findLastIndex((look) => look.guildId === guildId);
      looks = looks.filter((_, index) => index !== last);
    },
    keep(source, asker) {
      const madeAt = now().getTime();
      forgetOld(madeAt);
      const token = randomBytes(12).toString('base64url');
      proposals.set(token, { source, ...asker, madeAt });
      return token;
    },
    take(token, { userId, guildId }) {
      forgetOld(now().getTime());
      const proposal = proposals.get(token);
      if (proposal === undefined) return 'expired';
      if (proposal.userId !== userId || proposal.guildId !== guildId) return 'not-yours';
      proposals.delete(token);
      return proposal.source;
    },
  };
}
