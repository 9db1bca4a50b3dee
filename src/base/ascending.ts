/** Each number once, in order. Most lists that come here are in order: they are given back as they are. */
export function ascending(numbers: readonly number[]): readonly number[] {
  if (numbers.every((one, at) => at === 0 || one > (numbers[at - 1] ?? one))) return numbers;
  return [...new Set(numbers)].sort((a, b) => a - b);
}
