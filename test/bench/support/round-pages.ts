const LINE =
  '一是加强校外培训管理，全年开展专项治理12次，检查机构86家，惠及学生8600人；二是把书面作业控制在60分钟以内。';

/** A letter in a page of about so many bytes, half of it menus as on real sites. */
export function pageOfSize(bytes: number): string {
  const menu = '<li><a href="/zwgk/list_1.html" class="nav-item">政务公开</a></li>';
  const paragraph = `<p style="text-indent:2em">${LINE}</p>`;
  const menus = menu.repeat(Math.floor(bytes / 2 / Buffer.byteLength(menu)));
  const body = paragraph.repeat(Math.floor(bytes / 2 / Buffer.byteLength(paragraph)));
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于市政协五届二次会议第0003号提案的答复</title></head><body>
<ul class="nav">${menus}</ul><h1>关于市政协五届二次会议第0003号提案的答复</h1><p>日期：2026-11-05　来源：青溪市教育局</p>
<div class="content"><p>方晓禾委员：</p><p>您提出的《关于巩固“双减”成果的提案》收悉，现答复如下：</p>${body}<p>青溪市教育局</p><p>2026年11月2日</p></div></body></html>`;
}

/** A list of thirty rows in a page of about so many bytes. */
export function listOfSize(bytes: number, at: number): string {
  const rows = Array.from(
    { length: 30 },
    (_, row) =>
      `<li><a href="./t20261101_${at}${100 + row}.html">关于市政协第${row}号提案的答复</a><span>2026-11-${String((row % 20) + 1).padStart(2, '0')}</span></li>`,
  ).join('');
  const menu = '<li><a href="/zwgk/index.html" class="nav-item">政务公开</a></li>';
  const rest = Math.max(0, bytes - Buffer.byteLength(rows));
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>建议提案</title></head><body><div class="nav">${menu.repeat(Math.floor(rest / Buffer.byteLength(menu)))}</div><ul class="list">${rows}</ul></body></html>`;
}
