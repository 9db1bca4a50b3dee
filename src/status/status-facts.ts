import type { SourceStatus } from '../domain/source-state.ts';

/** Which work a process does: all of it, what is about Discord, or the visits. */
export type Role = 'all' | 'bot' | 'crawl';

/** Of several processes that post one leads and the others are ready to take its place; those that only visit sites all work. */
export type Standing = 'leader' | 'standby' | 'worker';

/** How far Discord's Gateway is connected. */
export interface ShardFacts {
  readonly id: number;
  readonly isConnected: boolean;
}

/** What is known of a running bot at one moment. Ages in milliseconds. */
export interface StatusFacts {
  readonly version: string;
  readonly role: Role;
  readonly standing: Standing;
  readonly startedAt: Date;
  readonly store: StoreState;
  /** Null where cards go to the local page. */
  readonly shards: readonly ShardFacts[] | null;
  readonly rounds: RoundFacts;
  readonly sources: SourceFacts;
  /** Null where that could not be found out, as the store does not answer. */
  readonly deliveries: DeliveryFacts | null;
  readonly readers: ReaderFacts;
}

interface StoreState {
  readonly isWritable: boolean;
  /** Room on the disk of its file, in bytes; null where it is no file. */
  readonly freeBytes: number | null;
}

export interface RoundFacts {
  /** When the last round ended that visited what was due, kept what it learned, and did not find this machine offline. */
  readonly lastGoodAt: Date | null;
  readonly isRunning: boolean;
  /** For how long there should have been another good round by the schedule, or a sign of the one that runs; 0 where there need not be. */
  readonly lateMs: number;
  /** No site could be reached. */
  readonly isOffline: boolean;
  /** The age of the youngest visit of any source; null before the first. */
  readonly sinceVisitMs: number | null;
  /** So long no source may rest. */
  readonly longestRestMs: number;
}

export interface SourceFacts {
  readonly watched: number;
  /** Of these, by how they are doing. */
  readonly byStatus: Readonly<Record<SourceStatus, number>>;
  /** Those that give no usable rows, at most `STOPPED_NAMED`. */
  readonly stopped: readonly StoppedSource[];
}

interface StoppedSource {
  readonly id: string;
  readonly status: SourceStatus;
  readonly reason: string | null;
}

export interface DeliveryFacts {
  readonly waiting: number;
  /** For channels that are paused. */
  readonly held: number;
  /** The age of the oldest of those that wait; null where none does. */
  readonly oldestMs: number | null;
  /** The time since Discord last took a message, or since the start. */
  readonly sinceSentMs: number;
  readonly subscriptions: number;
  readonly paused: number;
}

export interface ReaderFacts {
  /** How many there may be at most. */
  readonly size: number;
  readonly running: number;
  readonly busy: number;
  /** Pages that wait for a reader. */
  readonly waiting: number;
  readonly residentBytes: number;
  /** How many ended over what they read in the last hour. */
  readonly recentDeaths: number;
}

export const STOPPED_NAMED = 20;
