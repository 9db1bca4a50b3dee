const DIGITS = '零一二三四五六七八九';
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100 };

/** The value of a numeral below a thousand, in Chinese characters or digits: 十四 and 14 are one number. */
export function numeralValue(numeral: string): number {
  if (/^\d{1,8}$/u.test(numeral)) return Number(numeral);
  let [sum, digit] = [0, 0];
  for (const char of numeral.replaceAll('〇', '零')) {
    const unit = TENS[char];
    if (unit === undefined) digit = Math.max(0, DIGITS.indexOf(char));
    else {
      sum += Math.max(1, digit) * unit;
      digit = 0;
    }
  }
  return sum + digit;
}
