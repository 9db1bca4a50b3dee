import { z } from 'zod';

import { ConfigError } from '../domain/errors.ts';
import type { Subscription } from '../domain/subscription.ts';
import { plainWords } from './explain-issues.ts';

const subscriptionSchema = z.strictObject({
  channelId: z.string().min(1),
  guildId: z.string().min(1),
  regionPrefixes: z.array(z.string().regex(/^\d{2,6}$/u)),
  relevances: z.array(z.enum(['core', 'related', 'adjacent', 'none'])),
  kinds: z.array(z.enum(['reply', 'notice', 'interpretation', 'news', 'opinion', 'other'])),
  topics: z.array(z.string()),
  language: z.enum(['zh-CN', 'en']),
  createdBy: z.string(),
  createdAt: z.string(),
  paused: z
    .strictObject({
      reason: z.enum([
        'missing-access',
        'missing-permission',
        'unknown-channel',
        'moderator',
        'guild-removed',
        'missing-history',
      ]),
      since: z.string(),
    })
    .nullable(),
}) satisfies z.ZodType<Subscription>;

const recordSchema = z.tuple([z.string(), z.number().int().positive(), z.unknown()]);

/** Before version 2 it held the subscriptions alone. */
const exportSchema = z.discriminatedUnion('version', [
  z.strictObject({
    format: z.literal('jianbao-export'),
    version: z.literal(1),
    subscriptions: z.array(subscriptionSchema),
  }),
  z.strictObject({
    format: z.literal('jianbao-export'),
    version: z.literal(2),
    program: z.string(),
    at: z.iso.datetime(),
    subscriptions: z.array(subscriptionSchema),
    records: z.record(z.string(), z.array(recordSchema)),
  }),
]);

/** What `export` writes and `import` reads. */
export interface ExportFile {
  /** ISO time: when it was written; null where it does not say. */
  readonly at: string | null;
  readonly subscriptions: readonly Subscription[];
  /** By kind: key, version and record of what was posted and is known. */
  readonly records: Readonly<Record<string, readonly (readonly [string, number, unknown])[]>>;
}

/** The newest version of the file that this program reads. */
const NEWEST = 2;

/** Identifies an export among other JSON files. */
const markSchema = z.object({ format: z.literal('jianbao-export'), version: z.unknown() });

const ADVICE = 'Give a file that "jianbao export" wrote.';

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the file' : path.join('.');
}

/** Checks an exported file; throws one ConfigError that lists every issue. */
export function parseExport(text: string, file: string): ExportFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${file} is no export of Jianbao: it is not JSON. ${ADVICE}`, { cause });
  }
  const mark = markSchema.safeParse(value);
  if (!mark.success) throw new ConfigError(`${file} is no export of Jianbao. ${ADVICE}`);
  const { version } = mark.data;
  if (typeof version !== 'number' || version < 1 || version > NEWEST) {
    throw new ConfigError(
      `${file} was written by another version of Jianbao. Update this one, or export again with it.`,
    );
  }
  const result = exportSchema.safeParse(value, { error: plainWords });
  if (result.success) {
    const { data } = result;
    const { subscriptions } = data;
    return data.version === 1
      ? { at: null, subscriptions, records: {} }
      : { at: data.at, subscriptions, records: data.records };
  }
  const lines = result.error.issues.map(({ path, message }) => `  ${nameOf(path)} ${message}.`);
  throw new ConfigError(
    [`${file} cannot be taken over; nothing was changed:`, ...lines].join('\n'),
  );
}
