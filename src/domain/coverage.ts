/** Columns that are watched, and those of them whose list was read within a week. */
export interface Covered {
  readonly watched: number;
  readonly answered: number;
}

/** Which columns bring letters of a choice of regions. */
export interface Coverage {
  /** Of the regions themselves and what lies in them; of everything where no region is chosen. */
  readonly own: Covered;
  /** Of the provinces and cities around them. */
  readonly above: Covered;
  /** Of ministries and the like: their letters come to everybody. */
  readonly national: Covered;
}
