import { type Rule, ruleTable } from '../text/rule-table.ts';

/** What the label in front of a line says of it: `asks` for what was asked or wished, `answers` for what the office says to it. */
export type FieldKind = 'asks' | 'answers';

interface FieldRule extends Rule {
  readonly kind: FieldKind;
}

/** A label in front of a line. */
export interface Field {
  readonly kind: FieldKind;
  readonly label: string;
}

const FORM = '逐条答复的通行版式：【建议】…【答复】…，问：…答：…（docs/field-notes.md §2.3）';
const COUNT = '[一二三四五六七八九十\\d]{0,3}';

const FIELDS = ruleTable<FieldRule>(
  'fields',
  [
    {
      id: 'asks',
      kind: 'asks',
      match: [
        `问题?${COUNT}[：:]`,
        `(?:您的|委员的?|代表的?|提案的?)?(?:建议|诉求|意见|提问)[一二三四五六七八九十\\d]{1,3}[：:]`,
        `(?:原|去年的?)?承诺[一二三四五六七八九十\\d]{1,3}[：:]`,
        `【(?:委员|代表|提案)?(?:建议|诉求|问题|意见|提案|关切|提问|所提)[^】]{0,8}】`,
      ],
      source: FORM,
    },
    {
      id: 'answers',
      kind: 'answers',
      match: [
        `答复?${COUNT}[：:]`,
        `(?:回复|办理|办理情况|办理意见)${COUNT}[：:]`,
        '【(?:答复?|回复|办理|结论|情况|现状|进展|措施|理由|说明|安排|打算|下一?步|计划)[^】]{0,8}】',
      ],
      source: FORM,
    },
  ],
  { shape: '^\\s{0,4}(?:$)\\s{0,2}' },
);

/** The label that a line begins with, or null. */
export function fieldOf(line: string): Field | null {
  for (const { row, pattern } of FIELDS.patterns()) {
    const label = pattern.exec(line)?.[0];
    if (label !== undefined) return { kind: row.kind, label };
  }
  return null;
}
