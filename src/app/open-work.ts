/** Knows by name what has not ended yet. */
export interface OpenWork {
  /** Counts the work as open until it ends, however it ends. */
  during<T>(name: string, work: Promise<T>): Promise<T>;
  names(): readonly string[];
}

export function createOpenWork(): OpenWork {
  const open: string[] = [];
  return {
    async during(name, work) {
      open.push(name);
      try {
        return await work;
      } finally {
        open.splice(open.indexOf(name), 1);
      }
    },
    names: () => [...open],
  };
}
