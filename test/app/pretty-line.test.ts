import { expect, test } from 'vitest';

import { prettyLine } from '../../src/app/pretty-line.ts';

const plain = { hasColours: false };
const at = '2026-11-22T02:30:05.123Z';
const line = (facts: object): string =>
  JSON.stringify({ level: 30, time: at, ...facts, msg: 'round ended' });

/** The same moment on the clock of this machine. */
function localTime(): string {
  const moment = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`;
}

test('local time, level, message, facts', () => {
  expect(prettyLine(line({ visited: 57, reasons: { dns: 2 }, name: '青溪市 教育局' }), plain)).toBe(
    `${localTime()} INFO  round ended visited=57 reasons={"dns":2} name="青溪市 教育局"\n`,
  );
});

test('an error is below its line, with its cause', () => {
  const err = {
    type: 'StoreError',
    message: 'no',
    stack: 'StoreError: no\n    at x\ncaused by: y',
  };
  expect(prettyLine(JSON.stringify({ level: 50, time: at, err, msg: 'failed' }), plain)).toBe(
    `${localTime()} ERROR failed\n    StoreError: no\n        at x\n    caused by: y\n`,
  );
});

test('what a site wrote cannot move the cursor, clear the screen or turn the text round', () => {
  const hostile = '\u001B[2J\u001B]0;title\u0007\r\u202Egnp.exe\u0085\u009B31m';
  const facts = { url: `http://a/${hostile}`, title: hostile, deep: { [hostile]: hostile } };
  const err = { stack: `Error: ${hostile}` };
  const shown = prettyLine(line({ ...facts, err }), plain);
  expect(shown).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/u);
  expect(shown).toContain('gnp.exe');
});

test('a very long fact is cut, and what is no JSON stays as it is', () => {
  expect(prettyLine(line({ long: 'x'.repeat(100_000) }), plain).length).toBeLessThan(500);
  expect(prettyLine('not a line of pino\n', plain)).toBe('not a line of pino\n');
  expect(prettyLine('null', plain)).toBe('null');
});

test('warnings and errors have a colour where there are colours', () => {
  const warning = JSON.stringify({ level: 40, time: at, msg: 'late' });
  expect(prettyLine(warning, { hasColours: true })).toContain('\u001B[33mWARN \u001B[39m late');
  expect(prettyLine(warning, plain)).not.toContain('\u001B');
});
