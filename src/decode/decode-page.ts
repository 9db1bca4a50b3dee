import type { MediaKind, Page, PageIssue, RawPage } from '../domain/page.ts';
import { decodeText } from './decode-text.ts';
import { expandGzip, type Expanded } from './gunzip.ts';
import { hasLostText } from './has-lost-text.ts';
import { mhtmlRoot } from './mhtml-root.ts';
import { repairMisread } from './repair-misread.ts';
import { sniffBinary, sniffText } from './sniff-kind.ts';
import { withoutFinalDot } from '../text/host-of.ts';
import { usualPage } from './usual-page.ts';

/** Turns bytes into a page by what the bytes are; headers and meta are hints. Never throws. */
export function decodePage(answer: RawPage): Page {
  const url = answer.url === null ? null : withoutFinalDot(answer.url);
  const raw = { ...answer, url };
  const expanded = withWireIssues(raw, expandGzip(raw.bytes));
  const binary = sniffBinary(expanded.bytes);
  if (binary !== null) return emptyPage(raw, binary, expanded.issues);

  const archived = mhtmlRoot(expanded.bytes);
  const { bytes, contentType } = archived ?? { ...raw, bytes: expanded.bytes };
  const decoded = decodeText(bytes, contentType);
  const issues: PageIssue[] = [...expanded.issues];
  if (decoded.isTruncated || archived?.isCut === true) issues.push('truncated');
  if (isNoise(decoded.text)) return emptyPage(raw, 'other', issues);

  // No charset makes a null of anything but null bytes, and bytes are searched faster.
  const hasNulls = bytes.includes(0) && decoded.text.includes('\u0000');
  const plain = hasNulls ? decoded.text.replaceAll('\u0000', '') : decoded.text;
  const { text, isBroken } = repairMisread(plain);
  if (isBroken || hasLostText(text)) issues.push('damaged-text');
  const kind = sniffText(text, { url: raw.url, contentType });
  if (kind === 'docx') return emptyPage(raw, kind, expanded.issues);
  return {
    url: raw.url,
    kind,
    text: usualPage(kind === 'text' ? decodeReferences(text) : text, kind),
    charset: decoded.charset,
    issues: [...new Set(issues)],
  };
}

/** What the way that the bytes came says of them. */
function withWireIssues({ isCut, isPlainHttp }: RawPage, { bytes, issues }: Expanded): Expanded {
  const cut: readonly PageIssue[] = isCut === true ? ['truncated'] : [];
  const plain: readonly PageIssue[] = isPlainHttp === true ? ['plain-http'] : [];
  return { bytes, issues: [...issues, ...cut, ...plain] };
}

function emptyPage(raw: RawPage, kind: MediaKind, issues: readonly PageIssue[]): Page {
  const all: PageIssue[] = kind === 'other' ? [...issues, 'unsupported'] : [...issues];
  return { url: raw.url, kind, text: '', charset: 'binary', issues: [...new Set(all)] };
}

/** Control characters do not occur in text; a file of an unknown kind is full of them. */
function isNoise(text: string): boolean {
  const head = text.slice(0, 4096);
  const controls = head.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/gu)?.length ?? 0;
  return controls > 8 && controls > head.length * 0.02;
}

/** Plain text saved from a page keeps its numeric references; HTML and XML have their own readers. */
function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#(\d{2,7})|#[xX]([0-9a-fA-F]{2,6})|nbsp|ensp|emsp);/gu, referenced);
}

function referenced(whole: string, decimal?: string, hex?: string): string {
  if (decimal === undefined && hex === undefined) return '\u00a0';
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const isCharacter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : whole;
}
