import { byCodeUnits } from '../base/by-code-units.ts';
import type { KeyValue } from './key-value.ts';

/** What one process leaves to be done by the one that leads, in order. */
export interface HandedStore {
  /** To be called while no other process hands something over; `turn`: a number that grows from one such time to the next. */
  add(task: unknown, turn: number): Promise<void>;
  /** The first of them first, with their keys. */
  all(): Promise<readonly (readonly [key: string, task: unknown])[]>;
  remove(key: string): Promise<void>;
}

/** Numbers of equal length, so that their order is that of the keys. */
const DIGITS = 12;

export function createHandedStore(records: KeyValue<unknown>): HandedStore {
  let count = 0;
  const padded = (number: number): string => String(number).padStart(DIGITS, '0');
  return {
    add(task, turn) {
      count += 1;
      return records.set(`${padded(turn)}-${padded(count)}`, task);
    },
    async all() {
      const found: (readonly [string, unknown])[] = [];
      for await (const record of records.entries()) found.push(record);
      return found.sort(([a], [b]) => byCodeUnits(a, b));
    },
    remove: async (key) => void (await records.delete(key)),
  };
}
