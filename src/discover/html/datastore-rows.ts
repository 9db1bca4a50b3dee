const MAX_RECORDS = 2_000;
const OPEN = '<![CDATA[';
const CLOSE = ']]>';

/**
 * Writes the rows that Hanweb keeps as `<record><![CDATA[…` in a script (docs/field-notes.md §1.3), or that
 * `dataproxy.jsp` answers, as plain elements in their place, so that one detector reads them all.
 */
export function expandDatastores(text: string): string {
  if (!text.includes('<record>')) return text;
  const parts: string[] = [];
  let at = 0;
  for (let first = text.indexOf('<record>'); first >= 0; first = text.indexOf('<record>', at)) {
    const script = text.lastIndexOf('<script', first);
    const isInScript = script >= at && text.lastIndexOf('</script', first) < script;
    const start = isInScript ? script : first;
    const closing = isInScript ? text.indexOf('</script', first) : text.lastIndexOf('</record>');
    const end = closing < first ? text.length : closing;
    parts.push(text.slice(at, start), rowsOf(text.slice(first, end)));
    at = text.startsWith('</', end) ? text.indexOf('>', end) + 1 : end;
    if (at <= first) at = text.length;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

function rowsOf(records: string): string {
  const rows: string[] = [];
  let at = 0;
  while (at >= 0 && rows.length < MAX_RECORDS) {
    const closing = records.indexOf('</record>', at);
    const end = closing < 0 ? records.length : closing;
    const row = plainRecord(records.slice(at + '<record>'.length, end));
    rows.push(`<div class="record">${row}</div>`);
    at = records.indexOf('<record>', end);
  }
  return `<div class="recordset">${rows.join('\n')}</div>`;
}

function plainRecord(record: string): string {
  const open = record.indexOf(OPEN);
  if (open < 0) return record;
  const close = record.indexOf(CLOSE, open);
  return record.slice(open + OPEN.length, close < 0 ? record.length : close);
}
