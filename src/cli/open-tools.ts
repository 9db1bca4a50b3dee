import { fileURLToPath } from 'node:url';

import { loadConfig, type Config } from '../config/load-config.ts';
import { readEnvironment, valueOf } from '../config/read-environment.ts';
import type { LoadOptions } from '../config/read-files.ts';
import type { ReadDeps } from '../crawl/read-article.ts';
import { createDocumentReader, type DocumentReader } from '../documents/document-reader.ts';
import type { FetchPage } from '../domain/fetch.ts';
import { createFetcher, type Fetcher } from '../fetch/create-fetcher.ts';
import { regionByCode } from '../region/find-region.ts';
import { shanghaiDay } from '../base/clock.ts';
import { fetcherOptions } from '../app/fetcher-options.ts';

/** The project's folder, wherever the program was started from. */
const home = fileURLToPath(new URL('../..', import.meta.url));

/** The configuration that comes with the program. */
export const SHIPPED_CONFIG = `${home}config`;

/** The configuration as the environment and `.env` say. */
export function openConfig(options: LoadOptions = {}): Config {
  const env = readEnvironment(process.cwd(), process.env);
  return loadConfig(valueOf(env['JIANBAO_CONFIG']) ?? SHIPPED_CONFIG, env, {
    isKnownRegion: (code) => regionByCode(code) !== null,
    ...options,
  });
}

/** What the one-off commands need; the fetcher and the document reader start when first used. */
export interface Tools {
  readonly config: Config;
  readonly today: string;
  readonly readDocument: ReadDeps['readDocument'];
  readonly fetchPage: () => FetchPage;
  close(): Promise<void>;
}

/** Opens the configuration and, on demand, the rest. */
export function openTools(): Tools {
  const config = openConfig({ withoutSources: true });
  let documents: DocumentReader | null = null;
  let fetcher: Fetcher | null = null;
  return {
    config,
    today: shanghaiDay(new Date()),
    readDocument: (bytes, kind) => {
      documents ??= createDocumentReader();
      return documents.read(bytes, kind);
    },
    fetchPage: () => {
      fetcher ??= createFetcher(fetcherOptions(config));
      return fetcher.fetchPage;
    },
    async close() {
      await documents?.close();
      await fetcher?.close();
    },
  };
}
