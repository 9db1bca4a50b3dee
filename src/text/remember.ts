// A long letter has 300 clauses; what is read of one is forgotten with the next letters.
const MOST = 500;

/** What was read of a text, kept for the next time that it is asked for: a clause is looked at by many rules in turn. */
export function remember<T extends object | number | string | boolean>(
  read: (text: string) => T,
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = read(text);
    if (known.size === MOST) known.clear();
    known.set(text, made);
    return made;
  };
}
