import { ANY_FAMILY, FREQUENT_FAMILY } from './family-names.ts';
import { ruleTable } from '../text/rule-table.ts';
import { knownWords, possibleNames } from './words-like-names.ts';

const BLANK = String.raw`[ \u3000]`;
const GIVEN = String.raw`${BLANK}{0,3}\p{Script=Han}(?:${BLANK}{0,2}\p{Script=Han})?`;

const COMMON_NAME = new RegExp(`^${FREQUENT_FAMILY}`, 'u');
const WHOLE_NAME = new RegExp(`^${ANY_FAMILY}${GIVEN}$`, 'u');

// Never in a given name: grammar, and what ends the name of an institution or a division.
const NOT_GIVEN = /[的了们个员局厅部院组所县区市您你她它这那哪些很把被课股]/u;

// Groups of people: 高校教师, 市民进, 教育界. 王民建 and 李青年 may be persons, so those count only alone.
const GROUP = ruleTable(
  'groups-of-people',
  [
    {
      id: 'words',
      match: [
        '家长',
        '教师',
        '学生',
        '校长',
        '园长',
        '群众',
        '居民',
        '村民',
        '市民',
        '企业',
        '机构',
        '单位',
        '高校',
        '学校',
        '部门',
        '方面',
        '党派',
        '专家',
        '行业',
        '社区',
        '人大',
        '政协',
        '各位',
        '全体',
        '有关',
        '部分',
        '广大',
        '众多',
        '多数',
        '少数',
        '大会',
        '媒体',
        '协会',
        '干部',
        '职工',
        '员工',
        '儿童',
        '同学',
        '老师',
        '政府',
        '医护',
        '医生',
        '团体',
        '公司',
        '工会',
        '团委',
        '工商联',
        '界别',
        '(?:教育|科技|文艺|文化|经济|工商|医卫|体育|新闻|法律|金融|社会|宗教|农业|各)界',
        '(?:^|[省市县区])(?:民盟|民革|民建|民进|致公|农工|九三|台盟|教育|青年|妇女|基层|一线|组织)',
      ],
      source: 'docs/field-notes.md §2.5: who signs proposals beside persons',
    },
  ],
  { shape: '(?:$)$' },
);

// Family names that are also words before a name: 向张伟代表汇报.
const PARTICLE = /^[向于和由时]/u;

/**
 * What remains of `text` when the name in it is taken out; null where it is not a name. `isExpected`: a proposal or
 * 关于 is next to it, where hardly anything but a name occurs.
 */
export function withoutName(text: string, isExpected: boolean): string | null {
  const bare = text.replaceAll(/[ \u3000]/gu, '');
  if (!WHOLE_NAME.test(text) || isWordOrPlace(bare, isExpected)) return null;
  const rest = bare.slice(1);
  if (PARTICLE.test(bare) && rest.length > 1) {
    if (isGroup(rest) || knownWords().has(rest) || possibleNames().has(rest)) return null;
    if (COMMON_NAME.test(rest)) return bare.charAt(0);
  }
  return isExpected || COMMON_NAME.test(bare) ? '' : null;
}

/** Whether there are words for groups of people in this: 家长, 教师; in 和平 are none. */
export function namesPeople(text: string): boolean {
  return GROUP.test(text);
}

/** Whether this names a group and not a person: 家长, 高校, 各位, 青溪市. */
export function isGroup(text: string): boolean {
  return knownWords().has(text) || GROUP.test(text) || /\p{Script=Han}{2}[市县区]$/u.test(text);
}

function isWordOrPlace(text: string, isExpected: boolean): boolean {
  return (
    isGroup(text) ||
    NOT_GIVEN.test(text.slice(1)) ||
    // 金融界 and 高校类, while 成功明 may be a person.
    (text.length > 2 && knownWords().has(text.slice(0, 2)) && /[界类级系型方性]$/u.test(text)) ||
    (!isExpected && possibleNames().has(text))
  );
}
