/** One row of a table of rules: what it looks for, and where a reader can check it. */
export interface Rule {
  /** Names the row in explanations and in `npm run rules`; unique within its table. */
  readonly id: string;
  /** Alternatives: sources of regular expressions, most of them plain words; every repetition has an upper bound. */
  readonly match: readonly string[];
  /** What every match holds, where that is found much faster than the match. */
  readonly needs?: RegExp;
  /** The standard, document or section of docs/field-notes.md that the row comes from. */
  readonly source: string;
  /** Why the row stays although no marked document needs it. */
  readonly keep?: string;
}

/** A table of rules under a name. What is compiled from its rows goes through `derive`, so that rows can be judged. */
export interface RuleTable<R extends Rule> {
  readonly name: string;
  readonly rows: () => readonly R[];
  /** Compiles something from the rows, once, when first used. */
  readonly derive: <T>(build: (rows: readonly R[]) => T) => () => T;
  /** The first row that matches a text, or null. Rows are tried in order. */
  readonly find: (text: string) => R | null;
  /** What `find` gives for each of many texts. Row by row: a pattern that was just used is matched twice as fast. */
  readonly findEach: (texts: readonly string[]) => readonly (R | null)[];
  /** Whether any row matches a text. */
  readonly test: (text: string) => boolean;
  /** Where the first match of any row begins, or -1. */
  readonly search: (text: string) => number;
  /** A text without its first match of any row; for tables of what stands in front of something. */
  readonly strip: (text: string) => string;
  /** Every row with its own pattern, in order. */
  readonly patterns: () => readonly { readonly row: R; readonly pattern: RegExp }[];
  /** Uses other rows from now on: for judging what a row is worth, never in the bot. */
  readonly replaceRows: (rows: readonly R[]) => void;
}

/** How the alternatives of a row are joined into one expression; `$` is replaced by them. */
interface TableOptions {
  /** Like `^(?:$)` for what begins a text. Default: anywhere. */
  readonly shape?: string;
  /** Default `u`. */
  readonly flags?: string;
  /** Why its rows stay although no marked document needs them, where that is one reason for all. */
  readonly keep?: string;
}

const TABLES: RuleTable<Rule>[] = [];
let observer: ((table: string) => void) | null = null;

/** Calls the observer for each table that is used from now on; null ends it. For judging rows, never in the bot. */
export function observeTables(listener: ((table: string) => void) | null): void {
  observer = listener;
}

/** Every table of the program, in the order of its modules. */
export function ruleTables(): readonly RuleTable<Rule>[] {
  return TABLES;
}

/** Makes a table of rules and enters it in the list of all TABLES. */
export function ruleTable<R extends Rule>(
  name: string,
  rows: readonly R[],
  { shape = '(?:$)', flags = 'u', keep }: TableOptions = {},
): RuleTable<R> {
  let current = keep === undefined ? rows : rows.map((row) => ({ keep, ...row }));
  const caches: (() => void)[] = [];
  const derive: RuleTable<R>['derive'] = (build) => {
    let made: { readonly value: ReturnType<typeof build> } | null = null;
    caches.push(() => (made = null));
    return () => {
      observer?.(name);
      return (made ??= { value: build(current) }).value;
    };
  };
  const compile = (alternatives: readonly string[]): RegExp =>
    new RegExp(
      shape.replace('$', () => alternatives.join('|')),
      flags,
    );
  const joined = (all: readonly R[]): RegExp =>
    all.length === 0 ? /(?!)/u : compile(all.flatMap(({ match }) => match));
  const any = derive(joined);
  const each = derive((all) => all.map((row) => ({ row, pattern: compile(row.match) })));
  /** The rows that are tried at once, and those that are tried only where a text holds what they need. */
  const tests = derive((all) => ({
    plain: joined(all.filter(({ needs }) => needs === undefined)),
    rare: all
      .filter(({ needs }) => needs !== undefined)
      .map((row) => ({ row, pattern: compile(row.match) })),
  }));
  const table: RuleTable<R> = {
    name,
    rows: () => {
      observer?.(name);
      return current;
    },
    derive,
    test: (text) => {
      const { plain, rare } = tests();
      return plain.test(text) || rare.some((one) => fits(one, text));
    },
    search: (text) => text.search(any()),
    strip: (text) => text.replace(any(), ''),
    patterns: each,
    // One expression of all rows takes longer than its rows one by one, and does not show which matched.
    find: (text) => each().find((one) => fits(one, text))?.row ?? null,
    findEach: (texts) => {
      const found: (R | null)[] = texts.map(() => null);
      for (const one of each()) {
        // By index: pairs of an iterator take longer to make than most patterns to fail.
        for (let at = 0; at < texts.length; at += 1) {
          if (found[at] === null && fits(one, texts[at] ?? '')) found[at] = one.row;
        }
      }
      return found;
    },
    replaceRows: (others) => {
      current = others;
      for (const clear of caches) clear();
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the list is read, and rows are only removed and put back
  TABLES.push(table as unknown as RuleTable<Rule>);
  return table;
}

function fits(
  { row, pattern }: { readonly row: Rule; readonly pattern: RegExp },
  text: string,
): boolean {
  return row.needs?.test(text) !== false && pattern.test(text);
}

/** A weight under a name: a row that is added up by code and looks for nothing itself. */
export interface Weight<Id extends string> extends Omit<Rule, 'match'> {
  readonly id: Id;
  readonly weight: number;
}

/** Makes a table of weights; the function that it returns gives the weight of a row, 0 for one that was removed. */
export function weightTable<Id extends string>(
  name: string,
  weights: readonly Weight<Id>[],
): (id: Id) => number {
  const table = ruleTable<Weight<Id> & Rule>(
    name,
    weights.map((weight) => Object.assign({ match: [] }, weight)),
  );
  const byId = table.derive((rows) => new Map(rows.map(({ id, weight }) => [id, weight])));
  return (id) => byId().get(id) ?? 0;
}

/** Plain words, parted by blanks, as a row's alternatives. */
export function words(list: string): readonly string[] {
  return list.trim().split(/\s+/u);
}
