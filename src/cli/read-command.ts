import { readArticle } from '../revise/read-article.ts';
import { answerReading } from './answer-reading.ts';
import { describeReading } from './describe-reading.ts';
import { explainedLines } from './explained-lines.ts';
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
  const { language } = tools.config;
  const isExplained = options.explain === true;
  try {
    return await runEach(sources, options, async (source) => {
      const { fetchPage, reader, today } = tools;
      const raw = await loadRaw(source, { url: options.url ?? null, fetchPage });
      const deps = {
        reader,
        attachmentsPerArticle: tools.config.limits.attachmentsPerArticle,
        ...(raw.url !== null && source === raw.url ? { fetchPage: fetchPage() } : {}),
      };
      const reading = await readArticle(deps, raw, {
        address: source,
        hints: { today },
        isExplained,
      });
      const answer = answerReading(source, reading, language);
      const text = describeReading(source, reading, language);
      if (!isExplained) return { answer, text };
      const { explained } = reading;
      return {
        answer: { ...answer, explain: explained },
        text: `${text}\n${explainedLines(explained).join('\n')}\n`,
      };
    });
  } finally {
    await tools.close();
  }
}
