import { fileURLToPath } from 'node:url';

import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

import type { Problem } from '../domain/page.ts';
import { toDocumentText, unreadable, type DocumentText } from './document-text.ts';
import { pdfParagraphs, type PdfPage, type PdfRun } from './pdf-lines.ts';

const MAX_PAGES = 80;
const MAX_RUNS_PER_PAGE = 20_000;
// Pages that were read by then are kept; the worker's own limit is a good deal later.
const TIME_BUDGET_MS = 12_000;
const PDFJS = fileURLToPath(new URL('.', import.meta.resolve('pdfjs-dist/package.json')));

/** Reads the text of a PDF with pdf.js; one that holds only pictures is unreadable, not empty. */
export async function readPdf(bytes: Uint8Array): Promise<DocumentText> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    // Without these, fonts with predefined GB maps (GBK-EUC-H, UniGB-UCS2-H) give no text at all.
    cMapUrl: `${PDFJS}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${PDFJS}standard_fonts/`,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const problems: Problem[] = document.numPages > MAX_PAGES ? ['truncated'] : [];
    const pages: PdfPage[] = [];
    const deadline = performance.now() + TIME_BUDGET_MS;
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number += 1) {
      if (performance.now() > deadline) {
        problems.push('truncated');
        break;
      }
      const page = await document.getPage(number);
      const [left = 0, , right = 0] = page.view;
      pages.push({ width: right - left, runs: toRuns(await page.getTextContent()) });
      page.cleanup();
    }
    return toDocumentText(pdfParagraphs(pages), [...new Set(problems)]);
  } catch {
    return unreadable();
  } finally {
    await task.destroy();
  }
}

type TextContent = Awaited<
  ReturnType<
    Awaited<
      ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>
    >['getTextContent']
  >
>;

function toRuns(content: TextContent): readonly PdfRun[] {
  const runs: PdfRun[] = [];
  for (const item of content.items.slice(0, MAX_RUNS_PER_PAGE)) {
    if (!('str' in item)) continue;
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform.map(Number);
    const size = Math.hypot(c, d) || Math.hypot(a, b) || item.height;
    runs.push({ text: item.str, x, y, width: item.width, size });
  }
  return runs;
}
