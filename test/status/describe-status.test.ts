import { expect, test } from 'vitest';

import { ageWord, describeStatus } from '../../src/status/describe-status.ts';
import { ISSUE_IDS } from '../../src/status/judge-status.ts';
import { ISSUE_WORDS } from '../../src/status/messages.ts';
import { renderStatusPage } from '../../src/status/status-page.ts';
import { reportStatus, type StatusReport } from '../../src/status/status-report.ts';
import { someFacts } from './some-facts.ts';

const now = new Date('2026-11-22T02:30:00Z');
const reportOf = (...args: Parameters<typeof someFacts>): StatusReport =>
  reportStatus(someFacts(...args), now);

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [119, '119 seconds'],
  [120, '2 minutes'],
  [7199, '119 minutes'],
  [7200, '2 hours'],
  [172_799, '47 hours'],
  [172_800, '2 days'],
])('%i seconds are %s', (seconds, words) => {
  expect(ageWord(seconds, 'en')).toBe(words);
});

test('says in words what is wrong and what to do, in the language of the operator', () => {
  const offline = { ...someFacts().rounds, isOffline: true };
  const zh = describeStatus(reportOf({ rounds: offline }), 'zh-CN');
  expect(zh.headline).toBe('无法正常工作');
  expect(zh.issues).toEqual([
    { severity: 'fault', what: '所有网站都连不上', advice: expect.stringContaining('DNS') },
  ]);
  const en = describeStatus(reportOf({ rounds: offline }), 'en');
  expect(en.issues[0]?.what).toBe('No site can be reached');
  const text = en.rows.map((row) => `${row.label}: ${row.text}`).join('\n');
  expect(text).toContain('store: can be written, 20 GB left on its disk');
  expect(text).toContain('visits: last round that ended well: 2 minutes ago');
  expect(text).toContain('sources: 10 watched · fine 8');
  expect(text).toContain('qingxi (');
  expect(text).toContain('cards: 3 wait (the oldest for 20 seconds), 2 held');
  expect(text).toContain('5 channels subscribed, 1 of them paused');
});

test('a warning is no fault, a standby is no leader, and what is not known is said to be so', () => {
  const store = { isWritable: true, freeBytes: 2 ** 28 };
  expect(describeStatus(reportOf({ store }), 'en').headline).toContain('looked at');
  expect(describeStatus(reportOf({ standing: 'standby' }), 'en').headline).toContain('Standing by');
  expect(describeStatus(reportOf(), 'en').headline).toBe('All is well');
  const unknown = describeStatus(reportOf({ deliveries: null, shards: null }), 'zh-CN');
  const text = unknown.rows.map((row) => row.text).join('\n');
  expect(text).toContain('存储没有应答');
  expect(text).toContain('没有令牌');
});

test.each(ISSUE_IDS)('%s has words in both languages, and an advice that is a sentence', (id) => {
  const { what, advice } = ISSUE_WORDS[id];
  expect(what['zh-CN']).toMatch(/\p{Script=Han}/u);
  expect(advice['zh-CN']).toMatch(/。$/u);
  expect(what.en).toMatch(/^[A-Z][^.]+$/u);
  expect(advice.en).toMatch(/^[A-Z].*\.$/u);
});

test('the page escapes what it shows and runs nothing', () => {
  const hostile = '<img src=x onerror=bad()>"\'&';
  const { sources } = someFacts();
  const stopped = [{ id: hostile, status: 'blocked', reason: hostile } as const];
  const report = reportOf({ version: hostile, sources: { ...sources, stopped } });
  const page = renderStatusPage(report, { language: 'zh-CN', cspNonce: 'n0nce' });
  expect(page).not.toContain('<img');
  expect(page).not.toContain('<script');
  expect(page).toContain('&lt;img src=x onerror=bad()&gt;');
  expect(page).not.toMatch(/\s(?:style|on\w+)=["']/u);
});

test('a report is numbers, ids and words of tables', () => {
  const report = reportOf();
  expect(report).toMatchObject({
    program: 'jianbao',
    ready: true,
    standing: 'leader',
    upSeconds: 9000,
    rounds: { lastGoodSeconds: 120, lateSeconds: 0 },
    deliveries: { waiting: 3, held: 2, oldestSeconds: 20 },
    gateway: { shards: [{ id: 0, connected: true }] },
  });
  expect(reportOf({ shards: null }).gateway).toBeNull();
});

test('one that does not lead tells of itself alone', () => {
  const labels = (standing: 'standby' | 'worker'): readonly string[] =>
    describeStatus(reportOf({ standing, shards: null, deliveries: null }), 'en').rows.map(
      ({ label }) => label,
    );
  expect(labels('standby')).toEqual(['running', 'role', 'store']);
  expect(labels('worker')).toEqual(['running', 'role', 'store', 'readers']);
});

test('an issue of another version is told by its name', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what another program may send
  const issues = [{ id: 'moon-lost', severity: 'fault' }] as unknown as StatusReport['issues'];
  expect(describeStatus({ ...reportOf(), issues }, 'en').issues).toEqual([
    { severity: 'fault', what: 'moon-lost', advice: expect.stringContaining('another version') },
  ]);
});
