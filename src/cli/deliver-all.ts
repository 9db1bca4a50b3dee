import { setTimeout as sleep } from 'node:timers/promises';

import type { App } from '../app/create-app.ts';

/** A channel takes five messages in five seconds; who waits longer waits for more than that. */
const PATIENCE_MS = 10_000;

/** Delivers until nothing waits that is due within some seconds. */
export async function deliverAll(
  app: Pick<App, 'deliver'>,
): Promise<{ readonly sent: number; readonly waiting: number }> {
  let sent = 0;
  for (;;) {
    const report = await app.deliver();
    sent += report.sent;
    const waitMs = (report.nextAt ?? Number.POSITIVE_INFINITY) - Date.now();
    if (report.waiting === 0 || waitMs > PATIENCE_MS) return { sent, waiting: report.waiting };
    await sleep(Math.max(0, waitMs));
  }
}
