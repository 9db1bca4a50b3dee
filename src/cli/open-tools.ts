import { fileURLToPath } from 'node:url';

import { loadConfig, type Config } from '../config/load-config.ts';
import { readEnvironment, valueOf } from '../config/read-environment.ts';
import type { LoadOptions } from '../config/read-files.ts';
import type { FetchPage } from '../domain/fetch.ts';
import { createFetcher, type Fetcher } from '../fetch/create-fetcher.ts';
import { createReaderPool } from '../readers/create-reader-pool.ts';
import type { Reader } from '../reading/reader.ts';
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

/** What the one-off commands need; the fetcher starts when first used, and so does the process that reads. */
export interface Tools {
  readonly config: Config;
  readonly today: string;
  readonly reader: Reader;
  readonly fetchPage: () => FetchPage;
  close(): Promise<void>;
}

/** Opens the configuration and, on demand, the rest. */
export function openTools(): Tools {
  const config = openConfig({ withoutSources: true });
  // One file after the other: a second process would have nothing to do.
  const readers = createReaderPool({ vocabulary: config.vocabulary, size: 1 });
  let fetcher: Fetcher | null = null;
  return {
    config,
    today: shanghaiDay(new Date()),
    reader: readers,
    fetchPage: () => {
      fetcher ??= createFetcher(fetcherOptions(config));
      return fetcher.fetchPage;
    },
    async close() {
      await readers.close();
      await fetcher?.close();
    },
  };
}
