import { escapeHtml } from '../base/escape-html.ts';
import { PREVIEW_WORDS } from './messages.ts';
import type { PreviewChannel, PreviewMessage } from './preview-channel.ts';

/** What the page shows, already rendered where it comes from cards. */
export interface PreviewPage {
  readonly language: 'zh-CN' | 'en';
  readonly channels: readonly PreviewChannel[];
  readonly current: PreviewChannel;
  readonly notice: string | null;
  readonly messages: readonly PreviewMessage[];
  /** The stylesheet of the cards themselves. */
  readonly cardStyles: string;
  /** Random, for the one script and the one stylesheet that the page may run. */
  readonly cspNonce: string;
}

const STYLES = `
:root{color-scheme:light dark;--ground:#f2f3f5;--panel:#fff;--side:#e9eaed;--ink:#1f2328;--soft:#5c6470;--line:#d8dbe0;--accent:#2f6f5e}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--ground:#2b2d31;--panel:#313338;--side:#232428;--ink:#e6e8eb;--soft:#a4abb6;--line:#3f4147;--accent:#7fc8ae}}
:root[data-theme=dark]{color-scheme:dark;--ground:#2b2d31;--panel:#313338;--side:#232428;--ink:#e6e8eb;--soft:#a4abb6;--line:#3f4147;--accent:#7fc8ae}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:var(--panel);color:var(--ink);font:16px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;display:grid;grid-template-columns:15rem minmax(0,1fr);min-height:100vh}
nav{background:var(--side);padding:1rem .75rem;position:sticky;top:0;height:100vh}
nav h1{font-size:1.05rem;margin:0 .5rem 1rem}
nav h1 small{display:block;font-weight:400;color:var(--soft);font-size:.8rem}
nav a{display:block;padding:.4rem .6rem;border-radius:.4rem;color:var(--soft);text-decoration:none}
nav a[aria-current]{background:var(--panel);color:var(--ink);font-weight:600}
main{min-width:0;display:flex;flex-direction:column}
header{position:sticky;top:0;z-index:1;background:var(--panel);border-bottom:1px solid var(--line);padding:.7rem 1.2rem;display:flex;gap:.8rem;align-items:baseline}
header strong{white-space:nowrap}
header em{flex:none;font-style:normal;font-size:.8rem;border:1px solid var(--accent);color:var(--accent);border-radius:.4rem;padding:.1rem .5rem}
header p{margin:0;color:var(--soft);font-size:.85rem;flex:1;min-width:0}
button.theme{border:1px solid var(--line);background:none;color:var(--soft);border-radius:.4rem;padding:.2rem .6rem;font:inherit;font-size:.8rem;cursor:pointer}
ol{list-style:none;margin:0;padding:.6rem 0 3rem}
li.post{position:relative;margin:0 0 .8rem;max-width:50rem}
li.post time{position:absolute;right:1rem;top:.75rem;color:var(--soft);font-size:.78rem}
.none{color:var(--soft);padding:2rem 1.2rem}
@media (max-width:46rem){body{display:block}nav{position:static;height:auto;padding:.7rem;display:flex;gap:.4rem;align-items:center;overflow-x:auto}nav h1{margin:0 .5rem 0 0;white-space:nowrap}nav h1 small{display:none}nav a{white-space:nowrap}header{padding:.6rem .8rem}header p{display:none}header strong{flex:1}}
`;

/** Switches the theme and adds messages as they come. */
const SCRIPT = `
const root=document.documentElement,key='jianbao-theme';
const saved=localStorage.getItem(key);if(saved)root.dataset.theme=saved;
document.querySelector('button.theme').addEventListener('click',()=>{
  const dark=root.dataset.theme?root.dataset.theme==='dark':matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme=dark?'light':'dark';localStorage.setItem(key,root.dataset.theme)});
const list=document.querySelector('ol');
if(!location.hash)list.lastElementChild?.scrollIntoView({block:'end'});
const events=new EventSource('/events'+location.search);
events.addEventListener('edit',(event)=>{
  const html=JSON.parse(event.data),id=/id="([^"]+)"/.exec(html)[1],post=document.getElementById(id);
  if(post)post.outerHTML=html});
events.addEventListener('message',(event)=>{
  document.querySelector('.none')?.remove();
  list.insertAdjacentHTML('beforeend',JSON.parse(event.data));
  list.lastElementChild.scrollIntoView({block:'end',behavior:'smooth'})});
`;

/** One message of the channel as an HTML list item. */
export function renderPost(message: PreviewMessage, language: PreviewPage['language']): string {
  const edited = message.isEdited === true ? ` (${PREVIEW_WORDS[language].edited})` : '';
  return `<li class="post" id="m${escapeHtml(message.id)}"><time>${escapeHtml(message.at + edited)}</time>${message.html}</li>`;
}

/** The whole page: a channel as its readers see it. */
export function renderPage(page: PreviewPage): string {
  const words = PREVIEW_WORDS[page.language];
  const links = page.channels.map((channel) => {
    const current = channel.id === page.current.id ? ' aria-current="page"' : '';
    return `<a href="/?channel=${encodeURIComponent(channel.id)}"${current}># ${escapeHtml(channel.name)}</a>`;
  });
  const notice = page.notice === null ? '' : `<em>${escapeHtml(page.notice)}</em>`;
  const none = page.messages.length === 0 ? `<p class="none">${words.none}</p>` : '';
  return `<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title># ${escapeHtml(page.current.name)} · 减报 Jianbao</title>
<style nonce="${page.cspNonce}">${STYLES}${page.cardStyles}</style></head>
<body><nav aria-label="${words.channels}"><h1>减报 Jianbao<small>${words.preview}</small></h1>${links.join('')}</nav>
<main><header><strong># ${escapeHtml(page.current.name)}</strong>${notice}<p>${escapeHtml(page.current.topic)}</p><button class="theme" type="button">${words.theme}</button></header>
${none}<ol aria-live="polite">${page.messages.map((message) => renderPost(message, page.language)).join('\n')}</ol></main>
<script nonce="${page.cspNonce}">${SCRIPT}</script></body></html>`;
}
