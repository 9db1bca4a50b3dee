import { request } from 'node:http';

import { expect, test } from 'vitest';

import { headingFor } from '../support/heading-for.ts';
import { makeHome, scenarioMs, startBot, until } from './bot-process.ts';
import { sampleLetters, startReplySite } from './reply-site.ts';

const { training, fertiliser, homework, science, sport } = sampleLetters;

/** Sends a request with any Host header, which `fetch` does not allow. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test.concurrent(
  'without a token the bot posts to a page on this machine, live, and says where it is',
  async (scope) => {
    const column = await startReplySite(scope, [training, science, fertiliser]);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const bot = startBot(home, null);
    const url = await until('the address', () => /http:\/\/127\.0\.0\.1:\d+/u.exec(bot.out())?.[0]);
    expect(bot.out()).toContain('DISCORD_TOKEN');
    await until('the example', () => bot.logged('card delivered')[0]);

    const page = await (await fetch(url)).text();
    expect(page).toContain(headingFor(training));
    expect(page).not.toContain(headingFor(fertiliser));
    expect(page).not.toContain(headingFor(science));
    expect(bot.out()).toContain(headingFor(training));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/no-such-page`)).status).toBe(404);
    expect(await statusFor(url, 'jianbao.example.org')).toBe(421);
    expect(await statusFor(url, 'localhost')).toBe(200);

    const leaving = new AbortController();
    const events = await fetch(`${url}/events`, { signal: leaving.signal });
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    column.publish(homework);
    let heard = '';
    for await (const chunk of events.body ?? []) {
      heard += Buffer.from(chunk).toString('utf8');
      if (heard.includes(headingFor(homework))) break;
    }
    expect(heard).not.toContain(headingFor(training));

    // Neither a reader that keeps the page open nor a site that never answers holds up the end.
    await fetch(`${url}/events`, { signal: leaving.signal });
    column.publish(sport);
    column.site.set(column.pathOf(sport), { hang: true });
    await until('a request that hangs', () => column.site.requests(column.pathOf(sport))[0]);
    bot.send('SIGTERM');
    expect(await bot.ended).toEqual({ code: 0, signal: null });
    leaving.abort();
  },
  scenarioMs,
);
