import { clusterArticles } from '../dedupe/cluster-articles.ts';
import type { Article } from '../domain/article.ts';
import { loadRaw } from './load-raw.ts';
import { openTools } from './open-tools.ts';

/** Groups documents that are one document re-published. Every path is in exactly one group. */
export async function clusterCommand(
  paths: readonly string[],
  options: { readonly json?: boolean },
): Promise<number> {
  const tools = openTools();
  const read: string[] = [];
  const articles: Article[] = [];
  const unreadable: string[] = [];
  try {
    for (const path of paths) {
      try {
        const raw = await loadRaw(path, { url: null, fetchPage: tools.fetchPage });
        const { article } = await tools.reader.readPage(raw, {
          address: path,
          hints: { today: tools.today },
        });
        articles.push(article);
        read.push(path);
      } catch (error) {
        process.stderr.write(
          `jianbao: ${error instanceof Error ? error.message : String(error)}\n`,
        );
        unreadable.push(path);
      }
    }
  } finally {
    await tools.close();
  }
  const groups = clusterArticles(articles).map((group) => group.map((index) => read[index] ?? ''));
  const clusters = [...groups, ...unreadable.map((path) => [path])];
  const text = clusters.map((cluster) => cluster.join('\n  = ')).join('\n');
  process.stdout.write(options.json === true ? `${JSON.stringify({ clusters })}\n` : `${text}\n`);
  return unreadable.length === 0 ? 0 : 1;
}
