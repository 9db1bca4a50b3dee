import { clusterArticles } from '../../src/dedupe/cluster-articles.ts';
import { findDuplicate } from '../../src/dedupe/find-duplicate.ts';
import type { Article } from '../../src/domain/article.ts';
import {
  createRandom,
  planLetter,
  republications,
  twinOf,
  writeLetter,
  type Random,
} from '../support/compose-letters.ts';
import { identityOf } from '../support/composed-articles.ts';

const LETTERS = 300;
const KNOWN = 200_000;
const CROWDED = 64;

interface Index {
  readonly byKey: Map<string, string[]>;
  readonly articles: Map<string, Article>;
}

/** Measures re-publications found, template twins kept apart, and look-ups among 200,000 known documents. */
export async function run(): Promise<void> {
  const random = createRandom(20_261_122);
  const plans = Array.from({ length: LETTERS }, () => planLetter(random));
  const letters = plans.map((plan) => writeLetter(plan));
  const index = fillIndex(letters, random);
  console.log(`duplicates: ${LETTERS} composed letters among ${KNOWN} known documents`);
  await measureFinds(index, { plans, letters, random });
  console.log('  the same after the texts of the known documents were erased');
  const erased = new Map(
    Array.from(index.articles, ([id, article]) => [id, withoutText(article)] as const),
  );
  await measureFinds({ ...index, articles: erased }, { plans, letters, random });
  const strangers = Array.from({ length: LETTERS }, () => writeLetter(planLetter(random), false));
  await measureTimes(index, letters, strangers);
}

/** What the store keeps of a document whose time is over. */
function withoutText(article: Article): Article {
  return { ...article, body: '', attachments: [], isErased: true };
}

/** Re-publications that are found, and letters that are wrongly taken for known ones. */
async function measureFinds(
  index: Index,
  composed: {
    readonly plans: readonly ReturnType<typeof planLetter>[];
    readonly letters: readonly Article[];
    readonly random: Random;
  },
): Promise<void> {
  const { plans, letters, random } = composed;
  for (const [name, republish] of Object.entries(republications)) {
    const found = await Promise.all(
      letters.map((letter) => look(index, republish(letter, random))),
    );
    const right = found.filter((id, at) => id === String(at)).length;
    const wrong = found.filter((id, at) => id !== null && id !== String(at)).length;
    console.log(`  ${name.padEnd(32)} found ${percent(right, LETTERS)}  wrong ${wrong}`);
  }
  for (const withMetadata of [true, false]) {
    const twins = plans.map((plan) => writeLetter(twinOf(plan, random), withMetadata));
    const found = await Promise.all(twins.map((twin) => look(index, twin)));
    const merged = found.filter((id) => id !== null).length;
    const name = `twins ${withMetadata ? 'with' : 'without'} metadata`;
    console.log(`  ${name.padEnd(32)} wrongly merged ${merged} of ${LETTERS}`);
  }
  const strangers = Array.from({ length: LETTERS }, () => writeLetter(planLetter(random), false));
  const taken = await Promise.all(strangers.map((stranger) => look(index, stranger)));
  const falseHits = taken.filter((id) => id !== null).length;
  console.log(`  ${'unknown letters'.padEnd(32)} wrongly merged ${falseHits} of ${LETTERS}`);
}

async function measureTimes(
  index: Index,
  letters: readonly Article[],
  strangers: readonly Article[],
): Promise<void> {
  const identifying = await timeEach(strangers, async (article) => identityOf(article));
  const unknown = await timeEach(strangers, (article) => look(index, article));
  const known = await timeEach(letters, (article) => look(index, article));
  console.log(`  identify a document              ${identifying}`);
  console.log(`  identify and look up, unknown    ${unknown}`);
  console.log(`  identify and look up, known      ${known}`);
  const startedAt = performance.now();
  const clusters = clusterArticles([...letters, ...strangers]);
  const took = (performance.now() - startedAt).toFixed(0);
  console.log(
    `  cluster ${letters.length + strangers.length} documents            ${took} ms, ${clusters.length} clusters`,
  );
}

async function timeEach(
  articles: readonly Article[],
  work: (article: Article) => Promise<unknown>,
): Promise<string> {
  const times: number[] = [];
  for (const article of articles) {
    const startedAt = performance.now();
    await work(article);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

/** Real letters among documents that share boilerplate sentences with them and with each other. */
function fillIndex(letters: readonly Article[], random: Random): Index {
  const index: Index = { byKey: new Map(), articles: new Map() };
  for (const [at, letter] of letters.entries()) {
    const { keys, bands } = identityOf(letter);
    index.articles.set(String(at), letter);
    for (const key of [...keys, ...bands()]) add(index, key, String(at));
  }
  const shared = letters.flatMap((letter) => identityOf(letter).bands().slice(-2));
  for (let at = letters.length; at < KNOWN; at += 1) {
    const ids = [String(at)];
    for (let band = 0; band < 38; band += 1) index.byKey.set(`m${band}:${word(random)}`, ids);
    add(index, shared[random(shared.length)] ?? '', String(at));
  }
  return index;
}

function add({ byKey }: Index, key: string, id: string): void {
  const ids = byKey.get(key);
  if (ids === undefined) byKey.set(key, [id]);
  else if (ids.length < CROWDED) ids.push(id);
}

function word(random: Random): string {
  return Array.from({ length: 4 }, () => random(2 ** 32).toString(16)).join('');
}

function look({ byKey, articles }: Index, article: Article): Promise<string | null> {
  const deps = {
    lookup: async (keys: readonly string[]) =>
      new Map(
        keys.flatMap((key) => {
          const ids = byKey.get(key);
          return ids === undefined ? [] : [[key, ids] as const];
        }),
      ),
    // The others represent documents of which only the keys matter here.
    loadArticle: async (id: string) => articles.get(id) ?? articles.get('0') ?? null,
  };
  return findDuplicate(deps, article, identityOf(article));
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`.padStart(7);
}
