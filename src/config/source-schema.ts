import { z } from 'zod';

import type { Source } from '../domain/source.ts';
import { isWebAddress } from './settings-rules.ts';

const webAddress = z
  .string()
  .refine(isWebAddress, 'must be a complete http or https address without a password')
  .max(1000, 'must be at most 1000 characters');

const yearlyAddress = z
  .string()
  .refine(
    (value) => value.includes('{year}') && isWebAddress(value.replaceAll('{year}', '2000')),
    'must be a complete address with {year} where the year stands',
  );

const selectorsSchema = z
  .strictObject({
    row: z.string().min(1, 'must be a CSS selector'),
    link: z.string().min(1, 'must be a CSS selector').exactOptional(),
    date: z.string().min(1, 'must be a CSS selector').exactOptional(),
  })
  .readonly();

// A code without quotes is a number to YAML; no code begins with 0, so nothing is lost.
const regionCode = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().regex(/^\d{6}$/u, 'must be a code of GB/T 2260: six digits'),
);

/** One source of `config/sources/*.yaml`. */
export const sourceSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'must be lower-case words joined by dashes')
      .max(60, 'must be at most 60 characters'),
    name: z
      .string()
      .min(1, 'must say in Chinese what it is')
      .max(80, 'must be at most 80 characters'),
    url: webAddress,
    format: z.enum(['auto', 'html', 'feed', 'json']).default('auto'),
    regionCode: regionCode.nullable().default(null),
    level: z.enum(['national', 'province', 'city', 'county']),
    agency: z.string().min(1, 'must be a name').nullable().default(null),
    family: z
      .string()
      .regex(/^[a-z0-9-]+$/u, 'must be one lower-case word, like trs')
      .nullable()
      .default(null),
    group: z.enum(['reply', 'notice']).default('reply'),
    enabled: z.boolean().default(true),
    confirmed: z
      .string()
      .regex(/^(?:never|20\d\d-\d\d-\d\d)$/u, 'must be never or a day, like 2026-11-22')
      .default('never'),
    selectors: selectorsSchema.nullable().default(null),
    yearly: yearlyAddress.exactOptional(),
    guildIds: z
      .array(
        z
          .string('must be a server id in quotes: as a bare number its last digits would be lost')
          .regex(/^\d{15,21}$/u, 'must be a Discord server id: 15 to 21 digits'),
      )
      .min(1, 'must name a server; leave it out where the source is for all')
      .readonly()
      .exactOptional(),
    note: z.string().max(500, 'must be at most 500 characters').exactOptional(),
  })
  .readonly() satisfies z.ZodType<Source>;
