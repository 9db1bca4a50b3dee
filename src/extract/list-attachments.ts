import type { Attachment } from '../domain/article.ts';
import type { BodyRegion } from './find-body.ts';
import { fileType } from '../markup/file-type.ts';
import type { BlockLink, PageBlocks } from '../markup/blocks.ts';

const MAX_ATTACHMENTS = 60;
// Attachments are in the body or shortly after it; file links further away belong to other articles.
const NEAR_BLOCKS = 14;
const DOWNLOAD_GATE = /(?:downfile|download|attach|filedown|getfile|docdown|fileid=|accessory)/iu;

/** Files linked from the body or close to it, in order, each address once. */
export function listAttachments(
  tree: PageBlocks,
  region: BodyRegion | null,
  baseUrl: string | null,
): readonly Attachment[] {
  const from = region === null ? 0 : Math.max(0, region.first - 4);
  const end =
    region === null ? tree.blocks.length : Math.min(tree.blocks.length, region.end + NEAR_BLOCKS);
  const found = new Map<string, Attachment>();
  let links: readonly BlockLink[] | null = null;
  for (let at = from; at < end && found.size < MAX_ATTACHMENTS; at += 1) {
    const block = tree.blocks[at];
    // Paragraphs cut from one element share its links.
    if (block === undefined || block.links === links) continue;
    links = block.links;
    for (const link of links) keep(found, link, baseUrl);
  }
  return [...found.values()];
}

function keep(found: Map<string, Attachment>, link: BlockLink, baseUrl: string | null): void {
  const type = typeOf(link);
  const url = type === null ? null : resolve(viewedFile(link.href), baseUrl);
  if (type === null || url === null || found.has(url)) return;
  found.set(url, { url, name: nameOf(link, url), type });
}

function typeOf(link: BlockLink): string | null {
  const byAddress = fileType(link.href);
  if (byAddress !== null) return byAddress;
  return DOWNLOAD_GATE.test(link.href) ? fileType(link.text) : null;
}

/** Viewers of PDFs take the file's address as a parameter: `viewer.html?file=/a/b.pdf`. */
function viewedFile(href: string): string {
  const file = /[?&](?:file|url|src)=([^&#]{1,1000}\.(?:pdf|ofd))(?:[&#]|$)/iu.exec(href)?.[1];
  if (file === undefined) return href;
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
}

function nameOf(link: BlockLink, url: string): string {
  if (link.text !== '') return link.text.slice(0, 200);
  const last = url.split(/[?#]/u)[0]?.split('/').at(-1) ?? '';
  return last.slice(0, 200);
}

/** Only addresses that a reader may follow; `javascript:` and the like are none. */
function resolve(href: string, baseUrl: string | null): string | null {
  try {
    const url = new URL(href.trim(), baseUrl ?? 'https://unknown.invalid/');
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    return baseUrl === null && url.hostname === 'unknown.invalid' ? href.trim() : url.href;
  } catch {
    return null;
  }
}
