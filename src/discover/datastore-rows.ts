const MAX_RECORDS = 2_000;
const OPEN = '<![CDATA[';
const CLOSE = ']]>';

/**
 * Writes the rows that Hanweb keeps as CDATA in `<script type="text/xml"><datastore>` (government-sites.md §2.2),
 * or that `dataproxy.jsp` answers, as plain elements in their place, so that one detector reads them all.
 */
export function expandDatastores(text: string): string {
  if (!/<datastore/iu.test(text)) return text;
  const parts: string[] = [];
  let at = 0;
  for (const match of text.matchAll(/<datastore\b/giu)) {
    if (match.index < at) continue;
    const closing = text.indexOf('</datastore>', match.index);
    const end = closing < 0 ? text.length : closing + '</datastore>'.length;
    const scriptAt = text.lastIndexOf('<script', match.index);
    const isInScript =
      scriptAt >= at &&
      /^<script[^>]{0,200}>\s*(?:<\?xml[^>]{0,100}>\s*)?$/iu.test(
        text.slice(scriptAt, match.index),
      );
    parts.push(
      text.slice(at, isInScript ? scriptAt : match.index),
      rowsOf(text.slice(match.index, end)),
    );
    const scriptEnd = isInScript
      ? /^\s*<\/script\s*>/iu.exec(text.slice(end, end + 200))?.[0].length
      : 0;
    at = end + (scriptEnd ?? 0);
  }
  parts.push(text.slice(at));
  return parts.join('');
}

function rowsOf(datastore: string): string {
  const rows: string[] = [];
  let at = datastore.indexOf('<record>');
  while (at >= 0 && rows.length < MAX_RECORDS) {
    const closing = datastore.indexOf('</record>', at);
    const end = closing < 0 ? datastore.length : closing;
    rows.push(
      `<div class="record">${plainRecord(datastore.slice(at + '<record>'.length, end))}</div>`,
    );
    at = datastore.indexOf('<record>', end);
  }
  return `<div class="recordset">${rows.join('\n')}</div>`;
}

function plainRecord(record: string): string {
  const open = record.indexOf(OPEN);
  if (open < 0) return record;
  const close = record.indexOf(CLOSE, open);
  return record.slice(open + OPEN.length, close < 0 ? record.length : close);
}
