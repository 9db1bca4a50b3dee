import type { Commitment } from '../domain/summary.ts';
import { findDeadline } from './find-deadline.ts';
import { quoteClauses } from './quote-clauses.ts';
import type { ScoredClause } from './score-clause.ts';

// `将` before one of these is the future; before a noun it takes an object (将“双减”纳入考核).
const FUTURE =
  /将(?:会|于|继续|进一步|持续|加大|加强|加快|推动|推进|积极|会同|联合|结合|按照|根据|不断|适时|全面|重点|着力|严格|认真|组织|开展|建立|完善|启动|出台|制定|研究|配合|指导|督促|争取|力争|分批|采取|围绕|探索|健全|深化|落实|实现|建成|新增|新建|聘请|投入|安排|举办|把|对|在|从|以|通过|逐步|统筹|依托|牵头|协同|研发|召开|配备|选派|引进|引入|邀请|发放|筹措|跟踪|密切|尽快|全力|充分|切实|大力|优化|扩大|增加|提高|支持|做好|联动|协调|强化|常态化)|^(?:下一步|今后|接下来|下阶段)|拟(?!定|订|于20[01])|力争|计划(?:在|于|用|到|新|投|通|开|建|举|组|实|每|安|分|利|明|今|20|再|年内)|预计(?:到|在|20|今年|明年)|到20\d\d年|20\d\d年底前|年底前|月底前|明年|即将|年内(?!已)|^继续/u;
const PAST = /已(?!有)|曾|目前|截至|截止|了(?!解)|累计|以来|至今|去年|近年/u;

/** The clauses that say what will be done; what follows a future word up to the full stop belongs to it. */
export function findPromises(
  clauses: readonly ScoredClause[],
  dateWritten: string | null,
): ReadonlySet<ScoredClause> {
  const promises = new Set<ScoredClause>();
  let promisedStatement = -1;
  for (const clause of clauses) {
    const text = clause.opener + clause.text;
    const future = isFuture(text, clause.planned ? null : dateWritten);
    const goesOn = clause.planned || clause.statement === promisedStatement;
    if (!future && (!goesOn || PAST.test(text))) continue;
    promises.add(clause);
    promisedStatement = clause.statement;
  }
  return promises;
}

/** A day after the signature is to come; 到2020年 in a letter of 2022 tells of the past. */
function isFuture(text: string, dateWritten: string | null): boolean {
  if (dateWritten !== null && !PAST.test(text) && isLater(text, dateWritten)) return true;
  if (!FUTURE.test(text)) return false;
  const year = /到(20\d\d)年/u.exec(text)?.[1];
  return year === undefined || dateWritten === null || year >= dateWritten.slice(0, 4);
}

/** Years in titles and brackets name a document or its span, not when something is done. */
function isLater(text: string, dateWritten: string): boolean {
  const bare = text.replaceAll(/《[^《》]{0,60}》|“[^“”]{0,60}”|[（(][^（()）]{0,60}[)）]/gu, '');
  return (findDeadline(bare, dateWritten)?.from ?? '') > dateWritten;
}

const MAX_COMMITMENTS = 12;
const MAX_LENGTH = 160;
// Below this a sentence only says that work goes on.
const MIN_WORTH = 0.75;

/** The promises of a letter, one a sentence, its empty clauses left out and marked `…`. */
export function findCommitments(
  clauses: readonly ScoredClause[],
  promises: ReadonlySet<ScoredClause>,
  context: { readonly body: string; readonly baseDate: string | null },
): readonly Commitment[] {
  const sentences = new Map<number, ScoredClause[]>();
  for (const clause of clauses) {
    if (!promises.has(clause) || clause.score < -0.6) continue;
    const list = sentences.get(clause.sentence) ?? [];
    list.push(clause);
    sentences.set(clause.sentence, list);
  }
  const ranked = [...sentences.values()]
    .map((list) => ({ worth: Math.max(...list.map(({ score }) => score)), list }))
    .sort((a, b) => b.worth - a.worth);
  const worthy = ranked.filter(({ worth }) => worth > MIN_WORTH);
  // A letter of one plain promise is shown with it.
  return (worthy.length > 0 ? worthy : ranked.slice(0, 1))
    .slice(0, MAX_COMMITMENTS)
    .sort((a, b) => (a.list[0]?.start ?? 0) - (b.list[0]?.start ?? 0))
    .map(({ list }) => {
      const text = quoteClauses(withinLength(list), context.body);
      return { text, deadline: findDeadline(text, context.baseDate) };
    });
}

function withinLength(list: readonly ScoredClause[]): readonly ScoredClause[] {
  let length = 0;
  return list.filter((clause, at) => {
    length += clause.text.length + 1;
    return at === 0 || length <= MAX_LENGTH;
  });
}
