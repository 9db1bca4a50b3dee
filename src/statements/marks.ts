/** A way of numbering points. Which way is above which differs by letter; GB/T 9704-2012, 7.3.3 names the first four. */
export type MarkKind =
  /** 一、 */
  | 'han'
  /** （一） */
  | 'han-bracket'
  /** 1. */
  | 'digit'
  /** （1） */
  | 'digit-bracket'
  /** ① */
  | 'circled'
  /** 第一， */
  | 'ordinal'
  /** —— or ● in front of a point. */
  | 'bullet'
  /** 一是, 首先，: points inside a paragraph. */
  | 'inline'
  /** 3.1 */
  | 'decimal';

/** The number in front of a point. */
export interface Mark {
  readonly kind: MarkKind;
  /** Characters that belong to the number, blanks behind it included. */
  readonly length: number;
}

const HAN = '[一二三四五六七八九十]{1,3}';

const FORMS: readonly { readonly kind: MarkKind; readonly pattern: RegExp }[] = [
  // 一、二年级 names two.
  {
    kind: 'han',
    pattern: new RegExp(
      `^${HAN}\\s?[、．.](?!${HAN}(?:年级|[所个名类级是线]))\\s{0,3}(?=\\S)`,
      'u',
    ),
  },
  { kind: 'han-bracket', pattern: new RegExp(`^[（(]\\s?${HAN}\\s?[)）][、.．]?\\s{0,3}`, 'u') },
  // 2.5万名 is a figure; 1.8月底前 and 1.2024年 are the first of some points.
  {
    kind: 'digit',
    pattern: /^\d{1,2}\s?[.．、](?!\d(?!\d?月|\d{3}年))\s{0,3}(?=\S)/u,
  },
  // 3.1 and 2.3.1 number points of points; 3.1万 is a figure.
  {
    kind: 'decimal',
    pattern:
      /^\d{1,2}(?:\.\d{1,2}){1,2}[、.．]?\s{0,3}(?=(?!万|亿|个|百分|千|倍|元|年|小时|分[钟米]?|米|公[里顷]|平方|吨|版|秒|天|课时|人|次|名|所|家)[\p{Script=Han}“《])/u,
  },
  { kind: 'digit-bracket', pattern: /^(?:[（(]\s?\d{1,2}\s?[)）]|\d{1,2}[)）])\s{0,3}/u },
  { kind: 'bullet', pattern: /^(?:——?|[●•·◆■])\s{0,3}(?=\p{Script=Han})/u },
  { kind: 'circled', pattern: /^[①-⑳⑴-⒇]\s{0,3}/u },
  {
    kind: 'ordinal',
    pattern: new RegExp(
      // 第三方不得收费。 and 第一批已建成。 are no points.
      `^第${HAN}[件项条个点]?(?:[，,、：:]|(?![方批期轮届年季名位中小高实人医产章节款类级学])(?=\\p{Script=Han}{2,20}[。：:]))`,
      'u',
    ),
  },
  {
    kind: 'inline',
    // 二是否 and 一要求 are no numbers; 其一年级 is no 其一.
    pattern: new RegExp(
      `^(?:${HAN}(?:是|要|则)(?!否|求|素|么|件|点)[，,：:]?|其${HAN}[，,：:]|(?:首先|其次|再次|最后|一方面|另一方面|(?:头|再|还有|最后)一[条件项])[，,])`,
      'u',
    ),
  },
];

const ANY = new RegExp(FORMS.map(({ pattern }) => pattern.source).join('|'), 'u');

/** The number that a text begins with, or null. */
export function markOf(text: string): Mark | null {
  // Most pieces of a text begin with none: one look instead of eight.
  if (!ANY.test(text)) return null;
  for (const { kind, pattern } of FORMS) {
    const length = pattern.exec(text)?.[0].length ?? 0;
    if (length > 0) return { kind, length };
  }
  return null;
}
