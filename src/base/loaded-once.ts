/** Something that is loaded at its first use, and again after it was dropped or its loading failed. */
export interface LoadedOnce<T> {
  get(): Promise<T>;
  /** What is in memory may differ from what is kept: the next use loads it anew. */
  drop(): void;
}

export function loadedOnce<T>(load: () => Promise<T>): LoadedOnce<T> {
  let loading: Promise<T> | null = null;
  return {
    get() {
      if (loading !== null) return loading;
      const mine = load();
      loading = mine;
      mine.catch(() => {
        if (loading === mine) loading = null;
      });
      return mine;
    },
    drop: () => {
      loading = null;
    },
  };
}
