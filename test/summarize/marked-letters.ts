import { readFileSync, readdirSync } from 'node:fs';
import type { Article } from '../../src/domain/article.ts';
import { composeArticle } from '../support/composed-articles.ts';

/** A composed letter and what a careful reader marked in it before any summary was seen. */
export interface MarkedLetter {
  readonly name: string;
  readonly article: Article;
  /** Spans of the body: `{{f|…}}` for what was done, `{{p|…}}` for what is promised. */
  readonly facts: readonly string[];
  readonly promises: readonly string[];
  readonly figures: readonly { readonly value: string; readonly span: string }[];
}

const folder = new URL('../fixtures/letters/', import.meta.url);
const MARK = /\{\{([fp])\|([^{}]*)\}\}/gu;

/** Reads all composed letters. */
export function readMarkedLetters(): readonly MarkedLetter[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .map((name) => parse(name.replace('.txt', ''), readFileSync(new URL(name, folder), 'utf8')));
}

function parse(name: string, text: string): MarkedLetter {
  const [head = '', marked = ''] = text.split('\n---\n');
  const field = (key: string): string => new RegExp(`^${key}: (.*)$`, 'mu').exec(head)?.[1] ?? '';
  const marks = [...marked.matchAll(MARK)];
  return {
    name,
    article: composeArticle({
      title: field('title'),
      agency: field('agency'),
      dateWritten: field('date'),
      body: marked.replaceAll(MARK, '$2').trim(),
    }),
    facts: marks.map((mark) => mark[2] ?? ''),
    promises: marks.filter((mark) => mark[1] === 'p').map((mark) => mark[2] ?? ''),
    figures: field('figs')
      .split('; ')
      .map((item) => item.split('|'))
      .map(([value = '', span = '']) => ({ value: /^[\d.]+/u.exec(value)?.[0] ?? '', span })),
  };
}
