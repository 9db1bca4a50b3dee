import type { Language } from '../domain/card.ts';
import { escapeHtml } from '../base/escape-html.ts';
import { describeStatus } from './describe-status.ts';
import { STATUS_WORDS } from './messages.ts';
import type { StatusReport } from './status-report.ts';

const STYLES = `
:root{color-scheme:light dark;--ground:#f2f3f5;--panel:#fff;--ink:#1f2328;--soft:#5c6470;--line:#d8dbe0;--good:#2f6f5e;--warn:#8a5a00;--bad:#a4262c}
@media (prefers-color-scheme:dark){:root{--ground:#2b2d31;--panel:#313338;--ink:#e6e8eb;--soft:#a4abb6;--line:#3f4147;--good:#7fc8ae;--warn:#e8b75a;--bad:#f28b82}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:46rem;margin:0 auto;padding:2rem 1.2rem 3rem}
h1{font-size:1rem;font-weight:400;color:var(--soft);margin:0}
.headline{font-size:1.7rem;font-weight:600;margin:.2rem 0 1.4rem;border-left:.35rem solid var(--good);padding-left:.8rem}
.headline.warning{border-color:var(--warn)}.headline.fault{border-color:var(--bad)}
section.issue{background:var(--panel);border:1px solid var(--line);border-left:.35rem solid var(--warn);border-radius:.4rem;padding:.8rem 1rem;margin:0 0 .8rem}
section.issue.fault{border-left-color:var(--bad)}
section.issue h2{font-size:1.05rem;margin:0 0 .2rem}
section.issue p{margin:0;color:var(--soft)}
dl{background:var(--panel);border:1px solid var(--line);border-radius:.4rem;margin:1.4rem 0;padding:.3rem 1rem;display:grid;grid-template-columns:8rem minmax(0,1fr)}
dt,dd{margin:0;padding:.55rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
dt{color:var(--soft)}
dt:first-of-type,dt:first-of-type+dd{border-top:0}
footer{color:var(--soft);font-size:.85rem}
footer a{color:inherit}
@media (max-width:32rem){dl{display:block}dt{border-top:1px solid var(--line);padding-bottom:0}dd{border-top:0;padding-top:0}}
`;

/** `/status` for a person: what is wrong and what to do first, then the figures. No script, and nothing but our own words. */
export function renderStatusPage(
  report: StatusReport,
  { language, cspNonce }: { readonly language: Language; readonly cspNonce: string },
): string {
  const { title } = STATUS_WORDS[language];
  const { headline, issues, rows } = describeStatus(report, language);
  const worst = issues[0]?.severity ?? 'none';
  const cards = issues.map(
    ({ severity, what, advice }) =>
      `<section class="issue ${severity}"><h2>${escapeHtml(what)}</h2><p>${escapeHtml(advice)}</p></section>`,
  );
  const figures = rows.map(
    ({ label, text }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`,
  );
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="30">
<title>${escapeHtml(headline)} · ${escapeHtml(title)}</title>
<style nonce="${cspNonce}">${STYLES}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p class="headline ${worst}">${escapeHtml(headline)}</p>
${cards.join('\n')}
<dl>${figures.join('\n')}</dl>
<footer><time datetime="${report.at}">${report.at}</time> · <a href="/status.json">JSON</a> · <a href="/metrics">metrics</a></footer></main></body></html>`;
}
