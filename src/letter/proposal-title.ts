import { ruleTable } from '../text/rule-table.ts';
import { allMatches } from '../text/all-matches.ts';

// One level of nesting: 《关于落实〈某法〉的提案》 and 《关于落实《某法》的提案》.
export const QUOTED = /《((?:[^《》]|《[^《》]{0,60}》){2,120})》/gu;
// 提出的关于整治“私下收费辅导”的提案: what is quoted within is a part of it.
const UNQUOTED =
  /(?:提出|提交|领衔|转来|反映)的?(关于(?:[^，。；《》“”"]|“[^“”，。；《》]{1,60}”){2,80}?(?:提案|建议|议案))/u;
// 你提出的“关于促进“双减”落地的提案”收悉
const IN_QUOTATION_MARKS = /[“"「『〝〈](关于[^，。；]{3,90}?(?:提案|建议|议案))[”"」』〞〉]/u;
// 您领衔提出的“关于让孩子睡够觉”的建议
const BEFORE_NOUN =
  /[“"「](关于(?:[^。；《》“”"「」]|“[^“”。；]{1,30}”){3,90})[”"」]的?(?:提案|建议|议案)/u;
/** A plan that a party proposed to a state: no deputy's suggestion. */
const OF_THE_STATE = /^(?:中共|中国共产党|国务院|全国人大|全国人民代表大会)/u;
// What the name of a law, notice or plan ends in; a proposal is rarely called so.
const CITED = ruleTable(
  'cited-documents',
  [
    {
      id: 'words',
      match: [
        '通知',
        '办法',
        '条例',
        '规定',
        '规划',
        '方案',
        '指南',
        '意见',
        '决定',
        '纲要',
        '标准',
        '细则',
        '法',
        '公告',
        '通报',
      ],
      source: '党政机关公文处理工作条例（2012）、立法法所列文种',
    },
  ],
  { shape: '(?:$)(?:[（(][^（()）]{0,12}[)）])?$' },
);

/** The titles of proposals that an opening quotes, in order. */
export function titlesIn(opening: string): readonly string[] {
  return allMatches(opening, QUOTED)
    .filter((match) => isOwnTitle(opening, match))
    .map(([, name]) => tidyTitle(name ?? ''));
}

/** Whether a title between 《 and 》 is a proposal's, and no law's or plan's. */
export function isOwnTitle(opening: string, match: RegExpExecArray): boolean {
  const name = match[1] ?? '';
  if (OF_THE_STATE.test(name)) return false;
  if (/提案|建议|议案|社情民意/u.test(name)) return true;
  const before = opening.slice(Math.max(0, match.index - 14), match.index);
  const end = match.index + match[0].length;
  const after = opening.slice(end, end + 40);
  if (/^[”"]?(?:的)?(?:提案|建议|议案)/u.test(after)) return true;
  if (CITED.test(name)) return false;
  return (
    /提出|您的|你的|提交|贵|转来|交办|办理/u.test(before) ||
    /^[”"]?(?:收悉|已收悉|[（(]\s?(?:第|编号|提案|建议)?\s?[A-Za-z]{0,3}\d{1,12}[A-Za-z]{0,2}\s?号)/u.test(
      after,
    )
  );
}

/** A title in one line. */
export function tidyTitle(name: string): string {
  return name.replaceAll(/\s+/gu, ' ').trim();
}

/** The title of the proposal that an opening quotes, or the letter's own title names; null where neither does. */
export function proposalTitle(opening: string, title: string): string | null {
  const inMarks = (IN_QUOTATION_MARKS.exec(opening) ?? BEFORE_NOUN.exec(opening))?.[1];
  if (inMarks !== undefined) return tidyTitle(inMarks);
  const quoted = titlesIn(opening)[0];
  if (quoted !== undefined) return quoted;
  const unquoted = UNQUOTED.exec(opening)?.[1];
  if (unquoted !== undefined) return unquoted.trim();
  return titleInTitle(title);
}

function titleInTitle(title: string): string | null {
  const quoted = allMatches(title, QUOTED).find(([, name]) => !CITED.test(name ?? ''))?.[1];
  if (quoted !== undefined) return quoted.trim();
  const match =
    /(?:提出的?|[“"])(关于[^“”"，。《》]{4,80}?的?(?:提案|建议|议案))[”"]?的?(?:答复|复函|回复|会办|协办)/u.exec(
      title,
    );
  return match?.[1] ?? null;
}
