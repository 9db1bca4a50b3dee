import { bigramsOf, overlap, type ScoredClause } from './score-clause.ts';
import { DEPENDENT } from './signals.ts';

interface Pick {
  readonly members: readonly number[];
  readonly gain: number;
  readonly cost: number;
}

// Tuned on the samples and composed letters.
const LENGTH_POWER = 0.55;
const JOIN_COST = 1;
const NEW_SECTION = 1.3;
const SAME_POINT = 0.88;
const MIN_GAIN = 0.5;
const SPARSE = 0.12;
const NEIGHBOR = 1.15;
const MAX_OVERLAP = 0.62;

/**
 * Chooses clauses worth most per character within a budget: repeats are worth nothing, a point not yet heard is
 * worth more, and a clause brings along the one that it depends on.
 */
export function selectClauses(
  clauses: readonly ScoredClause[],
  budget: number,
  known: string,
): readonly ScoredClause[] {
  const chosen = new Set<number>();
  const said = new Set(bigramsOf(known));
  let left = budget;
  for (;;) {
    const pick =
      bestPick(clauses, { chosen, said, left, minGain: MIN_GAIN }) ??
      // A letter of few measures: rather its plain words than an empty card.
      (left > budget * SPARSE ? bestPick(clauses, { chosen, said, left, minGain: 0.25 }) : null);
    if (pick === null) break;
    for (const index of pick.members) {
      chosen.add(index);
      for (const bigram of clauses[index]?.bigrams ?? []) said.add(bigram);
    }
    left -= pick.cost;
  }
  return clauses.filter((_, index) => chosen.has(index));
}

interface State {
  readonly chosen: ReadonlySet<number>;
  readonly said: ReadonlySet<string>;
  readonly left: number;
  readonly minGain: number;
}

function bestPick(clauses: readonly ScoredClause[], state: State): Pick | null {
  const heard = countHeard(clauses, state.chosen);
  let best: Pick | null = null;
  let bestRate = 0;
  for (let index = 0; index < clauses.length; index += 1) {
    if (state.chosen.has(index)) continue;
    const pick = pickAt(clauses, index, { ...state, heard });
    if (pick === null || pick.cost > state.left || pick.gain < state.minGain) continue;
    const rate = pick.gain / (pick.cost + 4) ** LENGTH_POWER;
    if (rate > bestRate) {
      best = pick;
      bestRate = rate;
    }
  }
  return best;
}

interface Heard {
  readonly sections: ReadonlySet<number>;
  readonly points: ReadonlyMap<number, number>;
}

function countHeard(clauses: readonly ScoredClause[], chosen: ReadonlySet<number>): Heard {
  const sections = new Set<number>();
  const points = new Map<number, number>();
  for (const index of chosen) {
    const clause = clauses[index];
    if (clause === undefined) continue;
    sections.add(clause.section);
    points.set(clause.point, (points.get(clause.point) ?? 0) + 1);
  }
  return { sections, points };
}

function pickAt(
  clauses: readonly ScoredClause[],
  index: number,
  state: State & { readonly heard: Heard },
): Pick | null {
  const members = [index];
  for (let at = index; ; at -= 1) {
    const clause = clauses[at];
    const before = clauses[at - 1];
    if (clause === undefined || before === undefined || before.sentence !== clause.sentence) break;
    if (!DEPENDENT.test(clause.text) && (at < index || clause.text.length > 6)) break;
    if (!state.chosen.has(at - 1)) members.unshift(at - 1);
    if (members.length > 4) return null;
  }
  let gain = 0;
  let cost = 0;
  for (const member of members) {
    const clause = clauses[member];
    if (clause === undefined || clause.score <= -4) return null;
    const repeated = overlap(clause.bigrams, state.said);
    if (repeated > MAX_OVERLAP) return null;
    // A weak host costs its room, little more: without it the figure would hang in the air.
    const worth = member === index ? clause.score : Math.max(clause.score, -0.3);
    gain += worth > 0 ? worth * (1 - repeated * 0.8) : worth;
    cost += clause.text.length + JOIN_COST;
  }
  const { section, point } = clauses[index] ?? { section: 0, point: 0 };
  if (!state.heard.sections.has(section)) gain *= NEW_SECTION;
  if (touches(clauses, index, state.chosen)) gain *= NEIGHBOR;
  gain *= SAME_POINT ** (state.heard.points.get(point) ?? 0);
  return { members, gain, cost };
}

/** Whether a neighbor in the same sentence is chosen already: together they read as one. */
function touches(
  clauses: readonly ScoredClause[],
  index: number,
  chosen: ReadonlySet<number>,
): boolean {
  const sentence = clauses[index]?.sentence;
  return [index - 1, index + 1].some((at) => chosen.has(at) && clauses[at]?.sentence === sentence);
}
