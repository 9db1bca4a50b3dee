import { expect, onTestFinished, test } from 'vitest';

import { createLocalServer } from '../../src/local/create-local-server.ts';
import { createMetrics } from '../../src/status/create-metrics.ts';
import type { StatusFacts } from '../../src/status/status-facts.ts';
import { statusRoutes } from '../../src/status/status-routes.ts';
import { someFacts } from './some-facts.ts';

async function serve(
  facts: () => Promise<StatusFacts>,
  isAlive = true,
): Promise<(path: string, accept?: string) => Promise<Response>> {
  const server = createLocalServer({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    routes: statusRoutes({
      language: 'zh-CN',
      isAlive: () => isAlive,
      look: facts,
      metrics: createMetrics(),
      now: () => new Date('2026-11-22T02:30:00Z'),
    }),
    portAdvice: '',
    onError: () => undefined,
  });
  const { url } = await server.start();
  onTestFinished(() => server.stop());
  return (path, accept = '*/*') => fetch(url + path, { headers: { accept } });
}

const well = (): Promise<StatusFacts> => Promise.resolve(someFacts());

test('a bot that does well is alive and ready', async () => {
  const ask = await serve(well);
  const [health, ready] = await Promise.all([ask('/healthz'), ask('/readyz')]);
  expect([health.status, await health.text()]).toEqual([200, 'alive\n']);
  expect([ready.status, await ready.text()]).toEqual([200, 'ready (leader)\n']);
});

test('one that cannot do its work is alive, and says in one line why it is not ready', async () => {
  const store = { isWritable: false, freeBytes: 0 };
  const ask = await serve(() => Promise.resolve(someFacts({ store, shards: [] })));
  expect((await ask('/healthz')).status).toBe(200);
  const ready = await ask('/readyz');
  expect([ready.status, await ready.text()]).toEqual([
    503,
    'not ready: store-failing, disk-full, gateway-lost\n',
  ]);
  expect(await (await ask('/status.json')).json()).toMatchObject({ ready: false });
});

test('one that stands by is ready and says so', async () => {
  const ask = await serve(() => Promise.resolve(someFacts({ standing: 'standby', shards: [] })));
  expect(await (await ask('/readyz')).text()).toBe('ready (standby)\n');
  expect(await (await ask('/metrics')).text()).toContain('jianbao_leader 0');
});

test('alive waits for nothing: not for a look that never ends, and not for one that fails', async () => {
  const never = await serve(() => new Promise(() => undefined));
  expect((await never('/healthz')).status).toBe(200);
  const failing = await serve(() => Promise.reject(new Error('a bug')));
  expect((await failing('/healthz')).status).toBe(200);
  expect((await failing('/readyz')).status).toBe(500);
});

test('one whose store was taken away is not alive', async () => {
  const ask = await serve(well, false);
  expect((await ask('/healthz')).status).toBe(503);
});

test('a browser gets a page, a program JSON, Prometheus its text', async () => {
  const ask = await serve(well);
  const page = await ask('/status', 'text/html,application/xhtml+xml');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('<h1>减报 运行状态</h1>');
  for (const path of ['/status', '/status.json']) {
    const json = await ask(path, path === '/status' ? '*/*' : 'text/html');
    expect(json.headers.get('content-type')).toBe('application/json');
    expect(await json.json()).toMatchObject({ program: 'jianbao', ready: true });
  }
  const metrics = await ask('/metrics');
  expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await metrics.text()).toMatch(/^# TYPE jianbao_ready gauge$/mu);
});
