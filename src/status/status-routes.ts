import { randomBytes } from 'node:crypto';

import type { Language } from '../domain/card.ts';
import { pageHeaders, type Route, type Routes } from '../local/route.ts';
import type { Metrics } from './create-metrics.ts';
import { renderStatusPage } from './status-page.ts';
import type { StatusFacts } from './status-facts.ts';
import { reportStatus } from './status-report.ts';

export interface StatusRoutesOptions {
  readonly language: Language;
  /** False once the process has to end. */
  readonly isAlive: () => boolean;
  /** What is known now; never waits for long. */
  readonly look: () => Promise<StatusFacts>;
  readonly metrics: Pick<Metrics, 'render' | 'contentType'>;
  readonly now: () => Date;
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
const JSON_TYPE = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/** `/healthz`, `/readyz`, `/status`, `/metrics`: for probes, people and Prometheus. */
export function statusRoutes(options: StatusRoutesOptions): Routes {
  const { language, isAlive, look, metrics, now } = options;

  /** Alive is who answers; a supervisor that starts it again for anything else would make nothing better. */
  const health: Route = (_request, response) => {
    const is = isAlive();
    response.writeHead(is ? 200 : 503, TEXT).end(is ? 'alive\n' : 'ending\n');
  };

  const readiness: Route = async (_request, response) => {
    const { ready, standing, issues } = reportStatus(await look(), now());
    const faults = issues.filter(({ severity }) => severity === 'fault').map(({ id }) => id);
    response
      .writeHead(ready ? 200 : 503, TEXT)
      .end(ready ? `ready (${standing})\n` : `not ready: ${faults.join(', ')}\n`);
  };

  const json: Route = async (_request, response) => {
    const report = reportStatus(await look(), now());
    response.writeHead(200, JSON_TYPE).end(`${JSON.stringify(report)}\n`);
  };

  const page: Route = async (_request, response) => {
    const cspNonce = randomBytes(16).toString('base64');
    const report = reportStatus(await look(), now());
    response.writeHead(200, { ...pageHeaders(cspNonce), 'cache-control': 'no-store' });
    response.end(renderStatusPage(report, { language, cspNonce }));
  };

  /** A browser gets the page, everybody else JSON. */
  const status: Route = (request, response) =>
    (request.headers.accept ?? '').includes('text/html')
      ? page(request, response)
      : json(request, response);

  const scrape: Route = async (_request, response) => {
    const text = await metrics.render(await look());
    response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
  };

  return {
    '/healthz': health,
    '/readyz': readiness,
    '/status': status,
    '/status.json': json,
    '/metrics': scrape,
  };
}
