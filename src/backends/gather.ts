import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Statements of several adapters as one transaction. */
export interface Gathering<S, R> {
  /**
   * Runs the works, each of which writes by one verb of an adapter and does nothing else, and sends what they wrote as one
   * transaction, in their order. Rejects where nothing of it was written.
   */
  together(works: readonly (() => Promise<void>)[]): Promise<void>;
  /** What a statement gives that belongs to such a work; null for any other one. */
  join(statement: S): Promise<R> | null;
}

interface Member<S, R> {
  readonly statements: Joined<S, R>[];
  readonly arrived: PromiseWithResolvers<void>;
  isSent: boolean;
}

interface Joined<S, R> extends PromiseWithResolvers<R> {
  readonly statement: S;
}

/** `send` resolves to one result for each statement, once all of them are written, and rejects where none is. */
export function createGathering<S, R>(
  send: (statements: readonly S[]) => Promise<readonly R[]>,
): Gathering<S, R> {
  const current = new AsyncLocalStorage<Member<S, R> | null>();

  async function sendAll(members: readonly Member<S, R>[]): Promise<void> {
    const joined = members.flatMap(({ statements }) => statements);
    if (joined.length === 0) return;
    const results = await send(joined.map(({ statement }) => statement));
    for (const [index, { resolve, reject }] of joined.entries()) {
      const result = results[index];
      if (result === undefined) reject(new Error('a statement got no answer'));
      else resolve(result);
    }
  }

  return {
    async together(works) {
      const members = works.map((): Member<S, R> => ({
        statements: [],
        arrived: Promise.withResolvers(),
        isSent: false,
      }));
      const failures: unknown[] = [];
      const running = works.map(async (work, index) => {
        const member = members[index] ?? null;
        try {
          await current.run(member, work);
        } catch (error) {
          failures.push(error);
          throw error;
        } finally {
          // What has nothing to write, or fails before it does, keeps nobody waiting.
          member?.arrived.resolve();
        }
      });
      const outcomes = Promise.allSettled(running);
      await Promise.all(members.map(({ arrived }) => arrived.promise));
      // A verb may send several statements at the same time.
      await nextTurn();
      for (const member of members) member.isSent = true;
      const rejectAll = (error: unknown): void => {
        for (const { statements } of members) for (const { reject } of statements) reject(error);
      };
      const early = [...failures];
      if (early.length > 0) rejectAll(new Error('what was to be written with it failed'));
      else {
        // Outside of every member: what sends is a statement of nobody.
        await current.run(null, () => sendAll(members)).catch(rejectAll);
      }
      const all = await outcomes;
      // The failure itself rather than one of those that only follow from it.
      if (early.length > 0) throw early[0];
      for (const outcome of all) if (outcome.status === 'rejected') throw outcome.reason;
    },
    join(statement) {
      const member = current.getStore() ?? null;
      if (member === null) return null;
      if (member.isSent) return Promise.reject(new Error('what it belongs to was sent already'));
      const joined = { statement, ...Promise.withResolvers<R>() };
      member.statements.push(joined);
      member.arrived.resolve();
      return joined.promise;
    },
  };
}
