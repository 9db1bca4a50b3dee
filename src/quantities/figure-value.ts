import { numeralValue } from '../text/numerals.ts';

const NUMERALS = /[〇零一二两三四五六七八九十百千万亿]{1,12}/gu;
const POWERS: Readonly<Record<string, number>> = { 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 };
/** What of a unit belongs to the number: 万 of 万元, % */
const POWER = /^[多余几]?(?<power>[万亿千百]{0,2})(?<share>[%％‰]?)/u;

/** What a figure is worth, in one spelling: 12%, 12％ and 百分之十二 are `12%`; 1.2万, 12,000 and 一万二千 are `12000`. */
export function figureValue(value: string, unit: string): string {
  const share = /^百分之(?<part>.+)$/u.exec(value)?.groups?.['part'];
  if (share !== undefined) return `${hanValue(share)}%`;
  if (value === '一半' || value === '半数') return '50%';
  const [whole, part] = value.split('分之');
  if (whole !== undefined && part !== undefined) return `${hanValue(part)}/${hanValue(whole)}`;
  const tenths = /^(?<first>.)成(?<second>.?)$/u.exec(value)?.groups;
  if (tenths !== undefined) {
    const half = tenths['second'] === '半' ? 5 : hanValue(tenths['second'] ?? '');
    return `${10 * hanValue(tenths['first'] ?? '') + half}%`;
  }
  const { power = '', share: sign = '' } = POWER.exec(unit)?.groups ?? {};
  const factor = Array.from(power).reduce((product, one) => product * (POWERS[one] ?? 1), 1);
  const parts = value
    .replaceAll(/[,，多余]/gu, '')
    .split(/[-—–~～至]/u)
    .map((one) => (/^\d/u.test(one) ? Number(one) : hanValue(one)))
    .map((one) => String(Number((one * factor).toPrecision(12))));
  return `${parts.join('-')}${sign === '％' ? '%' : sign}`;
}

/** How many characters of a unit belong to the number. */
export function powerLength(unit: string): number {
  return POWER.exec(unit)?.[0].length ?? 0;
}

/** Every Chinese numeral of a text as a number, wherever it is. */
export function numeralsIn(text: string): readonly number[] {
  return (text.match(NUMERALS) ?? []).map(hanValue);
}

/** 两千三百, 一万二, 二〇二四, 九十八点五. */
function hanValue(numeral: string): number {
  const [whole = '', part = ''] = numeral.replaceAll('两', '二').split('点');
  const digits = Array.from(part, (char) => numeralValue(char)).join('');
  return wholeValue(whole) + (digits === '' ? 0 : Number(`0.${digits}`));
}

function wholeValue(numeral: string): number {
  if (/^[〇零一二三四五六七八九]{2,}$/u.test(numeral)) {
    return Number(Array.from(numeral, (char) => numeralValue(char)).join(''));
  }
  for (const power of ['亿', '万', '千']) {
    const at = numeral.lastIndexOf(power);
    if (at < 0) continue;
    const factor = POWERS[power] ?? 1;
    const rest = numeral.slice(at + 1);
    const before = at === 0 ? 1 : wholeValue(numeral.slice(0, at));
    // 一万二 is 12,000.
    const after = /^[一二三四五六七八九]$/u.test(rest)
      ? (numeralValue(rest) * factor) / 10
      : wholeValue(rest);
    return before * factor + after;
  }
  return numeralValue(numeral);
}
