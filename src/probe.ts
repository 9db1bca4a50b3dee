import { notedAddress } from './local/noted-address.ts';

// The health check of the image: small and quick, as it is run once a minute. Docker keeps what it prints.

const ANSWER_WITHIN_MS = 4000;

async function ask(): Promise<{ readonly isReady: boolean; readonly said: string }> {
  const address = notedAddress(process.env['JIANBAO_DATA'] ?? 'data');
  if (address === null) return { isReady: false, said: 'it has not started yet\n' };
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await fetch(`${address}/readyz`, { signal });
    return { isReady: answer.ok, said: await answer.text() };
  } catch (error) {
    return { isReady: false, said: `nothing answers at ${address}: ${String(error)}\n` };
  }
}

const { isReady, said } = await ask();
process.stdout.write(said);
process.exitCode = isReady ? 0 : 1;
