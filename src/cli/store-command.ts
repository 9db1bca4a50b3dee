import { checkStoreAddress } from '../config/read-environment.ts';
import { ConfigError } from '../domain/errors.ts';
import { copyStore } from '../store/copy-store.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Copies a whole store to another one, whatever the two are kept in. Returns the exit code. */
export async function copyStoreCommand(from: string, to: string): Promise<number> {
  for (const address of [from, to]) {
    const issue = checkStoreAddress(address);
    // Not with the address: a password may be in it.
    if (issue !== null) throw new ConfigError(`The address of a store ${issue}`);
    if (address === 'memory:') throw new ConfigError('What is in memory: is no store to copy.');
  }
  const counts = await copyStore(from, to);
  const lines = [...counts].filter(([, count]) => count > 0);
  for (const [name, count] of lines) say(`${String(count).padStart(9)}  ${name}`);
  say(
    'All of it is there. Set STORE_URL (or store.url in bot.yaml) to it; the old store was left as it is.',
  );
  return 0;
}
