/** How often a long command says how far it is: on a terminal in one line, elsewhere in lines of their own, such as in a log. */
const ON_TERMINAL_MS = 200;
const IN_LOG_MS = 10_000;

/** Says on standard error how many records were handled. Nothing is said of what is done at once. */
export function createProgress(what: string): {
  readonly note: (records: number) => void;
  readonly end: () => void;
} {
  const isTerminal = process.stderr.isTTY;
  const everyMs = isTerminal ? ON_TERMINAL_MS : IN_LOG_MS;
  let saidAt = performance.now();
  let hasLine = false;
  return {
    note(records) {
      const at = performance.now();
      if (at - saidAt < everyMs) return;
      saidAt = at;
      const line = `${what}: ${records.toLocaleString('en')} records`;
      process.stderr.write(isTerminal ? `\r${line}` : `${line}\n`);
      hasLine = isTerminal;
    },
    end() {
      if (hasLine) process.stderr.write('\n');
    },
  };
}
