import type { ListSystem } from './world.ts';

/** A row as the site's list shows it. */
interface ShownRow {
  readonly href: string;
  readonly title: string;
  /** `YYYY-MM-DD`, or null where the site shows none. */
  readonly day: string | null;
}

/** One page of a column. */
export interface ShownList {
  readonly rows: readonly ShownRow[];
  readonly site: string;
  readonly skin: number;
  /** Counted from 0. */
  readonly page: number;
  readonly pages: number;
  readonly agency: string;
  readonly regionCode: string;
}

const dayTag = (day: string | null, tag: string): string =>
  day === null ? '' : `<${tag} class="day">${day}</${tag}>`;

function frame({ site, skin, regionCode }: ShownList, main: string): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>建议提案办理-${site}</title></head><body class="skin-${skin}">
<div class="top"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<div class="main"><h2>建议提案办理</h2>
${main}
</div>
<div class="links"><ul><li><a href="https://www.gov.cn/">中国政府网</a></li></ul></div>
<div class="footer">主办：${site}　网站标识码：${regionCode}0001　地址：人民路1号</div></body></html>`;
}

function trs(list: ShownList): string {
  const { rows, skin, page, pages } = list;
  const items = rows.map(
    ({ href, title, day }) =>
      `<li><a href="${href}" title="${title}">${title}</a>${dayTag(day, 'span')}</li>`,
  );
  const pager = `<div class="page"><script>createPageHTML(${pages}, ${page}, "index", "html");</script></div>`;
  return frame(
    list,
    `<ul class="list-${skin}">\n${items.join('\n')}\n</ul>${pages > 1 ? pager : ''}`,
  );
}

function plain(list: ShownList): string {
  const { rows, skin, page, pages } = list;
  const items = rows.map(
    ({ href, title, day }) =>
      `<p class="item-${skin}">${dayTag(day, 'em')}<a href="${href}">${title}</a></p>`,
  );
  const next = page + 1 < pages ? `<a href="index_${page + 1}.html">下一页</a>` : '';
  const pager = `<div class="pager"><span>第${page + 1}页/共${pages}页</span>${next}</div>`;
  return frame(
    list,
    `<div class="rows-${skin}">\n${items.join('\n')}\n</div>${pages > 1 ? pager : ''}`,
  );
}

function table(list: ShownList): string {
  const { rows, skin, page, pages, agency } = list;
  const items = rows.map(
    ({ href, title, day }, at) =>
      `<tr><td>${at + 1}</td><td><a href="${href}">${title}</a></td><td>${agency}</td>${dayTag(day, 'td')}</tr>`,
  );
  const next = page + 1 < pages ? `<a class="next" href="index_${page + 1}.html">&gt;</a>` : '';
  const head = '<tr><th>序号</th><th>标题</th><th>发布机构</th><th>发布日期</th></tr>';
  return frame(
    list,
    `<table class="t-${skin}">${head}\n${items.join('\n')}\n</table><div class="pages">${page + 1}/${pages} ${next}</div>`,
  );
}

function hanweb(list: ShownList): string {
  const { rows, skin } = list;
  const records = rows.map(
    ({ href, title, day }) =>
      `<record><![CDATA[<li><a href="${href}" target="_blank" title="${title}">${title}</a><b>[${day ?? ''}]</b></li>]]></record>`,
  );
  return frame(
    list,
    `<div class="box-${skin}"><div id="8651"><script type="text/xml"><datastore><recordset>${records.join('\n')}</recordset></datastore></script></div></div>`,
  );
}

function feed({ rows, site }: ShownList): string {
  const items = rows.map(
    ({ href, title, day }) =>
      `<item><title>${title}</title><link>${href.replaceAll('&', '&amp;')}</link><pubDate>${day ?? ''}T09:00:00+08:00</pubDate></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${site} 建议提案</title><link>/</link><description>信息公开</description>${items.join('')}</channel></rss>`;
}

function json({ rows, agency }: ShownList): string {
  const articles = rows.map(({ href, title, day }, at) => ({
    id: at,
    title,
    url: href,
    publisher: agency,
    display_publish_time: Date.parse(`${day ?? ''}T00:00:00+08:00`) / 1000,
  }));
  return JSON.stringify({ total: articles.length, offset: 0, limit: articles.length, articles });
}

/** How each page system shows a list. */
export const LIST_PAGES: Readonly<Record<ListSystem, (list: ShownList) => string>> = {
  trs,
  plain,
  table,
  hanweb,
  feed,
  json,
};

/** A column that says that it has nothing. */
export function emptyColumn(list: ShownList): string {
  return frame(list, `<ul class="list-${list.skin}"></ul><p>暂无数据</p>`);
}
