import { afterAll, beforeAll, describe } from 'vitest';

import { startPostgres, WITHOUT_POSTGRES, type TestServer } from './start-servers.ts';

const because = WITHOUT_POSTGRES === null ? '' : `: ${WITHOUT_POSTGRES}`;
const LONGEST_MS = 120_000;

/** Tests that share a PostgreSQL, which is started for them; where there is none they are skipped, and their name says why. */
export function onPostgres(name: string, tests: (server: () => TestServer) => void): void {
  describe.skipIf(WITHOUT_POSTGRES !== null)(`${name}${because}`, { timeout: LONGEST_MS }, () => {
    let started: TestServer | null = null;
    beforeAll(async () => {
      started = await startPostgres();
    }, LONGEST_MS);
    afterAll(() => started?.close());
    tests(() => {
      if (started === null) throw new Error('asked for before it was started');
      return started;
    });
  });
}
