import { once } from 'node:events';
import { connect } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { PermanentError } from '../../src/domain/errors.ts';
import { composeLine, composePromise } from '../support/compose.ts';
import { previewForTest, someMessage } from './preview-for-test.ts';

/** Opens a channel's events and collects what is heard. */
async function listenTo(
  url: string,
): Promise<{ readonly until: (word: string) => Promise<string>; readonly leave: () => void }> {
  const leaving = new AbortController();
  const answer = await fetch(url, { signal: leaving.signal });
  const reader = (answer.body ?? new ReadableStream<Uint8Array>()).getReader();
  let heard = '';
  return {
    until: async (word) => {
      while (!heard.includes(word)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the events ended without ${word}`);
        heard += Buffer.from(value).toString('utf8');
      }
      return heard;
    },
    leave: () => leaving.abort(),
  };
}

test('shows above the messages that all of it is invented, where configured', async () => {
  const demo = await previewForTest({ notice: '演示 · <虚构>' });
  expect(await (await fetch(demo.url)).text()).toContain('演示 · &lt;虚构&gt;</em>');
  const plain = await previewForTest();
  expect(await (await fetch(plain.url)).text()).not.toContain('</em>');
});

test('shows what was posted to a channel, and only there', async () => {
  const preview = await previewForTest();
  await preview.post('one', someMessage({ title: '甲市的答复' }), 'n1');
  await preview.post('two', someMessage({ title: '乙市的答复' }), 'n2');
  const one = await (await fetch(preview.url)).text();
  expect(one).toContain('甲市的答复');
  expect(one).not.toContain('乙市的答复');
  const two = await (await fetch(`${preview.url}/?channel=two`)).text();
  expect(two).toContain('乙市的答复');
  expect(await (await fetch(`${preview.url}/?channel=none`)).text()).toContain('甲市的答复');
});

test('takes a repeated nonce for the same message, as Discord does', async () => {
  const preview = await previewForTest();
  const first = await preview.post('one', someMessage(), 'n1');
  expect(await preview.post('one', someMessage(), 'n1')).toEqual(first);
  expect(await preview.post('two', someMessage(), 'n1')).not.toEqual(first);
  const page = await (await fetch(preview.url)).text();
  expect(page.split('<article').length - 1).toBe(1);
});

test('escapes whatever a page may have put into a card', async () => {
  const preview = await previewForTest({
    channels: [{ id: 'one', name: '<b onclick=x>"\'&', topic: '</p><script>bad()</script>' }],
  });
  const hostile = '<img src=x onerror=bad()> </li></ol><script>bad()</script> "\'&';
  const card = {
    title: hostile,
    agency: hostile,
    documentNumber: hostile,
    points: [composeLine(hostile)],
    next: [composePromise(hostile)],
    url: 'javascript:bad()',
  };
  await preview.post('one', someMessage(card), 'n1');
  const answer = await fetch(preview.url);
  const page = await answer.text();
  expect(page).not.toContain('<script>bad');
  expect(page).not.toContain('<img');
  expect(page).not.toContain('<b onclick');
  expect(page).not.toMatch(/href="javascript:/u);
  expect(page).toContain('&lt;script&gt;');
  // Even if something were not escaped, the policy would run only the page's own script.
  const policy = answer.headers.get('content-security-policy') ?? '';
  const nonce = /script-src 'nonce-([^']+)'/u.exec(policy)?.[1] ?? '';
  expect(nonce).not.toBe('');
  expect(page.match(/<script[^>]*>/gu)).toEqual([`<script nonce="${nonce}">`]);
  expect(page).not.toMatch(/\s(?:style|on\w+)=["']/u);
  expect(await (await fetch(preview.url)).text()).not.toContain(nonce);
});

test('sends new and changed messages to those who look at that channel', async () => {
  const preview = await previewForTest();
  const listener = await listenTo(`${preview.url}/events?channel=one`);
  await preview.post('two', someMessage({ title: '乙市的答复' }), 'n2');
  const { messageId } = await preview.post('one', someMessage({ title: '甲市的答复' }), 'n1');
  const heard = await listener.until('甲市的答复');
  expect(heard).not.toContain('乙市的答复');
  expect(heard).toContain(messageId);
  await preview.edit('one', messageId, someMessage({ title: '甲市的答复（更新）' }));
  await listener.until('（更新）');
  listener.leave();
  const page = await (await fetch(preview.url)).text();
  expect(page.split('<article').length - 1).toBe(1);
  expect(page).toContain('甲市的答复（更新）');
});

test('a message that is not there cannot be edited', async () => {
  const preview = await previewForTest();
  await expect(preview.edit('one', 'none', someMessage())).rejects.toThrow(PermanentError);
});

test('answers a query that is none', async () => {
  const preview = await previewForTest();
  const answer = await fetch(`${preview.url}/?channel=%FF&%%`);
  expect(answer.status).toBe(200);
});

test('keeps a bounded number of messages', async () => {
  const preview = await previewForTest();
  for (let index = 0; index < 450; index += 1) {
    await preview.post('one', someMessage({ title: `第${index}号` }), `n${index}`);
  }
  const page = await (await fetch(preview.url)).text();
  expect(page.split('<article').length - 1).toBeLessThanOrEqual(400);
  expect(page).toContain('第449号');
});

test('lets those go who look at it', async () => {
  const preview = await previewForTest();
  const listener = await listenTo(`${preview.url}/events`);
  preview.close();
  await expect(listener.until('never')).rejects.toThrow(/./u);
});

test('any number of listeners that read nothing take no memory: there is room for a few, and one that lags is let go', async () => {
  const preview = await previewForTest();
  const { port } = new URL(preview.url);
  const open = async (): Promise<string> => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [first] = await once(socket, 'data');
    socket.pause();
    onTestFinished(() => void socket.destroy());
    return String(first).slice(9, 12);
  };
  const statuses: string[] = [];
  for (let listener = 0; listener < 40; listener += 1) statuses.push(await open());
  expect(statuses.filter((status) => status === '200')).toHaveLength(32);
  expect(statuses.filter((status) => status === '503')).toHaveLength(8);
  const points = Array.from({ length: 12 }, () => composeLine('长'.repeat(90)));
  let isRoom = false;
  for (let post = 0; post < 6000 && !isRoom; post += 1) {
    await preview.post('one', someMessage({ points }), `n${post}`);
    if (post % 500 === 499) isRoom = (await open()) === '200';
  }
  expect(isRoom).toBe(true);
});
