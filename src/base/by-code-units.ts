/** Orders two strings by their code units: what ids and ISO times need, and many times faster than the rules of a language. */
export function byCodeUnits(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
