import { countHan } from '../text/han.ts';
import { ruleTable } from '../text/rule-table.ts';

// What is longer is a document, whatever it says of others.
const MAX_NOTICE_HAN = 120;
const PAIRS =
  'only a page that is read again is asked for it, which test/extract and test/crawl judge';

/** A page's word that what it showed was taken back. What only is not there, or was deleted like any page, is a soft 404. */
const WITHDRAWALS = ruleTable('withdrawal-notices', [
  {
    id: 'said-of-itself',
    match: [
      '(?:本|该|此|原)(?:篇|份|条|件)?(?:文章?|件|函|文件|公文|答复函?|复函|回复|信息|内容|页面?|稿件?|公告|通知)(?:已经?|现已?|现予|因故|予以|业经|经研究|由?发布单位|被|主动|自行|暂时?|[，,]){0,4}(?:撤回|撤销|撤下|撤稿|收回|废止|作废|失效)',
      '(?:本文|该文|此文|本件|该件|此件|该?文件|本?答复|该答复|该函|本函)(?:已经?|现已?|被|予以){1,3}(?:删除|下架|下线)',
    ],
    source:
      '党政机关公文处理工作条例（2012）第三十三条：公文的撤销、废止；政府网站发展指引：稿件撤回',
    keep: PAIRS,
  },
  {
    id: 'alone-on-a-line',
    match: [
      '^[（(【\\[]?(?:已经?|现已)(?:撤回|撤销|撤下|撤稿|收回|废止|作废|失效)[）)】\\]]?[。！!]?$',
    ],
    source: '党政机关公文处理工作条例（2012）第三十三条：公文的撤销、废止',
    keep: PAIRS,
  },
]);

/** The line in which a page says that its document was withdrawn, where that is all that it says; else null. */
export function findWithdrawal(own: readonly string[]): string | null {
  if (countHan(own.join('')) > MAX_NOTICE_HAN) return null;
  return own.find((line) => WITHDRAWALS.test(line.trim())) ?? null;
}
