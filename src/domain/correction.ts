/** A passage that says something else than before; null where it was added or taken out. Redacted, as all that is kept. */
export interface TextChange {
  readonly before: string | null;
  readonly after: string | null;
}

/** What was found changed in a document's text at one look. */
export interface Correction {
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** At most eight. */
  readonly changes: readonly TextChange[];
  /** How many more there are. */
  readonly more: number;
}
