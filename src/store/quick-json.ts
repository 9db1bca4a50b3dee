import { KeyvJsonSerializer } from 'keyv';

const slow = new KeyvJsonSerializer();

/** A text that begins with a colon, in what is written: Keyv doubles that colon, as it marks bytes and large numbers by one. */
const MARKED = /[:[,]":/u;

/**
 * Reads and writes what Keyv's own serializer does, which goes through every text of a record by a function of its own: where no
 * text begins with a colon, the engine's JSON says the same in a quarter of the time. Records hold neither bytes nor large numbers.
 */
export const QUICK_JSON = {
  stringify(value: unknown): string {
    const written = JSON.stringify(value);
    return MARKED.test(written) ? slow.stringify(value) : written;
  },
  parse: (written: string): unknown =>
    MARKED.test(written) ? slow.parse(written) : JSON.parse(written),
};
