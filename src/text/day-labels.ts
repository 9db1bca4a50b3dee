import { ruleTable } from './rule-table.ts';

/** What a label right before a day says of it. */
const DAY_LABELS = ruleTable('other-days-before', [
  {
    // When somebody looked or printed, when a document came in, takes effect or ends. Justified labels have blanks inside.
    id: 'words',
    match: [
      '(?:访\\s*问|打\\s*印|浏\\s*览|查\\s*看|登\\s*录|有\\s*效|截\\s*[止至]|收\\s*文|收\\s*件|受\\s*理|生\\s*效|施\\s*行|实\\s*施|失\\s*效|废\\s*止|成\\s*文|签\\s*发|印\\s*发|办\\s*结|交\\s*办|到\\s*期|当\\s*前|现\\s*在|系\\s*统|服务器)[^\\d，。；]{0,8}$',
      '[至到—~-]\\s*$',
    ],
    source: 'docs/field-notes.md §1.9: labels of days that are no publication',
  },
  {
    id: 'limits',
    match: [
      '(?:期\\s*限|时\\s*限|限\\s*期|限\\s*时|最迟|最晚|[应须拟]于|预计|不晚于|不迟于)[^\\d，。；]{0,6}$',
      '[^日\\s]期\\s?[:：]\\s{0,3}$',
    ],
    source: 'docs/field-notes.md §1.9: 办结期限, 答复时限, 有效期',
  },
  {
    // Steps in the handling of a proposal; as a bare word (…的答复 2024-06-03) they end a title.
    id: 'steps',
    match: [
      '(?:答\\s*复|回\\s*复|办\\s*复|反\\s*馈|办\\s*理|承\\s*办|提\\s*交|提\\s*出|提\\s*案|立\\s*案|签\\s*收|接\\s*收|转\\s*办|分\\s*办|催\\s*办|督\\s*办|延\\s*期|整\\s*改|完\\s*成|落\\s*实|报\\s*送|上\\s*报|回\\s*访|评\\s*[价议]|审\\s*[核批]|会\\s*签|登\\s*记|来\\s*信|写\\s*信|咨\\s*询|留\\s*言|会\\s*议|召\\s*开|活\\s*动|开\\s*始|结\\s*束|报\\s*名|征\\s*[集求])\\s*(?:(?:截\\s*止|要\\s*求)?\\s*(?:日\\s*期|时\\s*间)\\s*[:：】\\]]?|[:：])\\s*$',
    ],
    source: 'tables of proposal systems: 交办日期 | 答复期限 | 反馈时间',
    keep: 'judged by test/text/day-labels.test.ts',
  },
]);

/** Who says 时间 or 日期 of publication says one of these, or nothing, in front of it. */
const PUBLICATION = ruleTable(
  'days-of-publication',
  [
    {
      id: 'words',
      match: [
        '发布',
        '公开',
        '公布',
        '发表',
        '发稿',
        '发文',
        '上网',
        '上线',
        '上传',
        '挂网',
        '更新',
        '录入',
        '添加',
        '刊[登发载]',
        '登载',
        '转载',
        '推送',
        '公示',
        '入库',
        '创建',
        '生成',
        '产生',
        '制[发作]',
        '形成',
        '编辑',
        '信息',
        '稿件',
        '文章',
        '新闻',
        '发生',
      ],
      source: 'docs/field-notes.md §1.9',
      keep: 'a label that no row of metadata-labels has; judged by test/text/day-labels.test.ts',
    },
  ],
  { shape: '(?:$)\\s*$' },
);
// `督查时间：`: a label of its own, behind nothing or a mark.
const DAY_LABEL =
  /(?:^|[\s|｜:：;；,，)）\]】/])([\p{Script=Han}]{2,6})(?:日期|时间)\s?[:：】\]]?\s{0,9}$/u;
const MAX_BEFORE = 60;

/** Whether the words right before a day label it as something other than a day of publication. */
export function isOtherDay(before: string): boolean {
  const text = before.slice(-MAX_BEFORE);
  if (DAY_LABELS.test(text)) return true;
  const stem = DAY_LABEL.exec(text)?.[1];
  return stem !== undefined && !PUBLICATION.test(stem);
}
