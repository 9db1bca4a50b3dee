import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/u, '');
const unit = readFileSync(join(root, 'docs/jianbao.service'), 'utf8');

/** Of systemd 254 and later; an older one leaves them out, which is told in the unit. */
const LATER = /^[^\n]*Unknown key (?:name )?'(?:RestartSteps|RestartMaxDelaySec)'[^\n]*$/u;

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

/** What systemd says of the unit, as it would be installed on this machine. */
function complaints(text: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-unit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'jianbao.service');
  const here = text
    .replaceAll('/opt/jianbao', root)
    .replaceAll(/^(User|Group)=jianbao$/gmu, `$1=${userInfo().username}`);
  writeFileSync(path, here);
  const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });
  return `${stdout}${stderr}`
    .split('\n')
    .filter((line) => line.includes(path) && !LATER.test(line));
}

test.skipIf(!hasSystemd)(
  'systemd understands every line of the unit (needs systemd-analyze)',
  () => {
    expect(complaints(unit)).toEqual([]);
    // It does find what it does not understand.
    expect(complaints(unit.replace('Restart=on-failure', 'Restart=at-times'))).toHaveLength(1);
  },
);

test.skipIf(!hasSystemd)('and judges it to be hardened (needs systemd-analyze)', () => {
  const path = join(root, 'docs/jianbao.service');
  const args = ['security', '--offline=true', '--no-pager', path];
  const { stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  const [, level] = /exposure level[^\d]*([\d.]+)/u.exec(`${stdout}${stderr}`) ?? [];
  // Of 10; an ordinary unit has 9.6.
  expect(Number(level)).toBeLessThan(2.5);
});
