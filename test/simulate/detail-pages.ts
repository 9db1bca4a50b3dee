import { hanwebDetail, oldDetail, trsDetail } from '../../src/demo/pages.ts';
import { shanghaiDay } from '../../src/base/clock.ts';
import { STUBS, WITHDRAWALS } from './notices.ts';
import { isWithin, type Era, type Posting, type Site } from './world.ts';

/** A page's moment, and how often it was read before. */
export interface Reading {
  readonly at: number;
  readonly reads: number;
}

const OTHERS = [
  '关于开展教学视导的通知',
  '关于做好汛期安全工作的通知',
  '关于召开座谈会的公告',
  '关于公布抽检结果的通报',
];

/** The title that the site shows at a moment. */
export function titleAt({ rewriting }: Site, { letter, number }: Posting, at: number): string {
  const isRewritten = rewriting !== null && at >= rewriting.at && number % rewriting.every === 0;
  return isRewritten ? letter.otherTitle : letter.title;
}

function textAt(
  { letter, stub, isEverReadable, withdrawnAt, correctedAt, number }: Posting,
  at: number,
): readonly string[] {
  if (!isEverReadable) return [];
  if (withdrawnAt !== null && at >= withdrawnAt)
    return [WITHDRAWALS[number % WITHDRAWALS.length] ?? WITHDRAWALS[0]];
  if (isWithin(stub, at)) return [STUBS[number % STUBS.length] ?? STUBS[0]];
  if (correctedAt === null || at < correctedAt) return letter.paragraphs;
  return letter.paragraphs.map((text) => text.replace(letter.figure, letter.correctedFigure));
}

/** The page of a posting as its site shows it at a moment. */
export function detailPage(
  { site, era, posting }: { readonly site: Site; readonly era: Era; readonly posting: Posting },
  { at, reads }: Reading,
): string {
  const demo = {
    title: titleAt(site, posting, at),
    agency: posting.letter.agency,
    documentNumber: null,
    published: shanghaiDay(new Date(posting.at)),
    paragraphs: textAt(posting, at),
  };
  const draw =
    [trsDetail, hanwebDetail, oldDetail][(era.skin + Number(site.id.slice(1))) % 3] ?? trsDetail;
  const whole = draw(demo, site.name).replace(
    /网站标识码：\d+/u,
    `网站标识码：${site.regionCode}0001`,
  );
  const page = site.hasCounters ? withFurniture(whole, reads) : whole;
  return isWithin(posting.cut, at) ? cutShort(page) : page;
}

/** The first part of a page, as a proxy sends it when the connection behind it breaks. */
export function cutShort(page: string): string {
  return page.slice(0, Math.floor(page.length * 0.3));
}

/** What changes on a page at each reading. */
function withFurniture(page: string, reads: number): string {
  const other = OTHERS[reads % OTHERS.length] ?? '';
  return page
    .replace('>37<', `>${37 + reads}<`)
    .replace('点击数：12', `点击数：${12 + reads}`)
    .replace('关于开展教学视导的通知', other)
    .replace('关于做好暑期安全工作的通知', other);
}
