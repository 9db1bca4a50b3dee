/** Rows of a list. */
const ROWS = 30;

/** A letter of a source: its number and day are those that the row of the list says. */
export interface RoundLetter {
  readonly source: number;
  readonly row: number;
}

function titleOf({ source, row }: RoundLetter): string {
  return `关于市政协五届二次会议第${String(source * ROWS + row + 1).padStart(4, '0')}号提案的答复`;
}

function dayOf({ row }: RoundLetter): string {
  return `2026-11-${String((row % 20) + 1).padStart(2, '0')}`;
}

/** The address of a letter, below that of its list. */
function addressOf({ source, row }: RoundLetter): string {
  return `./t20261101_${source}${100 + row}.html`;
}

/** Which letter an address leads to; null for none. */
export function letterAt(url: string): RoundLetter | null {
  const [, source, row] = /\/t20261101_(\d{1,6})1(\d\d)\.html$/u.exec(url) ?? [];
  return source === undefined ? null : { source: Number(source), row: Number(row) };
}

/** A letter in a page of about so many bytes, half of it menus as on real sites. */
export function pageOfSize(bytes: number, letter: RoundLetter): string {
  const line = `一是加强校外培训管理，全年开展专项治理12次，检查机构${letter.source + 86}家，惠及学生8600人；二是把书面作业控制在60分钟以内。`;
  const menu = '<li><a href="/zwgk/list_1.html" class="nav-item">政务公开</a></li>';
  const paragraph = `<p style="text-indent:2em">${line}</p>`;
  const menus = menu.repeat(Math.floor(bytes / 2 / Buffer.byteLength(menu)));
  const body = paragraph.repeat(Math.floor(bytes / 2 / Buffer.byteLength(paragraph)));
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${titleOf(letter)}</title></head><body>
<ul class="nav">${menus}</ul><h1>${titleOf(letter)}</h1><p>日期：${dayOf(letter)}　来源：青溪市教育局</p>
<div class="content"><p>方晓禾委员：</p><p>您提出的《关于巩固“双减”成果的提案》收悉，现答复如下：</p>${body}<p>青溪市教育局</p><p>2026年10月30日</p></div></body></html>`;
}

/** The same rows as a feed, with a text of some 500 bytes each. */
export function feedOf(source: number, base: string): string {
  const text = '答复全文请见网页。'.repeat(18);
  const items = Array.from({ length: ROWS }, (_, row) => {
    const letter = { source, row };
    const link = new URL(addressOf(letter), base).href;
    const day = new Date(`${dayOf(letter)}T08:00:00+08:00`).toUTCString();
    return `<item><title>${titleOf(letter)}</title><link>${link}</link><guid>${link}</guid><pubDate>${day}</pubDate><description>${text}</description></item>`;
  }).join('');
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>建议提案</title><link>${base}</link><description>建议提案</description>${items}</channel></rss>`;
}

/** A list of thirty rows in a page of about so many bytes. */
export function listOfSize(bytes: number, source: number): string {
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const letter = { source, row };
    return `<li><a href="${addressOf(letter)}">${titleOf(letter)}</a><span>${dayOf(letter)}</span></li>`;
  }).join('');
  const menu = '<li><a href="/zwgk/index.html" class="nav-item">政务公开</a></li>';
  const rest = Math.max(0, bytes - Buffer.byteLength(rows));
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>建议提案</title></head><body><div class="nav">${menu.repeat(Math.floor(rest / Buffer.byteLength(menu)))}</div><ul class="list">${rows}</ul></body></html>`;
}
