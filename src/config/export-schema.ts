import { z } from 'zod';

import { ConfigError } from '../domain/errors.ts';
import type { Subscription } from '../domain/subscription.ts';

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
      ]),
      since: z.string(),
    })
    .nullable(),
}) satisfies z.ZodType<Subscription>;

const exportSchema = z.strictObject({
  format: z.literal('jianbao-export'),
  version: z.literal(1),
  subscriptions: z.array(subscriptionSchema),
});

/** What `export` writes and `import` reads. */
export interface ExportFile {
  readonly format: 'jianbao-export';
  readonly version: 1;
  readonly subscriptions: readonly Subscription[];
}

/** Checks an exported file; one ConfigError lists every mistake. */
export function parseExport(text: string, file: string): ExportFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${file} is not JSON.`, { cause });
  }
  const result = exportSchema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new ConfigError([`${file} is not an export of this version:`, ...lines].join('\n'));
}
