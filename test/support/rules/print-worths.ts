import type { Worth } from './judge-rows.ts';

/** Whether a row changes nothing and says nothing of why it stays. */
export function isIdle({ changed, keep }: Worth): boolean {
  return changed === 0 && keep === null;
}

const NAME_WIDTH = 34;
const COUNT_WIDTH = 9;

/** The rows by table, with what each is worth, and the idle ones at the end. */
export function describeWorths(
  worths: readonly Worth[],
  showAlternatives: boolean,
): readonly string[] {
  const tables = [...new Set(worths.map(({ table }) => table))];
  const idle = worths.filter((worth) => isIdle(worth));
  return [
    ...tables.flatMap((table) => tableLines(table, worths, showAlternatives)),
    '',
    `${worths.length} rows; ${worths.filter(({ keep }) => keep !== null).length} say why they stay although nothing marked needs them`,
    `${idle.length} rows change nothing and do not say why they stay`,
    ...idle.map(({ table, id }) => `  ${table}/${id}`),
  ];
}

const HEADS = ['changed', 'better', 'worse', 'unmarked', 'idle words'];

function tableLines(
  table: string,
  worths: readonly Worth[],
  showAlternatives: boolean,
): readonly string[] {
  const heads = HEADS.map((head) => head.padStart(COUNT_WIDTH + 2)).join('');
  const lines = ['', table.padEnd(NAME_WIDTH) + heads];
  for (const worth of worths) {
    if (worth.table !== table) continue;
    lines.push(rowLine(worth));
    if (showAlternatives) lines.push(...worth.idle.map((one) => `      nowhere: ${one}`));
  }
  return lines;
}

function rowLine(worth: Worth): string {
  const { id, weight, changed, better, worse, unmarked, idle, alternatives, keep } = worth;
  const name = `  ${id}${weight === null ? '' : ` (${weight})`}`;
  const counts = [
    changed,
    better.length,
    worse.length,
    unmarked.length,
    `${idle.length}/${alternatives}`,
  ];
  const reason = changed === 0 && keep !== null ? `   stays: ${keep}` : '';
  return (
    name.padEnd(NAME_WIDTH) +
    counts.map((count) => String(count).padStart(COUNT_WIDTH + 2)).join('') +
    reason
  );
}
