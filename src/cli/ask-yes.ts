import { createInterface } from 'node:readline/promises';

/** Puts a question that is answered with yes or no; anything else is no. Only where there is a terminal. */
export async function askYes(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$|^是$/iu.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
