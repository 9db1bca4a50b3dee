import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that may break. */
export interface FaultyNetwork {
  readonly port: number;
  /** `swallow`: nothing arrives and nothing ends. `refuse`: what is open is reset, and nothing new opens. */
  readonly set: (mode: 'pass' | 'swallow' | 'refuse') => void;
  /** Resets what is open; what is opened after that passes. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

/** Forwards connections on this machine to a port. */
export async function startFaultyNetwork(toPort: number): Promise<FaultyNetwork> {
  let mode: Parameters<FaultyNetwork['set']>[0] = 'pass';
  const open = new Set<Socket>();
  const server = createServer((from) => {
    if (mode === 'refuse') {
      from.resetAndDestroy();
      return;
    }
    const to = connect(toPort, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.on('data', (data) => {
        if (mode !== 'swallow') other.write(data);
      });
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        if (mode !== 'swallow') other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const reset = (): void => {
    for (const one of open) one.resetAndDestroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    set(next) {
      mode = next;
      if (next === 'refuse') reset();
    },
    reset,
    async close() {
      for (const one of open) one.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
