/** A place in a text that is personal: a name, a number, an address of mail, a dwelling. */
export interface PersonalSpan {
  readonly start: number;
  readonly end: number;
}
