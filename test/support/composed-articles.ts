import { readFileSync } from 'node:fs';

import { parse } from 'yaml';
import { z } from 'zod';

import { vocabularySchema } from '../../src/config/vocabulary-schema.ts';
import type { Article } from '../../src/domain/article.ts';
import type { Kind, Relevance } from '../../src/domain/verdict.ts';
import type { Vocabulary } from '../../src/domain/vocabulary.ts';

const root = new URL('../../', import.meta.url);

/** A composed page with what it is. */
export interface ComposedCase {
  readonly name: string;
  readonly article: Article;
  readonly kind: Kind;
  readonly relevance: Relevance;
}

/** An article with nothing but what is given. */
export function composeArticle(fields: Partial<Article>): Article {
  return {
    url: null,
    title: '',
    agency: null,
    region: null,
    documentNumber: null,
    indexNumber: null,
    proposal: null,
    addressee: null,
    dateWritten: null,
    datePublished: null,
    body: '',
    attachments: [],
    problems: [],
    ...fields,
  };
}

/** The vocabulary that the bot is delivered with. */
export function deliveredVocabulary(): Vocabulary {
  return vocabularySchema.parse(readYaml('config/vocabulary.yaml'));
}

const caseSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  agency: z.string().nullable(),
  documentNumber: z.string().nullable().default(null),
  kind: z.enum(['reply', 'notice', 'interpretation', 'news', 'opinion', 'other']),
  relevance: z.enum(['core', 'related', 'adjacent', 'none']),
  body: z.string().trim(),
});

/** The cases of `test/fixtures/classify/<name>.yaml`. */
export function composedCases(file: 'letters' | 'traps'): ComposedCase[] {
  const rows = z.array(caseSchema).parse(readYaml(`test/fixtures/classify/${file}.yaml`));
  return rows.map(({ name, kind, relevance, ...fields }) => ({
    name,
    kind,
    relevance,
    article: composeArticle(fields),
  }));
}

/** Subjects of letters by what such a letter is: `test/fixtures/classify/subjects.yaml`. */
export function composedSubjects(): Readonly<Record<'related' | 'adjacent' | 'none', string[]>> {
  const subjects = z.array(z.string());
  const schema = z.strictObject({ related: subjects, adjacent: subjects, none: subjects });
  return schema.parse(readYaml('test/fixtures/classify/subjects.yaml'));
}

function readYaml(path: string): unknown {
  return parse(readFileSync(new URL(path, root), 'utf8'));
}
