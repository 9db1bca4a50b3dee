import type { Article } from '../domain/article.ts';

/** Municipalities: their 市 is a province. */
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);

/**
 * The region code of the assembly that a letter answers, of six digits: a county's agency may write about a proposal of its city's. Null
 * where only the region above is known: a province's column shows the letters of all its cities.
 */
export function assemblyPlace(
  { region }: Pick<Article, 'region'>,
  level: string | null,
): string | null {
  if (level === '全国') return '000000';
  if (region === null) return null;
  const { code, name } = region;
  // A city of a county's rank has an assembly of its own.
  if (level === null || (region.level === 'county' && name.endsWith('市'))) return code;
  if (/^(?:省|自治区)$/u.test(level)) return `${code.slice(0, 2)}0000`;
  if (/^[县区旗]$/u.test(level)) return code.endsWith('00') ? null : code;
  if (MUNICIPALITIES.has(code.slice(0, 2))) return `${code.slice(0, 2)}0000`;
  return code.endsWith('0000') ? null : `${code.slice(0, 4)}00`;
}
