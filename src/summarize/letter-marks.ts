// How reply letters are laid out: docs/field-notes.md §2.3, and composed letters.

const NUMBER = '[一二三四五六七八九十]{1,3}';

/** 一、 and 第一， begin a section. */
export const TOP_MARK = new RegExp(
  `^(?:${NUMBER}、|第${NUMBER}(?:[，,、：:]|(?=[\\p{Script=Han}]{2,20}[。：:])))`,
  'u',
);

/** （一） 1. ① 一是 二要 首先， begin a point inside a section or paragraph. */
export const POINT_MARK = new RegExp(
  [
    `^(?:[（(]${NUMBER}[)）]、?`,
    '[（(]?\\d{1,2}[)）.．、](?!\\d)',
    '[①-⑳]',
    `${NUMBER}[是要](?!否|求)`,
    `其${NUMBER}[，,]`,
    '(?:另?一方面|首先|其次|再次|最后)[，,])',
  ].join('|'),
  'u',
);

/** A heading that announces plans. */
export const PLAN_HEADING =
  /下一步|下阶段|下一阶段|今后|接下来|打算|工作计划|努力方向|下步|未来.{0,4}(?:工作|打算)|后续/u;

/** A sentence that begins to speak of plans. */
export const PLAN_OPENING = /^(?:下一步|下阶段|下一阶段|今后|接下来|未来|后续|下步)/u;

/** The end of the opening: 收悉，现答复如下： */
export const OPENING_END =
  /收悉|已经?收到|(?:答复|函复|回复|复函|汇报|报告|说明|反馈|函告|办理情况)(?:意见|情况)?如下|提出如下(?:会办|协办|办理)?意见|会办意见如下/u;

/** Courtesy, contacts and furniture: nothing to quote. */
export const COURTESY = new RegExp(
  [
    '^(?:最后|首先)?[，,]?(?:再次|衷心|诚挚|诚恳|非常)?地?感谢',
    '^(?:专此|特此|此复|此函|此致)',
    '^欢迎(?:您|继续|各位)',
    '^(?:希望|恳请|敬请|请)您?.{0,12}(?:继续|一如既往|多提|批评指正|关心|支持)',
    '^以上(?:答复|意见)',
    '^(?:抄送|抄报|附件|附：|主题词|联系人|承办人|经办人|联系电话|电话|签发人|扫一扫|打印|责任编辑|信息来源|来源|作者|编辑|发布时间|浏览次数|[（(]此件)',
  ].join('|'),
  'u',
);

/** 某某委员： on a line of its own. */
export const SALUTATION = /^[^，。；！？]{1,60}[：:]$/u;

/** A date on a line of its own. */
export const DATE_LINE = /^[\d〇○零一二三四五六七八九十年月日\s./-]{6,20}$/u;

/** A region that speaks in its own part of a compilation: 湖南省人民政府党组成员、副省长 … */
export const PART =
  /^\p{Script=Han}{1,8}?(?:省|自治区|[市州县区])(?=人民政府|教育[厅局委]|教体局|教育和体育局|委)/u;

/** The row of a table that sums up the others. */
export const TOTAL_ROW = /^(?:合计|总计|全[省市县区]|小计)/u;

/** A list of examples at the end of a clause: 各类基地(天文馆、科技园、…). */
export const ASIDE = /[（(](?=[^（()）]{9,120}[）)]$)[^（()）\d]{9,120}[）)]$/u;

/** Whole clauses that only lead on to the next. */
export const EMPTY =
  /^(?:下一步|下阶段|今后|接下来|未来|同时|此外|另外|其中|目前|为此|对此|近年来|一直以来|首先|其次|最后|总之|因此|例如|一方面|另一方面|比如|与此同时)$/u;

// Taken off the front of a clause, one after another: what is left still stands in the body.
const OPENERS = new RegExp(
  [
    // 一要加强…
    `^(?:${NUMBER}[是要](?!否|求)|其${NUMBER}[，,])`,
    // 着力做好以下工作：一是… and 具体为：…
    '^[^：:，,《“]{0,40}[：:](?=[一二三四五六][是要]|其一|1[.．、]|（一）|①)',
    '^[^：:，,《“]{0,24}(?:工作|如下|方面|措施|打算|以下几点|具体为|具体是|包括|其中|分别是|要求|明确)[：:]',
    '^(?:下一步|下步|下阶段|下一阶段|今后|接下来|未来|后续)(?:[，,]|工作中[，,]?)',
    // 我局将…, and a bare 将 before what can only be the future
    '^(?:我们|我局|我厅|我委|我市|我县|我区|我办|我处|本局|市局|\\p{Script=Han}{2,8}[局厅委])(?:将|要)(?=[\\p{Script=Han}\\d]{2})',
    '^(?:将|还将|并将)(?=继续|进一步|会同|配合|联合|持续|加大|加强|推动|组织|开展|建立|完善|探索|研究)',
    '^(?:同时|此外|另外|并且|而且|因此|为此|对此|目前[，,]|据统计|截至目前|近年来|另?一方面|一直以来|总体上|与此同时|在此基础上|首先|其次|再次|最后)[，,、]?',
    '^(?:进一步|积极|切实|扎实|着力|大力|不断|认真|还|也|又|均)(?=\\p{Script=Han}{4})',
  ].join('|'),
  'u',
);

/** A clause without the words at its front that carry nothing. */
export function withoutOpeners(text: string): string {
  let cut = text;
  for (let round = 0; round < 3; round += 1) {
    const next = cut.replace(OPENERS, '');
    if (next === cut || next.length < 6) return cut;
    cut = next;
  }
  return cut;
}

/** A line of its own without an end mark: 一、关于课后服务 or a signature. */
export function isHeading(line: string): boolean {
  return (
    line.length <= 40 &&
    !/[。；！？!?;，,：:]$/u.test(line) &&
    !/[。；！？]/u.test(line) &&
    !/\d{2}.{0,3}[%家所个名元]/u.test(line)
  );
}

const DATE_PREFIX =
  /^(?:于|自|从|在|至|到|截至)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|至今|底|初|末|前|间|期间|[秋春]季学期|[上下]半年|开始|暑期|暑假|寒假)?$/u;
const SCOPE =
  /^(?:对|对于|针对)(?![您你])[^，：:]{2,20}(?<!进行.{0,9}|开展.{0,9}|予以.{0,9}|给予.{0,9}|加强.{0,9}|情况|问题|机遇|形势|要求)$/u;

// 市科技局曾在2018年至2020年，组织开展了…: what follows is over.
const BYGONE =
  /^.{0,14}(?:曾|曾经)(?:在|于|自)?\d{4}年(?:\d{1,2}月)?(?:[至到—–~-]\d{4}年(?:\d{1,2}月)?)?(?:间|期间|底|初|起)?$/u;
// 通过“校企联动”形式， says how; what is done so comes next.
const MEANS =
  /^\p{Script=Han}{0,8}(?:通过|以|按照?|借助|利用|依托)[^，；。]{2,60}(?:形式|方式|途径|模式|渠道|手段|原则|方法)$/u;

/**
 * A bare date belongs to the clause that it dates, a bare scope (对寄宿制学校，) to what is done there, a bare
 * means to what is done by it.
 */
export function leadsOn(clause: string): boolean {
  return (
    (clause.length <= 14 && DATE_PREFIX.test(clause)) ||
    SCOPE.test(clause) ||
    MEANS.test(clause) ||
    BYGONE.test(clause)
  );
}
