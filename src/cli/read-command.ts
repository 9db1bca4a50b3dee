import { readArticle } from '../crawl/read-article.ts';
import { decodePage } from '../decode/decode-page.ts';
import { isFeed } from '../feed/feed-entries.ts';
import { answerReading } from './answer-reading.ts';
import { describeReading } from './describe-reading.ts';
import { explainedLines, explainReading } from './explain-reading.ts';
import { loadRaw } from './load-raw.ts';
import { openTools } from './open-tools.ts';
import { runEach } from './run-each.ts';

export interface ReadOptions {
  readonly url?: string;
  readonly json?: boolean;
  /** Names the rows of rules that decided. */
  readonly explain?: boolean;
}

/** Reads pages or documents through every stage and prints the result of each. Returns the exit code. */
export async function readCommand(
  sources: readonly string[],
  options: ReadOptions,
): Promise<number> {
  const tools = openTools();
  try {
    return await runEach(sources, options, async (source) => {
      const fetchPage = tools.fetchPage;
      const raw = await loadRaw(source, { url: options.url ?? null, fetchPage });
      const deps = {
        vocabulary: tools.config.vocabulary,
        readDocument: tools.readDocument,
        attachmentsPerArticle: tools.config.limits.attachmentsPerArticle,
        ...(raw.url !== null && source === raw.url ? { fetchPage: fetchPage() } : {}),
      };
      const reading = await readArticle(deps, raw, { today: tools.today });
      const { page } = reading;
      const answer = answerReading(source, reading, tools.config.language);
      const text = describeReading(source, reading, {
        language: tools.config.language,
        fileKind: page.charset === 'binary' ? decodePage(raw).kind : page.kind,
        isFeed: isFeed(page.text),
      });
      if (options.explain !== true) return { answer, text };
      const explain = explainReading(reading);
      return {
        answer: { ...answer, explain },
        text: `${text}\n${explainedLines(explain).join('\n')}\n`,
      };
    });
  } finally {
    await tools.close();
  }
}
