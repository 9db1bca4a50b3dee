import { escapeHtml } from '../base/escape-html.ts';
import type { ActionButton, DiscordEmbed, DiscordMessage, LinkButton } from './discord-message.ts';

/**
 * Renders a message as an HTML fragment that looks like Discord's. Everything is escaped; of markdown only what
 * the cards emit is understood: bold, links, backslashes, quotes and lists. `discord-styles.ts` styles the
 * classes: `jb-message` around all, `jb-embed jb-bar-<hex color>` for the frame.
 */
export function renderHtml(message: DiscordMessage): string {
  const buttons = message.components.flatMap((row) => row.components);
  return [
    '<article class="jb-message">',
    '<div class="jb-avatar" aria-hidden="true">减</div>',
    '<div class="jb-main">',
    '<p class="jb-author"><span class="jb-name">减报</span> <span class="jb-badge">APP</span></p>',
    message.content === '' ? '' : `<p class="jb-content">${inline(message.content)}</p>`,
    ...message.embeds.map(embedHtml),
    buttons.length === 0 ? '' : `<div class="jb-buttons">${buttons.map(buttonHtml).join('')}</div>`,
    '</div>',
    '</article>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function embedHtml(embed: DiscordEmbed): string {
  const color = embed.color.toString(16).padStart(6, '0');
  const title =
    embed.url === undefined ? inline(embed.title) : link(inline(embed.title), embed.url);
  return [
    `<section class="jb-embed jb-bar-${color}">`,
    `<p class="jb-kicker">${escapeHtml(embed.author.name)}</p>`,
    `<h3 class="jb-title">${title}</h3>`,
    embed.description === undefined
      ? ''
      : `<div class="jb-description">${blocks(embed.description)}</div>`,
    ...embed.fields.map(
      (field) => `<div class="jb-field"><h4>${inline(field.name)}</h4>${blocks(field.value)}</div>`,
    ),
    `<p class="jb-footer">${escapeHtml(embed.footer.text)}</p>`,
    '</section>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function buttonHtml(button: LinkButton | ActionButton): string {
  // Only the bot on Discord answers a press.
  if (!('url' in button)) return `<span class="jb-button">${escapeHtml(button.label)}</span>`;
  return `<a class="jb-button" href="${href(button.url)}" rel="noopener noreferrer nofollow" target="_blank">${escapeHtml(button.label)}<span aria-hidden="true"> ↗</span></a>`;
}

interface BlockKind {
  readonly mark: string;
  readonly wrap: (lines: readonly string[]) => string;
}

const PARAGRAPH: BlockKind = { mark: '', wrap: (lines) => `<p>${lines.join('<br>')}</p>` };
const BLOCKS: readonly BlockKind[] = [
  {
    mark: '- ',
    wrap: (lines) => `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`,
  },
  { mark: '> ', wrap: (lines) => `<blockquote>${lines.join('<br>')}</blockquote>` },
  { mark: '-# ', wrap: (lines) => `<p class="jb-subtext">${lines.join('<br>')}</p>` },
];

function blocks(markdown: string): string {
  const groups: { kind: BlockKind; lines: string[] }[] = [];
  for (const line of markdown.split('\n')) {
    const kind = BLOCKS.find(({ mark }) => line.startsWith(mark)) ?? PARAGRAPH;
    const text = inline(line.slice(kind.mark.length));
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(text);
    else groups.push({ kind, lines: [text] });
  }
  return groups.map(({ kind, lines }) => kind.wrap(lines)).join('');
}

// Alternatives in the order of Discord's own parser: escape, bold, crossed out, link, one plain character or run.
const TOKEN =
  /\\([^0-9A-Za-z\s])|\*\*((?:\\[^]|[^\\*])+)\*\*|~~((?:\\[^]|[^\\~])+)~~|\[((?:\\[^]|[^\\[\]])+)\]\((https?:\/\/[^\s()]+)\)|([^\\*[~]+|[^])/gu;

function inline(markdown: string): string {
  return Array.from(markdown.matchAll(TOKEN), tokenHtml).join('');
}

function tokenHtml([, escaped, bold, crossed, label, url, plain]: RegExpMatchArray): string {
  if (escaped !== undefined) return escapeHtml(escaped);
  if (bold !== undefined) return `<strong>${inline(bold)}</strong>`;
  if (crossed !== undefined) return `<s>${inline(crossed)}</s>`;
  if (label !== undefined && url !== undefined) return link(inline(label), url);
  return escapeHtml(plain ?? '');
}

function link(html: string, url: string): string {
  return `<a href="${href(url)}" rel="noopener noreferrer nofollow" target="_blank">${html}</a>`;
}

function href(url: string): string {
  return /^https?:\/\//iu.test(url) ? escapeHtml(url) : '#';
}
