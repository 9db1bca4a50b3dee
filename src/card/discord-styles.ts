import { CARD_COLORS } from './card-colors.ts';

const bars = Object.values(CARD_COLORS)
  .map((color) => color.toString(16).padStart(6, '0'))
  .map((hex) => `.jb-bar-${hex} { --jb-bar: #${hex}; }`)
  .join('\n');

const LIGHT = `
  --jb-page: #ffffff; --jb-panel: #f7f8fa; --jb-line: #e1e4e9; --jb-text: #23272e; --jb-muted: #5c6470;
  --jb-strong: #0b0d11; --jb-link: #0b62c4; --jb-quote: #c3c9d2; --jb-button: #e6e9ee; --jb-badge: #5865f2;`;
const DARK = `
  --jb-page: #313338; --jb-panel: #2b2d31; --jb-line: #3a3d44; --jb-text: #dbdee1; --jb-muted: #a3a8b1;
  --jb-strong: #f6f7f9; --jb-link: #4da3ff; --jb-quote: #565b66; --jb-button: #404249; --jb-badge: #5865f2;`;

/**
 * The stylesheet for `renderHtml`: light and dark by the reader's system, or by `data-theme="light|dark"` on
 * any element around the messages; fits a phone of 320 pixels.
 */
export const DISCORD_STYLES = `
:root, [data-theme='light'] {${LIGHT}
}
@media (prefers-color-scheme: dark) {
  :root {${DARK}
  }
}
[data-theme='light'] {${LIGHT}
}
[data-theme='dark'] {${DARK}
}
.jb-message {
  display: grid; grid-template-columns: 40px minmax(0, 1fr); gap: 0 16px; padding: 10px 16px;
  background: var(--jb-page); color: var(--jb-text);
  font: 400 16px/1.5 'gg sans', 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'Helvetica Neue', Arial, sans-serif;
  text-align: start; overflow-wrap: anywhere; line-break: strict; text-spacing-trim: trim-start;
}
.jb-message p, .jb-message h3, .jb-message h4, .jb-message ul, .jb-message blockquote { margin: 0; padding: 0; }
.jb-message a { color: var(--jb-link); text-decoration: none; }
.jb-message a:hover, .jb-message a:focus-visible { text-decoration: underline; }
.jb-avatar {
  width: 40px; height: 40px; border-radius: 50%; background: #2f7d5b; color: #fff; font-size: 20px; font-weight: 600;
  display: grid; place-items: center; line-height: 1; user-select: none;
}
.jb-author { display: flex; align-items: center; gap: 6px; line-height: 1.375; }
.jb-name { color: var(--jb-strong); font-weight: 600; }
.jb-badge {
  background: var(--jb-badge); color: #fff; font-size: 10px; font-weight: 600; line-height: 15px; padding: 0 5px;
  border-radius: 4px;
}
.jb-content { line-height: 1.45; }
.jb-embed {
  box-sizing: border-box; max-width: 560px; margin-top: 6px; padding: 12px 16px 12px 14px;
  background: var(--jb-panel); border: 1px solid var(--jb-line); border-inline-start: 4px solid var(--jb-bar, #8b95a1);
  border-radius: 6px; font-size: 14.5px; line-height: 1.6; display: grid; gap: 8px;
}
.jb-kicker { color: var(--jb-muted); font-size: 13px; font-weight: 600; letter-spacing: 0.01em; line-height: 1.4; }
.jb-title { color: var(--jb-strong); font-size: 16.5px; font-weight: 700; line-height: 1.45; }
.jb-description { display: grid; gap: 7px; }
.jb-description strong, .jb-field strong { color: var(--jb-strong); font-weight: 650; }
.jb-embed blockquote {
  border-inline-start: 3px solid var(--jb-quote); padding-inline-start: 10px; color: var(--jb-muted);
}
.jb-embed ul { list-style: none; display: grid; gap: 4px; }
.jb-embed li { position: relative; padding-inline-start: 16px; }
.jb-embed li::before {
  content: ''; position: absolute; inset-inline-start: 3px; top: 0.68em; width: 5px; height: 5px; border-radius: 50%;
  background: var(--jb-muted);
}
.jb-field { display: grid; gap: 3px; }
.jb-field h4 { color: var(--jb-strong); font-size: 13.5px; font-weight: 650; line-height: 1.5; }
.jb-subtext { color: var(--jb-muted); font-size: 13px; line-height: 1.4; }
.jb-footer { color: var(--jb-muted); font-size: 12px; line-height: 1.4; }
.jb-buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.jb-message .jb-button {
  background: var(--jb-button); color: var(--jb-strong); border-radius: 8px; padding: 7px 16px; font-size: 14px;
  font-weight: 500; line-height: 1.3; min-height: 32px; box-sizing: border-box;
}
@media (max-width: 480px) {
  .jb-message { grid-template-columns: minmax(0, 1fr); padding: 10px 12px; }
  .jb-avatar { display: none; }
  .jb-embed { padding: 10px 12px 10px 11px; font-size: 15px; }
  .jb-message .jb-button { min-height: 44px; display: inline-flex; align-items: center; }
}
${bars}
`;
