import { checkStoreAddress } from '../config/read-environment.ts';
import { ConfigError } from '../domain/errors.ts';
import { withoutPassword } from '../backends/store-address.ts';
import { copyStore } from '../store/copy-store.ts';
import { createProgress } from './progress.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Copies a whole store to another one, whatever the two are kept in. Returns the exit code. */
export async function copyStoreCommand(
  from: string,
  to: string,
  { json }: { readonly json?: boolean },
): Promise<number> {
  for (const address of [from, to]) {
    const issue = checkStoreAddress(address);
    // Not with the address: a password may be in it.
    if (issue !== null) throw new ConfigError(`The address of a store ${issue}`);
    if (address === 'memory:') throw new ConfigError('What is in memory: is no store to copy.');
  }
  const progress = createProgress('copy');
  const counts = await copyStore(from, to, progress.note).finally(progress.end);
  if (json === true) {
    const names = { from: withoutPassword(from), to: withoutPassword(to) };
    say(JSON.stringify({ ...names, counts: Object.fromEntries(counts) }));
    return 0;
  }
  const lines = [...counts].filter(([, count]) => count > 0);
  for (const [name, count] of lines) say(`${String(count).padStart(9)}  ${name}`);
  say(
    'All of it is there. Set STORE_URL (or store.url in bot.yaml) to it; the old store was left as it is.',
  );
  return 0;
}
