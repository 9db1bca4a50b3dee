import { fileURLToPath } from 'node:url';

import { expect, onTestFinished, test } from 'vitest';

import { createStatus, type AppStatus } from '../../src/app/create-status.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { SourceState } from '../../src/domain/source-state.ts';
import { newSourceState } from '../../src/health/assess-visit.ts';
import { createLocalServer } from '../../src/local/create-local-server.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';

const CONFIG = fileURLToPath(new URL('../../config', import.meta.url));
const MINUTE = 60_000;
const BEGAN = new Date('2026-11-22T02:00:00Z');
const IDLE = { size: 1, running: 0, busy: 0, waiting: 0, residentBytes: 0 };

/** A source as another process left it. */
const VISITED: SourceState = { ...newSourceState('column', BEGAN), status: 'ok' };

interface Watched {
  readonly status: AppStatus;
  readonly store: Store;
  readonly clock: { minutes: number };
  readonly ask: (path: string) => Promise<Response>;
}

/** The status of a leader whose sites others visit, on a clock of its own. */
async function leader(startedAt?: Date): Promise<Watched> {
  const clock = { minutes: 0 };
  const now = (): Date => new Date(BEGAN.getTime() + clock.minutes * MINUTE);
  const config = loadConfig(CONFIG, {});
  const store = await openStore('memory:');
  onTestFinished(() => store.close());
  const status = createStatus({
    config,
    store,
    gate: { isOpen: () => Promise.resolve(true), wasOpen: () => true },
    guard: { isHeld: () => true },
    readers: { state: () => IDLE },
    sources: () => config.sources.slice(0, 1),
    outlet: { shards: () => null, subscriptions: store.subscriptions },
    nextRoundAt: () => new Date(now().getTime() + MINUTE),
    role: 'bot',
    standing: () => 'leader',
    startedAt,
    now,
  });
  const server = createLocalServer({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    routes: status.routes,
    portAdvice: '',
    onError: () => undefined,
  });
  const { url } = await server.start();
  onTestFinished(() => server.stop());
  return { status, store, clock, ask: (path) => fetch(url + path) };
}

/** Hands out what is due every minute. */
async function handOut(
  watched: Watched,
  { minutes, areSourcesDue = true }: { readonly minutes: number; readonly areSourcesDue?: boolean },
  each: (watched: Watched) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { status, clock } = watched;
  for (let minute = 0; minute < minutes; minute += 1) {
    await status.handing(() => Promise.resolve({ hosts: [], areSourcesDue }));
    clock.minutes += 1;
    await each(watched);
  }
}

test('sources that stay due and are visited by nobody make a leader not ready', async () => {
  const watched = await leader();
  await handOut(watched, { minutes: 20 });
  expect((await watched.ask('/readyz')).status).toBe(200);
  await handOut(watched, { minutes: 20 });
  const ready = await watched.ask('/readyz');
  expect([ready.status, await ready.text()]).toEqual([503, 'not ready: rounds-late\n']);
});

test('neither a leader with nothing due nor one whose sites are visited is late', async () => {
  const idle = await leader();
  await handOut(idle, { minutes: 60, areSourcesDue: false });
  expect((await idle.ask('/readyz')).status).toBe(200);

  const busy = await leader();
  await handOut(busy, { minutes: 60 }, ({ store, clock }) => {
    const at = new Date(BEGAN.getTime() + clock.minutes * MINUTE).toISOString();
    return store.sources.save('column', { ...VISITED, lastVisitAt: at });
  });
  expect((await busy.ask('/readyz')).status).toBe(200);
});

test('the time since the start is that of the process, also where it has just begun to lead', async () => {
  const { ask } = await leader(new Date(BEGAN.getTime() - 60 * MINUTE));
  expect(await (await ask('/status.json')).json()).toMatchObject({ upSeconds: 3600 });
  expect(await (await ask('/metrics')).text()).toContain(
    `process_start_time_seconds ${BEGAN.getTime() / 1000 - 3600}`,
  );
});
