import { furnitureKind } from '../../furniture/furniture.ts';
import { agencyOfLine } from '../../text/agency-name.ts';
import { bareText } from '../../text/han.ts';
import { documentNumberOfLine } from '../../letter/document-number.ts';
import { type ChosenTitle, chooseTitle } from './choose-title.ts';
import { collectTitles, type TitleInput } from './collect-titles.ts';
import { type Candidate, titlePoints } from './evidence.ts';
import { COLUMN_META, namesIn, SITE_META } from './site-names.ts';
import { tidyTitle } from './tidy-title.ts';
import { ruleTable } from '../../text/rule-table.ts';

// Names of columns and pages that templates print in the place of a title; each was found as a heading.
const GENERIC = ruleTable(
  'generic-titles',
  [
    {
      id: 'columns',
      match: [
        '首页',
        '正文',
        '详情',
        '详细(?:信息|内容)',
        '内容',
        '内容页',
        '详情页',
        '详细页',
        '信息浏览',
        '信息公开',
        '政务公开',
        '政府信息公开',
        '法定主动公开内容',
        '基本信息',
        '政策文件',
        '通知公告',
        '公告',
        '通知',
        '新闻',
        '新闻中心',
        '工作动态',
        '政协提案',
        '人大建议',
        '建议提案',
        '提案办理',
        '建议办理',
        '提案建议办理',
        '建议提案办理',
        '人大建议提案',
        '信息详情',
        '文章详情',
        '文章内容',
        '无标题(?:文档)?',
        'untitled',
        'document',
        'index',
        '当前位置',
        '附件',
        '搜索',
        '网站导航',
        '.{0,4}登录',
        '.{0,4}注册',
      ],
      source: 'columns and templates of many sites: docs/field-notes.md §1.8',
    },
  ],
  { shape: '^(?:$)$', flags: 'iu' },
);
// A site's own name, where it is not a part of a longer title.
const SITE_NAME = ruleTable('site-names', [
  {
    id: 'words',
    match: ['^欢迎', '(?:门户网站|政府网站?|官方网站|信息公开网|政务网)$'],
    source: 'names of sites: docs/field-notes.md §1.8',
  },
]);
const MAX_SITE_NAME = 30;
const MAX_TITLE = 220;
const MIN_TITLE = 4;

/** The document's own title, one line; empty when nothing on the page is one. */
export function findTitle(input: TitleInput): ChosenTitle {
  const site = namesIn(input.tree, SITE_META);
  const columns = namesIn(input.tree, COLUMN_META);
  // The same words occur in several places: each spelling is judged once.
  const judged = new Map<string, Omit<Candidate, 'from'> | null>();
  const judge = (raw: string): Omit<Candidate, 'from'> | null => {
    const text = tidyTitle(raw);
    if (!isTitle(text, site)) return null;
    // Templates put the column's or the agency's name where the title belongs; sometimes it is the title, too.
    const isName = columns.has(bareText(text)) || agencyOfLine(text) !== null;
    return { text, points: isName ? titlePoints('column-name') : 0 };
  };
  const candidates: Candidate[] = [];
  for (const { text: raw, points, from } of collectTitles(input)) {
    const known = judged.get(raw);
    const found = known === undefined ? judge(raw) : known;
    if (known === undefined) judged.set(raw, found);
    if (found !== null) candidates.push({ text: found.text, points: points + found.points, from });
  }
  return chooseTitle(candidates, input.tree.title, input.entryTitle);
}

function isTitle(text: string, site: ReadonlySet<string>): boolean {
  const bare = bareText(text);
  if (bare.length < MIN_TITLE || text.length > MAX_TITLE || GENERIC.test(bare) || site.has(bare))
    return false;
  if (furnitureKind(text) !== null || documentNumberOfLine(text) !== null) return false;
  return !SITE_NAME.test(bare) || bare.length > MAX_SITE_NAME;
}
