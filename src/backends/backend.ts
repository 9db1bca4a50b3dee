import type { KeyvStorageAdapter } from 'keyv';

import type { Terms } from './terms.ts';

/** What a store keeps: its kinds of record, and the version by which an older program knows that it is too new for it. */
export interface StoreShape {
  readonly namespaces: readonly string[];
  /** Namespaces that stay small, whatever the bot has seen. */
  readonly small: ReadonlySet<string>;
  /** Namespaces that the leading process alone writes, where several write one store. */
  readonly leading: ReadonlySet<string>;
  readonly version: number;
}

export interface OpenMode {
  /** Several processes write it, each in terms of its own. */
  readonly isShared: boolean;
}

/** Opens what is at an address; nothing is written but what the lease needs. */
export type OpenBackend = (url: string, shape: StoreShape, mode: OpenMode) => Promise<Backend>;

/**
 * Who has the lease of a store that several processes write together: a name with the store's version behind it, so that programs of
 * two versions never do.
 */
export const TOGETHER = 'together-';

/** Opens what is at an address to look at it; null where there is nothing. */
export type OpenLook = (url: string, shape: StoreShape) => Promise<Look | null>;

/** A store that is only read, beside whoever uses it. */
export interface Look {
  /** What to call it in a message: its address without a password. */
  readonly name: string;
  /** Whether all that is read was there at one moment. */
  readonly isOneMoment: boolean;
  /** The adapter of one namespace. */
  adapter(namespace: string): KeyvStorageAdapter | Map<string, unknown>;
  /** The longest key in characters; absent where any will do. */
  readonly keyLimit?: number;
  describe(): Promise<StoreFacts>;
  close(): Promise<void>;
}

/** Where the records of a store are kept. */
export interface Backend extends Omit<Look, 'isOneMoment'> {
  /** The adapter of one namespace, made anew by each call once this process may write. */
  adapter(namespace: string): KeyvStorageAdapter | Map<string, unknown>;
  /** The one record that says who may write; null where no other process can get at the records. */
  readonly lease: LeaseStore | null;
  /** The file that this process has locked, as `LeaseRecord` says; empty where there is none. */
  readonly lock: string;
  /** Who writes, where the backend has to know it before the lease is taken. */
  readonly holder?: string;
  /** Whether each write looks at the lease itself, in its transaction. */
  readonly isFenced: boolean;
  /** The terms in which several processes write it; absent where that cannot be, or is not wanted. */
  readonly terms?: Terms;
  /** Looks whether it is whole, and brings it to the shape of this program; throws `StoreError` where that cannot be. */
  prepare(): Promise<void>;
  /** Throws `StoreError` where what it is kept in is no longer there, or known to be damaged. */
  assertThere(): void;
  /** Runs works that each write by one verb of an adapter, as one transaction; absent where there is none. */
  together?(works: readonly (() => Promise<void>)[]): Promise<void>;
  /** Overwrites what was deleted. */
  scrub(): Promise<void>;
}

/** Who may write a store, and a number that changes while that process lives. */
export interface LeaseRecord {
  readonly holder: string;
  readonly beat: number;
  /**
   * The file on which the holder has a lock that the operating system lifts when it dies; whoever has the same lock knows that
   * the holder is gone. Empty where there is none.
   */
  readonly lock: string;
}

/** The lease's one record, changed only from what was seen: of two processes that try at once one succeeds. */
export interface LeaseStore {
  read(): Promise<LeaseRecord | null>;
  /** Puts `next` in the place of `seen`, null for none; false where something else is there. */
  replace(seen: LeaseRecord | null, next: LeaseRecord | null): Promise<boolean>;
}

/** What an operator is told of a store. */
export interface StoreFacts {
  /** What it is, with its version; never an address with a password. */
  readonly server: string;
  /** How long a small write takes, in milliseconds. */
  readonly latencyMs: number;
  /** What an acknowledged write survives. */
  readonly durability: string;
  /** What may be lost, and what to change; empty where nothing is. */
  readonly risks: readonly string[];
}
