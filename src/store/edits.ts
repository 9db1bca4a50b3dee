import { byCodeUnits } from '../base/by-code-units.ts';
import { createMutex } from '../base/mutex.ts';
import type { DigestPart } from '../domain/delivery.ts';
import type { KeyValue } from './key-value.ts';

/** A posted message whose document has changed since. */
export interface PendingEdit {
  readonly deliveryId: string;
  readonly channelId: string;
  /** The card's revision that the message has to show, or a later one. */
  readonly revision: number;
  readonly notBefore: string;
  readonly attempts: number;
  /** The document was forgotten, its delivery too: the message has to say nothing of it any more. */
  readonly withdrawn?: WithdrawnMessage;
}

/** The message that showed a forgotten document; a digest goes on without it. */
export interface WithdrawnMessage {
  readonly messageId: string;
  readonly digest?: DigestPart;
}

/** The revision of one document that was shown, or whose edit was abandoned. */
export type SettledEdit = Pick<PendingEdit, 'deliveryId' | 'revision'>;

/** The messages that have to be edited. Only waiting edits are kept, so that the ledger need not be searched. */
export interface EditStore {
  /**
   * Several changes of one document before its turn are one edit; the first one's time counts. What withdraws a message
   * takes the place of every other edit of it.
   */
  add(edits: readonly PendingEdit[]): Promise<void>;
  /** The longest waiting first. */
  all(): Promise<readonly PendingEdit[]>;
  postpone(edit: PendingEdit): Promise<void>;
  /** Forgets these, except where a later revision was added meanwhile. */
  settle(edits: readonly SettledEdit[]): Promise<void>;
}

/** Edits over one namespace, by delivery. Read and write of a change go together: Keyv has no compare-and-set. */
export function createEditStore(records: KeyValue<PendingEdit>): EditStore {
  const mutex = createMutex();

  async function mergeWith(edits: readonly PendingEdit[], wins: 'known' | 'given'): Promise<void> {
    const known = await records.getMany(edits.map(({ deliveryId }) => deliveryId));
    await records.setMany(
      edits.map((edit) => {
        const other = known.get(edit.deliveryId) ?? edit;
        const revision = Math.max(edit.revision, other.revision);
        const isKept = wins === 'known' && edit.withdrawn === undefined;
        return [edit.deliveryId, { ...(isKept ? other : edit), revision }] as const;
      }),
    );
  }

  return {
    add: (edits) => mutex(() => mergeWith(edits, 'known')),
    postpone: (edit) => mutex(() => mergeWith([edit], 'given')),
    async all() {
      const waiting: PendingEdit[] = [];
      for await (const [, edit] of records.entries()) waiting.push(edit);
      return waiting.sort(
        (a, b) => byCodeUnits(a.notBefore, b.notBefore) || byCodeUnits(a.deliveryId, b.deliveryId),
      );
    },
    settle: (edits) =>
      mutex(async () => {
        const known = await records.getMany(edits.map(({ deliveryId }) => deliveryId));
        const settled = edits.filter(({ deliveryId, revision }) => {
          const waiting = known.get(deliveryId);
          return waiting !== undefined && waiting.revision <= revision;
        });
        await records.deleteMany(settled.map(({ deliveryId }) => deliveryId));
      }),
  };
}
