import type { Article } from '../../src/domain/article.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import {
  composedCases,
  composedMeanings,
  deliveredVocabulary,
  judgeArticle,
  type ComposedCase,
} from '../support/composed-articles.ts';

const ROUNDS = 20;

/** Measures the scorer on the composed letters and traps. They were also used to tune it: unseen ones fare worse. */
export async function run(): Promise<void> {
  const vocabulary = deliveredVocabulary();
  const judge = (article: Article): Verdict => judgeArticle(article, vocabulary);
  const [letters, traps] = [composedCases('letters'), composedCases('traps')];
  const posted = ({ article }: ComposedCase): boolean => {
    const { kind, relevance } = judge(article);
    return kind === 'reply' && relevance !== 'none';
  };
  const isRight = ({ article, kind, relevance }: ComposedCase): boolean => {
    const verdict = judge(article);
    return verdict.kind === kind && verdict.relevance === relevance;
  };
  const share = (part: readonly ComposedCase[], whole: readonly ComposedCase[]): string =>
    `${part.length} of ${whole.length}`;
  console.log('classify: composed letters and traps (in sample)');
  console.log(`  letters posted           ${share(letters.filter(posted), letters)}`);
  console.log(
    `  traps kept out           ${share(
      traps.filter((trap) => !posted(trap)),
      traps,
    )}`,
  );
  const all = [...letters, ...traps];
  console.log(`  kind and relevance right ${share(all.filter(isRight), all)}`);
  for (const file of ['meanings', 'meanings-held-back'] as const) {
    const cases = composedMeanings(file);
    const wrong = cases.filter((one) => !isRight(one));
    console.log(`  ${file.padEnd(24)} ${share(cases.filter(isRight), cases)} right`);
    const falsely = wrong.filter(({ relevance }) => relevance === 'none');
    console.log(`    taken in wrongly       ${falsely.length}, the others missed or misplaced`);
  }
  const startedAt = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) for (const { article } of all) judge(article);
  const each = (performance.now() - startedAt) / (ROUNDS * all.length);
  console.log(`  time a document          ${each.toFixed(2)} ms`);
}
