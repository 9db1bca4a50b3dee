import type { Pattern, Term } from '../domain/vocabulary.ts';
import type { ArticleParts } from './article-parts.ts';
import type { Compiled, CompiledVocabulary } from './compile-vocabulary.ts';
import type { Folded } from './fold-text.ts';

/** One place where the word stands, with the clause around it as evidence. */
export interface Mention {
  readonly where: 'title' | 'body';
  readonly index: number;
  readonly text: string;
}

/** The places where the word has its education meaning, and how many have another one. */
export interface KeywordMentions {
  readonly meant: readonly Mention[];
  readonly rejected: number;
}

type Meaning = CompiledVocabulary['doubleReduction'];

// A collocation stands directly before or after the word; the words that settle the meaning around it.
const COLLOCATION = 16;
const NEARBY = 40;
const PARAGRAPH = 160;
const MENTION_LIMIT = 60;
const ISSUER_BONUS = 2;

/** Finds 双减 and keeps the mentions that mean homework and off-campus training. */
export function findKeyword(parts: ArticleParts, vocabulary: CompiledVocabulary): KeywordMentions {
  const meaning = vocabulary.doubleReduction;
  const { title, body } = parts.zones;
  const all = [...mentionsIn(title, 'title', meaning), ...mentionsIn(body, 'body', meaning)];
  const open = all.filter((mention) => {
    const zone = mention.where === 'title' ? title : body;
    return !isCollocation(zone.folded, mention, meaning);
  });
  const rejected = all.length - open.length;
  const context = { ...documentContext(parts, meaning), rejected };
  const meant = open.filter((mention) => {
    const zone = mention.where === 'title' ? title : body;
    return meansEducation(zone.folded, mention.index, { meaning, ...context });
  });
  return { meant, rejected };
}

function mentionsIn(zone: Folded, where: Mention['where'], meaning: Meaning): Mention[] {
  const mentions: Mention[] = [];
  for (const { regex } of meaning.keywords) {
    regex.lastIndex = 0;
    for (const found of zone.folded.matchAll(regex)) {
      if (mentions.length >= MENTION_LIMIT) return mentions;
      mentions.push({ where, index: found.index, text: clauseAround(zone, found.index) });
    }
  }
  return mentions;
}

function clauseAround({ text, folded }: Folded, index: number): string {
  const before = folded.slice(Math.max(0, index - NEARBY), index);
  const after = folded.slice(index, index + NEARBY);
  const start = index - (before.length - before.search(/[^，。；！？\n]*$/u));
  const stop = after.search(/[，。；！？\n]/u);
  return text.slice(start, stop < 0 ? index + after.length : index + stop).trim();
}

function isCollocation(folded: string, { index }: Mention, meaning: Meaning): boolean {
  const word = /^双\s?减/u.exec(folded.slice(index, index + 3))?.[0].length ?? 2;
  const before = folded.slice(Math.max(0, index - COLLOCATION), index);
  const after = folded.slice(index + word, index + word + COLLOCATION);
  return matchesAny(before, meaning.rejectBefore) || matchesAny(after, meaning.rejectAfter);
}

function matchesAny(text: string, patterns: readonly Compiled<Pattern>[]): boolean {
  return patterns.some(({ regex }) => text.search(regex) >= 0);
}

interface Context {
  readonly meaning: Meaning;
  readonly balance: number;
  readonly issuer: number;
  readonly rejected: number;
}

function documentContext(
  parts: ArticleParts,
  meaning: Meaning,
): Pick<Context, 'balance' | 'issuer'> {
  const text = `${parts.subject.folded}\n${parts.zones.body.folded}`;
  return {
    balance: weigh(text, meaning.education) - weigh(text, meaning.foreign),
    issuer: matchesAny(parts.agency, meaning.educationAgencies) ? ISSUER_BONUS : 0,
  };
}

/** Education words must outweigh others around the word; where neither speaks, the whole text and the issuer decide. */
function meansEducation(folded: string, index: number, context: Context): boolean {
  const { meaning, balance, issuer, rejected } = context;
  const near = surroundings(folded, index, NEARBY);
  const around = surroundings(folded, index, PARAGRAPH);
  const education = weigh(near, meaning.education) + weigh(around, meaning.education);
  const foreign = weigh(near, meaning.foreign) + weigh(around, meaning.foreign) + rejected;
  if (education === 0 && foreign === 0) return balance + issuer > 0;
  return education + issuer > foreign && education + issuer > 1;
}

/** The text on both sides, within the paragraph. */
function surroundings(folded: string, index: number, reach: number): string {
  const before = folded.slice(Math.max(0, index - reach), index);
  const after = folded.slice(index, index + reach);
  const stop = after.indexOf('\n');
  return before.slice(before.lastIndexOf('\n') + 1) + (stop < 0 ? after : after.slice(0, stop));
}

/** The weights of the terms that occur, each once. */
function weigh(text: string, terms: readonly Compiled<Term>[]): number {
  return terms.reduce((sum, { regex, weight }) => sum + (text.search(regex) < 0 ? 0 : weight), 0);
}
