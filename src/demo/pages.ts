import type { DemoLetter } from './letters.ts';

const chinese = (date: string): string => {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
};

const paragraphs = (letter: DemoLetter, style = ''): string =>
  letter.paragraphs.map((text) => `<p${style}>　　${text}</p>`).join('\n');

/** A detail page of the TRS kind: labelled metadata, `TRS_Editor`, share and print furniture. */
export function trsDetail(letter: DemoLetter, site: string): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${letter.title}_${site}</title>
<meta name="SiteName" content="${site}"><meta name="ArticleTitle" content="${letter.title}">
<meta name="PubDate" content="${letter.published} 09:30"><meta name="ContentSource" content="${letter.agency}"></head><body>
<div class="header"><a href="/">${site}</a><ul class="nav"><li><a href="/zwgk/">政务公开</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 建议提案办理</div>
<table class="zfxxgk"><tr><td>索引号</td><td></td><td>发布机构</td><td>${letter.agency}</td></tr>
<tr><td>文号</td><td>${letter.documentNumber ?? ''}</td><td>发布日期</td><td>${letter.published}</td></tr></table>
<h1>${letter.title}</h1>
<div class="info">发布时间：${letter.published} 09:30　来源：${letter.agency}　浏览次数：<span id="hits">37</span>　字体：[ 大 中 小 ]</div>
<div class="TRS_Editor">
${paragraphs(letter)}
</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div><div class="tools"><a>打印本页</a> <a>关闭窗口</a></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="./t20260801_99001.html">关于做好暑期安全工作的通知</a></li></ul></div>
<div class="footer">主办：${site}　网站标识码：3306000001　浙ICP备00000000号　电话：0575-85550000</div></body></html>`;
}

/** A row of a TRS list. */
export interface DemoRow {
  readonly href: string;
  readonly letter: DemoLetter;
}

/** A list page of the TRS kind: static `li` with the date beside the link, the pager in a script. */
export function trsList(rows: readonly DemoRow[], site: string): string {
  const items = rows.map(
    ({ href, letter }) =>
      `<li><a href="${href}" title="${letter.title}">${letter.title}</a><span>${letter.published}</span></li>`,
  );
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>建议提案办理-${site}</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li></ul></div>
<div class="main"><h2>建议提案办理</h2><ul class="list">
${items.join('\n')}
</ul><div class="page"><script>createPageHTML(1, 0, "index", "html");</script></div></div>
<div class="links"><ul><li><a href="https://www.gov.cn/">中国政府网</a></li><li><a href="https://www.zj.gov.cn/">浙江省人民政府</a></li></ul></div>
<div class="footer">主办：${site}　网站标识码：3306000001</div></body></html>`;
}

/** A list page of the Hanweb kind: its rows are records in a script. */
export function hanwebList(rows: readonly DemoRow[], site: string): string {
  const records = rows.map(
    ({ href, letter }) =>
      `<record><![CDATA[<li><a href="${href}" target="_blank" title="${letter.title}">${letter.title}</a><b>[${letter.published}]</b></li>]]></record>`,
  );
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${site} 建议提案</title></head><body>
<div class="top"><a href="/">${site}</a></div>
<div id="barrierfree_container"><div class="list"><div id="8651"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=1&columnid=58320"></a>]]></nextgroup>
<recordset>${records.join('\n')}</recordset></datastore></script></div></div></div>
<div class="footer">主办单位：${site}　网站标识码：3300000031</div></body></html>`;
}

/** A detail page of the Hanweb kind, metadata in a definition list. */
export function hanwebDetail(letter: DemoLetter, site: string): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${site} ${letter.title}</title>
<meta name="ArticleTitle" content="${letter.title}"><meta name="PubDate" content="${letter.published}"><meta name="ContentSource" content="${letter.agency}"></head><body>
<div class="bread">您所在的位置：首页 / 信息公开 / 建议提案</div>
<dl class="xxgk"><dt>发文机关：</dt><dd>${letter.agency}</dd><dt>发文字号：</dt><dd>${letter.documentNumber ?? ''}</dd><dt>发布日期：</dt><dd>${letter.published}</dd></dl>
<div class="title">${letter.title}</div>
<div id="zoom">${paragraphs(letter, ' style="text-indent:2em;font-family:仿宋"')}</div>
<div>扫一扫在手机打开当前页</div><div class="prev">上一篇：无　下一篇：关于开展教学视导的通知</div>
<div class="footer">主办单位：${site}　网站标识码：3300000031</div></body></html>`;
}

/** A page of the 2000s: fonts and tables; served as GBK without declaring it. */
export function oldDetail(letter: DemoLetter, site: string): string {
  const lines = letter.paragraphs.map((text) => `　　${text}<br>`).join('\n');
  return `<html><head><title>${site}</title></head><body bgcolor="#ffffff"><table width="980" align="center"><tr><td><a href="/">首页</a> | <a href="/xx/">信息</a></td></tr>
<tr><td align="center"><font size="5" color="#cc0000"><b>${letter.title}</b></font></td></tr>
<tr><td align="center"><font size="2">发布时间：${letter.published}　　来源：${letter.agency}　　点击数：12</font></td></tr>
<tr><td><font size="3">
${lines}
</font></td></tr><tr><td align="center">【打印】【关闭】</td></tr><tr><td align="center">版权所有：${site}</td></tr></table></body></html>`;
}

/** A page that is only a cover for a file. */
export function coverPage(letter: DemoLetter, file: string, site: string): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${letter.title}-${site}</title></head><body>
<div class="crumbs">首页 &gt; 建议提案</div><h2 class="tit">${letter.title}</h2>
<p class="meta">日期：${letter.published}　来源：${letter.agency}</p>
<div class="v_news_content"><p>附件：<a href="${file}">${letter.title}.docx</a></p></div>
<div class="foot">${site}</div></body></html>`;
}

/** An RSS feed of a site's newest pages. */
export function feed(rows: readonly DemoRow[], site: string): string {
  const items = rows.map(
    ({ href, letter }) =>
      `<item><title>${letter.title}</title><link>${href}</link><pubDate>${letter.published}T09:00:00+08:00</pubDate><description>${chinese(letter.published)} ${letter.agency}</description></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${site}</title><link>/</link><description>信息公开</description>${items.join('')}</channel></rss>`;
}
