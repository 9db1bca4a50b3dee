import type { Region } from '../domain/source.ts';
import { readSyllables } from './pinyin.ts';
import { shortName } from './region-names.ts';

/** Names that English maps use instead of the pinyin. */
const ENGLISH: ReadonlyMap<string, string> = new Map([
  ['000000', 'National'],
  ['150000', 'Inner Mongolia'],
  ['150100', 'Hohhot'],
  ['150600', 'Ordos'],
  ['150700', 'Hulunbuir'],
  ['150800', 'Bayannur'],
  ['150900', 'Ulanqab'],
  ['152500', 'Xilingol'],
  ['152900', 'Alxa'],
  ['230100', 'Harbin'],
  ['230200', 'Qiqihar'],
  ['341500', 'Lu’an'],
  ['540000', 'Xizang (Tibet)'],
  ['540100', 'Lhasa'],
  ['540200', 'Shigatse'],
  ['540300', 'Qamdo'],
  ['540400', 'Nyingchi'],
  ['540600', 'Nagqu'],
  ['542500', 'Ngari'],
  ['650100', 'Urumqi'],
  ['650200', 'Karamay'],
  ['650400', 'Turpan'],
  ['652700', 'Bortala'],
  ['652800', 'Bayingolin'],
  ['652900', 'Aksu'],
  ['653000', 'Kizilsu'],
  ['653100', 'Kashgar'],
  ['653200', 'Hotan'],
  ['654000', 'Ili'],
  ['654300', 'Altay'],
  ['810000', 'Hong Kong'],
  ['820000', 'Macao'],
]);

/** The ways in which people type a division's name with Latin letters. */
export interface LatinForms {
  /** 浙江省: `zhejiang`, `zhejiangsheng`, and the English name where there is one. */
  readonly names: readonly string[];
  /** `zj`, `zjs`. */
  readonly initials: readonly string[];
}

/** A division's name in Latin letters, without its level: Zhejiang, Xi’an; null when a reading is unknown. */
export function latinName(region: Region): string | null {
  const english = ENGLISH.get(region.code);
  if (english !== undefined) return english;
  const syllables = readSyllables(shortName(region));
  if (syllables === null) return null;
  const [first = '', ...others] = syllables.map((each) => each.replace('lv', 'lü'));
  const rest = others.map((each) => (/^[aeo]/u.test(each) ? `’${each}` : each)).join('');
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}${rest}`;
}

/** Latin letters as they are compared: `Xi'an` → `xian`, `Lǚliang`, `lvliang` → `luliang`. */
export function foldLatin(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z]/gu, '');
  return letters.replaceAll(/([ln])v/gu, '$1u');
}

/** Everything by which a division is found from Latin letters. */
export function latinForms(region: Region): LatinForms {
  const short = shortName(region);
  const suffix = region.name.startsWith(short) ? region.name.slice(short.length) : '';
  const name = readSyllables(short)?.join('');
  const level = readSyllables(suffix)?.join('');
  const english = ENGLISH.get(region.code)?.split(' (') ?? [];
  const names = [...english, ...(name === undefined ? [] : [name, `${name}${level ?? ''}`])];
  const initials = [short, `${short}${suffix}`].map(initialsOf).filter((each) => each !== null);
  return { names: [...new Set(names.map(foldLatin))], initials: [...new Set(initials)] };
}

function initialsOf(name: string): string | null {
  const letters = Array.from(name, (char) => readSyllables(char)?.[0]?.charAt(0));
  return letters.includes(undefined) ? null : letters.join('');
}
