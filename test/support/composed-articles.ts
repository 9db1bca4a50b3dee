import { readFileSync } from 'node:fs';

import { parse } from 'yaml';
import { z } from 'zod';

import { classifyArticle } from '../../src/classify/classify-article.ts';
import { vocabularySchema } from '../../src/config/vocabulary-schema.ts';
import { identifyArticle, type Identity } from '../../src/dedupe/identify-article.ts';
import type { Article } from '../../src/domain/article.ts';
import type { Kind, Relevance, Verdict } from '../../src/domain/verdict.ts';
import type { Vocabulary } from '../../src/domain/vocabulary.ts';
import { letterOfArticle } from '../../src/letter/read-letter.ts';

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
    otherProposals: [],
    addressee: null,
    addresseeNames: [],
    dateWritten: null,
    datePublished: null,
    body: '',
    attachments: [],
    issues: [],
    ...fields,
  };
}

/** The vocabulary that the bot is delivered with. */
export function deliveredVocabulary(): Vocabulary {
  return vocabularySchema.parse(readYaml('config/vocabulary.yaml'));
}

/** The verdict on an article that comes without a page: its letter's frame is read from its text. */
export function judgeArticle(article: Article, vocabulary: Vocabulary): Verdict {
  return classifyArticle(article, letterOfArticle(article), vocabulary);
}

/** The identity of an article that comes without a page. */
export function identityOf(article: Article): Identity {
  return identifyArticle(article, letterOfArticle(article));
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

/** Subjects of letters by what such a letter is: `test/fixtures/classify/<file>.yaml`. */
function composedSubjects(
  file: 'subjects' | 'subjects-held-back',
): Readonly<Record<'related' | 'adjacent' | 'none', string[]>> {
  const subjects = z.array(z.string());
  const schema = z.strictObject({ related: subjects, adjacent: subjects, none: subjects });
  return schema.parse(readYaml(`test/fixtures/classify/${file}.yaml`));
}

const shortLetter = z.strictObject({ about: z.string(), by: z.string(), says: z.string().trim() });

// What a proposal's title looks like in the opening of a letter: to the CPPCC, to a congress, without marks.
const SHAPES = [
  { title: '关于市政协第5号提案的答复', to: '安平委员', names: '您提出的《关于{}的提案》收悉' },
  {
    title: '对市人大第17号建议的答复',
    to: '安平代表',
    names: '您提出的“关于{}的建议”（第17号）收悉',
  },
  { title: '关于市政协第31号提案的答复函', to: '安平委员', names: '您提出的关于{}的提案收悉' },
] as const;

/** The letters in short of `test/fixtures/classify/<name>.yaml`, written out. */
export function composedMeanings(file: 'meanings' | 'meanings-held-back'): ComposedCase[] {
  const letters = z.array(shortLetter);
  const schema = z.strictObject({
    core: letters,
    related: letters,
    adjacent: letters,
    none: letters,
  });
  const table = schema.parse(readYaml(`test/fixtures/classify/${file}.yaml`));
  const relevances = ['core', 'related', 'adjacent', 'none'] as const;
  return relevances.flatMap((relevance) =>
    table[relevance].map(({ about, by, says }, index) => {
      const { title, to, names } = SHAPES[index % SHAPES.length] ?? SHAPES[0];
      const opening = `${names.replace('{}', about)}，现答复如下：`;
      const body = [`${to}：`, opening, says, '感谢您的关心和支持。', by].join('\n');
      const article = composeArticle({ title, agency: by, body });
      return { name: `${about} (${by})`, article, kind: 'reply', relevance };
    }),
  );
}

const textInShort = z.strictObject({
  title: z.string(),
  number: z.string().nullable().default(null),
  body: z.string().trim(),
});

/** The texts in short of `test/fixtures/classify/kinds.yaml`; their relevance is not marked. */
export function composedKinds(): readonly Omit<ComposedCase, 'relevance'>[] {
  const kinds = z.enum(['reply', 'notice', 'interpretation', 'news', 'opinion', 'other']);
  const table = z
    .record(kinds, z.array(textInShort))
    .parse(readYaml('test/fixtures/classify/kinds.yaml'));
  return kinds.options.flatMap((kind) =>
    table[kind].map(({ title, number: documentNumber, body }) => ({
      name: title,
      kind,
      article: composeArticle({ title, documentNumber, body }),
    })),
  );
}

/** Letters that hold only their subject, for each of `<file>.yaml`. */
export function composedTitles(file: 'subjects' | 'subjects-held-back'): ComposedCase[] {
  return Object.entries(composedSubjects(file)).flatMap(([relevance, subjects]) =>
    subjects.map((subject) => ({
      name: subject,
      article: letterAbout(subject),
      kind: 'reply' as const,
      relevance: z.enum(['related', 'adjacent', 'none']).parse(relevance),
    })),
  );
}

/** A letter that holds only its subject, and `passing` in passing. */
export function letterAbout(subject: string, passing = ''): Article {
  return composeArticle({
    title: '关于市政协第5号提案的答复',
    body: [
      '安平委员：',
      `您提出的《关于${subject}的提案》收悉，现答复如下：`,
      `${passing}一、加强组织领导。我们把${subject}列入年度重点工作，成立专班。`,
      '二、完善制度。制定实施方案，明确部门职责。',
      '三、强化保障。安排专项资金260万元。',
      `下一步，我们将持续推进${subject}，建立长效机制。`,
      '感谢您的支持。',
    ].join('\n'),
  });
}

function readYaml(path: string): unknown {
  return parse(readFileSync(new URL(path, root), 'utf8'));
}
