import type { LeaseRecord, StoreShape } from '../backend.ts';

/** One statement with what is bound to it. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** What became of one statement. */
export type Outcome =
  | { readonly rows: readonly Row[] }
  | { readonly failure: string; readonly isDamaged: boolean };

/** What the thread that has the file is to do; each gets one answer, in order. */
export type Task =
  /** Statements that were waiting at the same time: those that write share one transaction. */
  | { readonly kind: 'run'; readonly statements: readonly Statement[] }
  /** Statements that are one transaction, and of which none is done where one fails. */
  | { readonly kind: 'together'; readonly statements: readonly Statement[] }
  /** Looks at every page of the file, and copies it into tables of one namespace each where an older program wrote it. */
  | { readonly kind: 'prepare'; readonly shape: StoreShape }
  | { readonly kind: 'read-lease' }
  | {
      readonly kind: 'replace-lease';
      readonly seen: LeaseRecord | null;
      readonly next: LeaseRecord | null;
    }
  | { readonly kind: 'scrub' }
  | { readonly kind: 'close' };

export interface Answer {
  readonly outcomes: readonly Outcome[];
}

/** What the thread is started with. */
export interface ThreadData {
  readonly path: string;
  /** How long a statement waits for another program to let go of the file. */
  readonly busyMs: number;
}

/** The table of a namespace. */
export function tableOf(namespace: string): string {
  return `jb_${namespace}`;
}
