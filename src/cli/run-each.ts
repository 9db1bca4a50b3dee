/** What a command found about one argument: for programs, and for people. */
export interface Found {
  readonly answer: object;
  readonly text: string;
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs a command for each argument, prints each answer, and counts what failed: 0 when nothing did, else 1. */
export async function runEach(
  sources: readonly string[],
  options: { readonly json?: boolean },
  work: (source: string) => Promise<Found>,
): Promise<number> {
  let failed = 0;
  for (const source of sources) {
    try {
      const { answer, text } = await work(source);
      process.stdout.write(options.json === true ? `${JSON.stringify(answer)}\n` : `${text}\n`);
    } catch (error) {
      failed += 1;
      process.stderr.write(`jianbao: ${explain(error)}\n`);
      if (options.json === true) {
        const answer = { source, problems: ['unreadable'], error: explain(error) };
        process.stdout.write(`${JSON.stringify(answer)}\n`);
      }
    }
  }
  return failed === 0 ? 0 : 1;
}
