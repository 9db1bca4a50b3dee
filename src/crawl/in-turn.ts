const turns = new WeakMap<object, Promise<unknown>>();

/**
 * One piece of work after another for each store: two visits that bring the same document at the same time
 * must not both find it new, nor overwrite each other's record.
 */
export function inTurn<T>(store: object, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(store) ?? Promise.resolve()).then(work);
  turns.set(
    store,
    turn.catch(() => undefined),
  );
  return turn;
}
