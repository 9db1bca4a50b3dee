import { readFileSync } from 'node:fs';

import { parse } from 'yaml';
import { z } from 'zod';

import type { Article } from '../../../src/domain/article.ts';
import type { Page } from '../../../src/domain/page.ts';
import type { ExtractHints } from '../../../src/extract/extract-article.ts';

const pageSchema = z.strictObject({
  name: z.string(),
  url: z.string().nullable().default(null),
  head: z.string().default(''),
  before: z.string().default(''),
  box: z.string().default(''),
  text: z.array(z.string()),
  after: z.string().default(''),
  known: z
    .strictObject({
      title: z.string().optional(),
      date: z.string().optional(),
      agency: z.string().optional(),
    })
    .default({}),
  title: z.string().exactOptional(),
  agency: z.string().exactOptional(),
  dateWritten: z.string().exactOptional(),
  datePublished: z.string().exactOptional(),
  begins: z.string().exactOptional(),
  role: z.string().exactOptional(),
  proposalTitle: z.string().exactOptional(),
});

/** A page of a few lines, and the facts that a person takes from it. */
export interface SmallPage {
  readonly name: string;
  readonly page: Page;
  readonly hints: ExtractHints;
  readonly facts: Readonly<Record<string, string>>;
}

/** The facts of an article as the pages write them down. */
export function factsOf(article: Article): Readonly<Record<string, string>> {
  const { title, agency, dateWritten, datePublished, body, proposal } = article;
  return {
    title,
    agency: agency ?? 'none',
    dateWritten: dateWritten ?? 'none',
    datePublished: datePublished ?? 'none',
    begins: body.split('\n')[0] ?? 'none',
    role: proposal?.role ?? 'none',
    proposalTitle: proposal?.title ?? 'none',
  };
}

/** The pages of `test/fixtures/markup/pages.yaml`, read on the day `today`. */
export function smallPages(today: string): readonly SmallPage[] {
  const file = new URL('../../fixtures/markup/pages.yaml', import.meta.url);
  const rows = z.array(pageSchema).parse(parse(readFileSync(file, 'utf8')));
  return rows.map(({ name, url, head, before, text, after, known, box, ...facts }) => ({
    name,
    facts,
    hints: {
      today,
      entryTitle: known.title ?? null,
      entryDate: known.date ?? null,
      sourceAgency: known.agency ?? null,
    },
    page: {
      url,
      kind: 'html',
      charset: 'utf-8',
      issues: [],
      text: `<html><head>${head}</head><body>${before}<div class="${box}">${text
        .map((line) => `<p>${line}</p>`)
        .join('')}</div>${after}</body></html>`,
    },
  }));
}
