import { ruleTable } from '../text/rule-table.ts';

const BOARDS = '政府网站发展指引：互动交流栏目（留言、咨询、投诉、信箱）的页面';

/** Labels above what a visitor wrote, or above the answer to it. Letters to deputies and members have 建议人, never these. */
const LABELS = ruleTable(
  'message-labels',
  [
    {
      id: 'labels',
      match: [
        '^[\\s【\\[（(]{0,4}(?:网民|网友|市民|群众|公众)?(?:留言|来信|写信|发信|信件|发帖|提问|咨询|投诉|诉求|举报|网民|网友|问题)(?:人|者|姓名|昵称|时间|日期|编号|单号|号码|标题|主题|类型|类别|分类|状态|对象|部门)[】\\]）)]?\\s{0,4}[：:]',
      ],
      source: BOARDS,
    },
  ],
  { keep: 'letters are marked, no message boards; judged by test/extract/message-board.test.ts' },
);

/** Titles of such pages. */
const TITLES = ruleTable(
  'message-titles',
  [
    {
      id: 'titles',
      match: [
        '^(?:网民|网友|市民|群众|公众)(?:留言|来信|咨询|提问|评论|发帖)',
        '^(?:领导|公众|在线)?留言板',
        '^(?:[市县区厅局]|省|书记|领导)?长?信箱(?:来信)?(?:$|[-_—|：:])',
      ],
      source: BOARDS,
    },
  ],
  { keep: 'letters are marked, no message boards; judged by test/extract/message-board.test.ts' },
);

const MAX_LINE = 120;

/** Whether a page says of its text that a visitor wrote it, or wrote to the office: by its titles, or the lines above the text. */
export function saysMessageBoard(titles: readonly string[], lines: readonly string[]): boolean {
  return (
    titles.some((title) => TITLES.test(title.slice(0, MAX_LINE).trim())) ||
    lines.some((line) => line.length <= MAX_LINE && LABELS.test(line))
  );
}
