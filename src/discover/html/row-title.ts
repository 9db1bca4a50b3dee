import { countHan, foldSpace } from '../../text/han.ts';
import { decodeReferences } from '../../text/references.ts';
import { ruleTable } from '../../text/rule-table.ts';

// Words of pagers, menus and buttons; a row's title is none of these.
const BUTTON = ruleTable(
  'button-words',
  [
    {
      id: 'words',
      match: [
        '首\\s*页',
        '上一?页',
        '下一?页',
        '尾\\s*页',
        '末\\s*页',
        '最后一页',
        '下\\d+页',
        '上\\d+页',
        '更多',
        '更多[+>》…]*',
        'more',
        '返回.{0,4}',
        '查看',
        '查看详情',
        '查看更多',
        '查看全文',
        '查看原文',
        '查看答复',
        '答复内容',
        '阅读原文',
        '了解更多',
        '继续阅读',
        '详情',
        '详细',
        '点击查看',
        '点击下载',
        '下载',
        '附件',
        '打开',
        '阅读全文',
        '全文',
        '\\[?详细\\]?',
        '解读',
        '政策解读',
        '图解',
        '文字解读',
        '图文解读',
        '相关解读',
        '下载附件',
        '预览',
        '打印',
        '收藏',
        '分享',
        '关闭',
        '搜索',
        '登录',
        '注册',
        '第?\\d+页?',
        '[<>»›«‹+.…|]+',
      ],
      source: 'docs/field-notes.md §1.10',
    },
  ],
  { shape: '^[【[(（<>\\s]{0,24}(?:$)[】\\])）<>\\s]{0,24}$', flags: 'iu' },
);
const TOP_MARK = /^[\s【[(（]{0,2}置\s?顶[】\])）\s:：]{0,3}/u;
const NEW_MARK = /[\s[（(]{0,2}(?:new|hot|最新)[!！\])）]{0,2}$/iu;
const BULLET = /^[\s\u00a0·•●○◆◇■□▪▫►▶→»›>*＊・※☆★_|｜]+(?=\S)/u;
const TAIL_BULLET = /[\s\u00a0|｜_]+$/u;
const FILE_ENDING = /\.(?:pdf|docx?|xlsx?|wps|ofd)$/iu;
const CUT = /(?:\.{2,}|…+|·{3,})$/u;

/** Whether a link's text is a button or pager word rather than a title. */
export function isButtonText(text: string): boolean {
  return text.length <= 24 && BUTTON.test(text);
}

/** One line without bullets, 置顶 marks and NEW. */
export function cleanTitle(raw: string): string {
  let title = foldSpace(decodeReferences(raw.slice(0, 2_000)));
  title = title
    .replace(BULLET, '')
    .replace(TOP_MARK, '')
    .replace(BULLET, '')
    .replace(TAIL_BULLET, '');
  if (FILE_ENDING.test(title) && countHan(title) >= 4) title = title.replace(FILE_ENDING, '');
  const bare = title.replace(NEW_MARK, '');
  return countHan(bare) >= 4 && /[\p{Script=Han}）)》”]$/u.test(bare) ? bare : title;
}

/** The fuller of the visible text and the `title` attribute. */
export function fullerTitle(text: string, attribute: string | undefined): string {
  const shown = cleanTitle(text);
  const full = cleanTitle(titleLine(attribute ?? ''));
  if (countHan(full) < 2 || isButtonText(full)) return shown;
  if (shown === '' || isButtonText(shown)) return full;
  const start = shown.replace(CUT, '');
  const isCut = start !== shown;
  if (isCut && squeeze(full).startsWith(squeeze(start).slice(0, 8))) return full;
  if (squeeze(full).length <= squeeze(shown).length) return shown;
  // A longer attribute is used when it continues where the text stops; others add words like 点击查看.
  return squeeze(full).startsWith(squeeze(start).slice(0, 40)) ? full : shown;
}

// 博达 and others write `标题:…\n发布时间:…` into the attribute.
function titleLine(attribute: string): string {
  const labelled = /(?:文章)?标\s?题\s?[:：]\s*([^\n\r]{2,300})/u.exec(attribute);
  const line = labelled?.[1] ?? attribute;
  return line.replace(/<[^<>]{0,200}>/gu, '');
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}
