import { bigramsOf, overlap, type ScoredClause } from './score-clause.ts';
import { BYGONE, DEPENDENT } from './signals.ts';

// Tuned on five real documents and on composed letters, together and with three budgets, so that no single letter decides.
const LENGTH_POWER = 0.55;
const LENGTH_OFFSET = 4;
const JOIN_COST = 1;
const NEW_SECTION = 1.5;
const MAX_OVERLAP = 0.57;
const REPEAT_LOSS = 0.8;
const MIN_GAIN = 0.5;
// A letter of few measures: rather its plain words than an empty card.
const SPARSE = { share: 0.12, minGain: 0.25 } as const;
const WEAK_HOST = -0.3;
const MAX_MEMBERS = 4;
// A clause this short (`提高赋分权重`) needs the one before to be understood.
const SHORT = 6;

interface State {
  readonly chosen: ReadonlySet<number>;
  readonly sections: ReadonlySet<number>;
  readonly said: ReadonlySet<string>;
  readonly left: number;
  readonly minGain: number;
}

interface Pick {
  readonly members: readonly number[];
  readonly gain: number;
  readonly cost: number;
}

/**
 * Chooses clauses worth most per character within a budget: repeats are worth nothing, a section not yet heard
 * is worth more, and a clause brings along the one that it depends on.
 */
export function selectClauses(
  clauses: readonly ScoredClause[],
  budget: number,
  known: string,
): readonly ScoredClause[] {
  const chosen = new Set<number>();
  const sections = new Set<number>();
  const said = new Set(bigramsOf(known));
  let left = budget;
  for (;;) {
    const state = { chosen, sections, said, left, minGain: MIN_GAIN };
    const pick =
      bestPick(clauses, state) ??
      (left > budget * SPARSE.share
        ? bestPick(clauses, { ...state, minGain: SPARSE.minGain })
        : null);
    if (pick === null) break;
    for (const index of pick.members) {
      const clause = clauses[index];
      if (clause === undefined) continue;
      chosen.add(index);
      sections.add(clause.section);
      for (const bigram of clause.bigrams) said.add(bigram);
    }
    left -= pick.cost;
  }
  return clauses.filter((_, index) => chosen.has(index));
}

function bestPick(clauses: readonly ScoredClause[], state: State): Pick | null {
  let best: Pick | null = null;
  let bestRate = 0;
  for (let index = 0; index < clauses.length; index += 1) {
    if (state.chosen.has(index) || (clauses[index]?.score ?? 0) <= 0) continue;
    const pick = pickAt(clauses, index, state);
    if (pick === null || pick.cost > state.left || pick.gain < state.minGain) continue;
    const rate = pick.gain / (pick.cost + LENGTH_OFFSET) ** LENGTH_POWER;
    if (rate > bestRate) {
      best = pick;
      bestRate = rate;
    }
  }
  return best;
}

function pickAt(clauses: readonly ScoredClause[], index: number, state: State): Pick | null {
  const members = withHosts(clauses, index, state.chosen);
  let gain = 0;
  let cost = 0;
  for (const member of members) {
    const clause = clauses[member];
    if (clause === undefined || clause.score <= -4) return null;
    const repeated = overlap(clause.bigrams, state.said);
    if (repeated > MAX_OVERLAP) return null;
    // A weak host costs its room, little more: without it the figure would hang in the air.
    const worth = member === index ? clause.score : Math.max(clause.score, WEAK_HOST);
    gain += worth > 0 ? worth * (1 - repeated * REPEAT_LOSS) : worth;
    cost += clause.text.length + JOIN_COST;
  }
  if (!state.sections.has(clauses[index]?.section ?? 0)) gain *= NEW_SECTION;
  return { members, gain, cost };
}

/** A clause and those before it that it cannot do without and that are not chosen yet. */
function withHosts(
  clauses: readonly ScoredClause[],
  index: number,
  chosen: ReadonlySet<number>,
): readonly number[] {
  const members = [index];
  for (let at = index; at > 0 && members.length < MAX_MEMBERS; at -= 1) {
    const clause = clauses[at];
    if (clause === undefined || clauses[at - 1]?.sentence !== clause.sentence) break;
    if (!DEPENDENT.test(clause.text) && (at < index || clause.text.length > SHORT)) break;
    if (!chosen.has(at - 1)) members.unshift(at - 1);
  }
  const bygone = bygoneHost(clauses, members[0] ?? index);
  return bygone === null || chosen.has(bygone) ? members : [bygone, ...members];
}

/** The clause further up in the sentence that says that all of it is over. */
export function bygoneHost(clauses: readonly ScoredClause[], index: number): number | null {
  const sentence = clauses[index]?.sentence;
  for (let at = index - 1; at >= 0 && clauses[at]?.sentence === sentence; at -= 1) {
    if (BYGONE.test(clauses[at]?.text ?? '')) return at;
  }
  return null;
}
