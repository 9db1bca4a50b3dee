import { byCodeUnits } from '../base/by-code-units.ts';
import type { WithAudience } from '../domain/audience.ts';
import type { Card, CardOccasion } from '../domain/card.ts';
import type { Source } from '../domain/source.ts';
import type { KeyValue } from './key-value.ts';
import type { Write } from './together.ts';

/** What a process that crawls leaves to the one that leads: cards for the channels, edits of messages, and alarms. */
export type HandedTask =
  | {
      readonly kind: 'card';
      readonly card: Card;
      readonly occasion: CardOccasion;
      readonly audience: WithAudience;
    }
  | { readonly kind: 'digest'; readonly cards: readonly Card[]; readonly source: Source }
  | { readonly kind: 'edits'; readonly card: Card }
  /** The health room knows the shape of an alarm. */
  | { readonly kind: 'alarm'; readonly source: Source; readonly alarm: unknown };

/** The tasks, in the order in which they were left. */
export interface HandedStore {
  /** To be called while no other process leaves any; `turn`: a number that grows from one such time to the next. */
  add(task: HandedTask, turn: number): Promise<void>;
  /** The same, made ready for `together`. */
  adding(task: HandedTask, turn: number): Write;
  /** The first of them first, with their keys. */
  all(): Promise<readonly (readonly [key: string, task: HandedTask])[]>;
  remove(key: string): Promise<void>;
  /** Takes a document out of all of them. */
  forget(articleId: string): Promise<void>;
}

/** Numbers of equal length, so that their order is that of the keys. */
const DIGITS = 12;

export function createHandedStore(records: KeyValue<HandedTask>): HandedStore {
  let count = 0;
  const padded = (number: number): string => String(number).padStart(DIGITS, '0');

  async function all(): Promise<readonly (readonly [string, HandedTask])[]> {
    const found: (readonly [string, HandedTask])[] = [];
    for await (const record of records.entries()) found.push(record);
    return found.sort(([a], [b]) => byCodeUnits(a, b));
  }

  function adding(task: HandedTask, turn: number): Write {
    count += 1;
    const key = `${padded(turn)}-${padded(count)}`;
    return { run: () => records.set(key, task) };
  }

  return {
    all,
    add: (task, turn) => adding(task, turn).run(),
    adding,
    remove: async (key) => void (await records.delete(key)),
    async forget(articleId) {
      for (const [key, task] of await all()) {
        const left = without(task, articleId);
        if (left === null) await records.delete(key);
        else if (left !== task) await records.set(key, left);
      }
    },
  };
}

function without(task: HandedTask, articleId: string): HandedTask | null {
  if (task.kind === 'alarm') return task;
  if (task.kind !== 'digest') return task.card.articleId === articleId ? null : task;
  const cards = task.cards.filter((card) => card.articleId !== articleId);
  if (cards.length === task.cards.length) return task;
  return cards.length === 0 ? null : { ...task, cards };
}
