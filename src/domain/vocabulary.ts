/** One word or pattern with its weight and where it comes from. The whole is data: `config/vocabulary.yaml`. */
export interface Term {
  /** Plain text, or a regular expression between slashes. */
  readonly match: string;
  readonly weight: number;
  readonly source: string;
}
