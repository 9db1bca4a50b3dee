import { expect, test } from 'vitest';

import { makeHome, scenarioMs } from '../e2e/bot-process.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import { withStore } from '../e2e/store-of-home.ts';
import { someCard } from '../support/some-card.ts';
import { deliveryFor } from '../../src/deliver/deliveries-for.ts';
import { runCli } from './run-cli.ts';

const { training, homework, fertiliser } = sampleLetters;

test.concurrent(
  'entries counts how rows ended, explains one, reads one again and sends again what was refused',
  async (scope) => {
    const column = await startReplySite(scope, [training, homework, fertiliser]);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    await runCli(home, ['once']);
    const listed = await runCli(home, ['entries', '--json', '--outcome', 'baseline']);
    expect(listed.json()).toMatchObject([
      { counts: { queued: 1, baseline: 2 }, entries: [{ outcome: 'baseline' }, {}], refused: [] },
    ]);

    const address = new URL(column.pathOf(training), column.listUrl).href;
    const why = await runCli(home, ['entries', 'why', address]);
    expect(JSON.parse(why.out)).toMatchObject({ entries: [{ outcome: 'baseline' }], card: null });
    const read = await runCli(home, ['entries', 'read', address]);
    expect([read.code, read.out]).toEqual([0, expect.stringContaining('column')]);
    const second = await runCli(home, ['once']);
    expect(second.out.trim().split('\n').at(-1)).toContain('"sent":1');
    const again = await runCli(home, ['entries', 'read', address]);
    expect([again.code, again.out]).toEqual([1, expect.stringContaining('queued')]);

    await withStore(home, async ({ outbox }) => {
      const delivery = deliveryFor(
        someCard({ articleId: 'p-0123456789' }),
        { channelId: 'preview', paused: null },
        { occasion: 'new', now: new Date() },
      );
      await outbox.enqueue([delivery]);
      await outbox.update({ ...delivery, state: { kind: 'failed', reason: '200000', at: '' } });
    });
    const text = await runCli(home, ['entries']);
    expect(text.out).toContain('Discord 拒收  p-012345  频道 preview');
    const resent = await runCli(home, ['entries', 'resend', 'p-012345']);
    expect([resent.code, resent.out]).toEqual([0, expect.stringContaining('1 条消息重新排队')]);
    expect((await runCli(home, ['entries', 'resend', 'all'])).code).toBe(1);
    const doctor = await runCli(home, ['doctor']);
    expect(doctor.out).toContain('wait to be read');
  },
  scenarioMs,
);
