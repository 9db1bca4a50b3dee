import { fileURLToPath } from 'node:url';

import {
  AnnotationMode,
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';

import type { PageIssue } from '../domain/page.ts';
import { toDocumentText, unreadable, type DocumentText } from './document-text.ts';
import { pdfParagraphs } from '../pdf/pdf-lines.ts';
import { toPages } from '../pdf/pdf-pages.ts';
import { shownGlyphs, type ShownPage } from '../pdf/pdf-shown.ts';
import { SOME_FONT, type PdfFont } from '../pdf/pdf-state.ts';
import { walkOperators } from '../pdf/pdf-walk.ts';

const MAX_PAGES = 80;
// More than any letter has; what is kept of each takes some hundred bytes.
const MAX_GLYPHS = 400_000;
// Pages that were read by then are kept; the reader's own limit is a good deal later.
const TIME_BUDGET_MS = 12_000;
const PDFJS = fileURLToPath(new URL('.', import.meta.resolve('pdfjs-dist/package.json')));

type OptionalContent = Awaited<ReturnType<PDFDocumentProxy['getOptionalContentConfig']>>;

/** Reads the text that a PDF shows, with pdf.js; one that holds only pictures is unreadable, not empty. */
export async function readPdf(bytes: Uint8Array): Promise<DocumentText> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    // Without these, fonts with predefined GB maps (GBK-EUC-H, UniGB-UCS2-H) give no text at all.
    cMapUrl: `${PDFJS}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${PDFJS}standard_fonts/`,
    // Pictures are not wanted: they take time and memory.
    maxImageSize: 1,
    isOffscreenCanvasSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const layers = await document.getOptionalContentConfig();
    const issues: PageIssue[] = document.numPages > MAX_PAGES ? ['truncated'] : [];
    const pages: ShownPage[] = [];
    const deadline = performance.now() + TIME_BUDGET_MS;
    let glyphs = 0;
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number += 1) {
      if (performance.now() > deadline || glyphs > MAX_GLYPHS) {
        issues.push('truncated');
        break;
      }
      const page = await document.getPage(number);
      const shown = await readPage(page, layers);
      glyphs += shown.glyphs.length;
      pages.push(shown);
      page.cleanup();
    }
    return toDocumentText(pdfParagraphs(toPages(pages)), [...new Set(issues)]);
  } catch {
    return unreadable();
  } finally {
    await task.destroy();
  }
}

async function readPage(page: PDFPageProxy, layers: OptionalContent): Promise<ShownPage> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform.map(Number);
  const operators = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
  const fonts = new Map<string, PdfFont>();
  const drawing = walkOperators(operators, {
    matrix: [a, b, c, d, e, f],
    box: { left: 0, top: 0, right: width, bottom: height },
    fontOf: (name) => {
      const font = fonts.get(name) ?? fontOf(page, name);
      fonts.set(name, font);
      return font;
    },
    isLayerShown: (layer) => layers.isVisible(layer) !== false,
  });
  return shownGlyphs(drawing, { width, height });
}

/** The font that pdf.js made of a name; some font where it made none. */
function fontOf(page: PDFPageProxy, name: string): PdfFont {
  if (!page.commonObjs.has(name)) return SOME_FONT;
  const font: unknown = page.commonObjs.get(name);
  if (typeof font !== 'object' || font === null) return SOME_FONT;
  const scale = numbersOf('fontMatrix' in font ? font.fontMatrix : null);
  const box = numbersOf('bbox' in font ? font.bbox : null);
  return {
    isVertical: 'vertical' in font && font.vertical === true,
    isDrawn: 'isType3Font' in font && font.isType3Font === true,
    scaleX: scale[0] ?? SOME_FONT.scaleX,
    height: Math.abs(((box[3] ?? 0) - (box[1] ?? 0)) * (scale[3] ?? 0)),
  };
}

function numbersOf(value: unknown): readonly number[] {
  return Array.isArray(value) || value instanceof Float32Array ? Array.from(value, Number) : [];
}
