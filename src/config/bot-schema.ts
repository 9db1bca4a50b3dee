import { z } from 'zod';

import {
  ALLOWED_HOST_PATTERN,
  HOST_PATTERN,
  isContact,
  isCronExpression,
  isTimeZone,
  STORE_PATTERN,
} from './settings-rules.ts';

/** The contact in the User-Agent until the operator writes an address; `doctor` reports it. */
export const PLACEHOLDER_CONTACT = 'https://example.org/please-set-politeness-contact';

/** What a source list may ask of real sites at most; only a setup of loopback sources may go below. */
export const MANNERS = { minGapSeconds: 5, minIntervalMinutes: 60 } as const;

const count = (min: number, max: number) =>
  z.int().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`);

const amount = (min: number, max: number) =>
  z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`);

const scheduleSchema = z
  .strictObject({
    cron: z
      .string()
      .refine(
        isCronExpression,
        'must be a cron expression of five or six fields, like "*/5 * * * *"',
      )
      .default('*/5 * * * *'),
    timezone: z
      .string()
      .refine(isTimeZone, 'must be a time zone, like Asia/Shanghai')
      .default('Asia/Shanghai'),
    minIntervalMinutes: amount(0.01, 43_200).default(120),
    maxIntervalMinutes: amount(0.01, 43_200).default(2880),
  })
  .readonly();

const hostSchema = z
  .strictObject({
    caFile: z.string().min(1, 'must be a file name').exactOptional(),
    ecdhCurve: z
      .string()
      .regex(/^[\w.-]+(?::[\w.-]+)*$/u, 'must be curve names joined by colons, like P-256')
      .exactOptional(),
  })
  .readonly();

const politenessSchema = z
  .strictObject({
    contact: z
      .string()
      .refine(
        isContact,
        'must be an address where people can reach you: an e-mail or an https page',
      )
      .default(PLACEHOLDER_CONTACT),
    userAgentName: z
      .string()
      .regex(
        /^[A-Za-z][A-Za-z0-9._-]{1,39}$/u,
        'must be one word of Latin letters, digits, dots or dashes, like JianbaoBot',
      )
      .default('JianbaoBot'),
    minGapSeconds: amount(0, 3600).default(8),
    jitterSeconds: amount(0, 600).default(4),
    requestTimeoutSeconds: amount(0.1, 300).default(30),
    maxMegabytes: amount(0.1, 200).default(20),
    dailyBudgetPerHost: count(1, 5000).default(300),
    fullFetchHours: amount(1, 168).default(24),
    allowedHosts: z
      .array(z.string().regex(ALLOWED_HOST_PATTERN, 'must be a host name, like www.example.org'))
      .readonly()
      .default([]),
    hosts: z
      .record(
        z.string().regex(HOST_PATTERN, 'must be a host name, like jyt.example.gov.cn'),
        hostSchema,
      )
      .readonly()
      .default({}),
    allowLoopback: z.boolean().default(false),
  })
  .readonly();

const limitsSchema = z
  .strictObject({
    entriesPerVisit: count(1, 500).default(40),
    digestAbove: count(1, 500).default(30),
    pagesPerVisit: count(1, 20).default(3),
    attemptsPerEntry: count(1, 50).default(5),
    attachmentsPerArticle: count(0, 20).default(3),
    firstVisit: z.enum(['newest', 'all', 'none']).default('newest'),
    firstVisitReads: count(1, 40).default(5),
    parallelVisits: count(1, 64).default(32),
    readers: count(1, 16).nullable().default(null),
  })
  .readonly();

const storeSchema = z
  .strictObject({
    url: z
      .string()
      .regex(
        STORE_PATTERN,
        'must be an address that begins with sqlite://, postgres:// or redis://, or memory: for a trial that forgets',
      )
      .nullable()
      .default(null),
    keepDays: count(30, 36_500).default(365),
  })
  .readonly();

const correctionsSchema = z
  .strictObject({
    rereadDays: z
      .array(count(1, 365))
      .max(10, 'may hold at most 10 days')
      .readonly()
      .default([1, 7, 30]),
  })
  .readonly();

const previewSchema = z
  .strictObject({
    port: count(0, 65_535).default(4100),
    host: z.string().min(1, 'must be an address of this machine').default('127.0.0.1'),
  })
  .readonly();

const statusSchema = z
  .strictObject({
    port: count(0, 65_535).nullable().default(null),
    host: z.string().min(1, 'must be an address of this machine').default('127.0.0.1'),
    allowedHosts: z
      .array(
        z
          .string()
          .regex(HOST_PATTERN, 'must be a host name without a port, like jianbao.internal')
          .toLowerCase(),
      )
      .readonly()
      .default([]),
  })
  .readonly();

const moderationSchema = z
  .strictObject({
    addSources: z.boolean().default(false),
    alarmChannelId: z
      .string('must be a channel id in quotes: as a bare number its last digits would be lost')
      .regex(/^\d{15,21}$/u, 'must be a Discord channel id: 15 to 21 digits')
      .nullable()
      .default(null),
  })
  .readonly();

const loggingSchema = z
  .strictObject({
    format: z.enum(['auto', 'pretty', 'json']).default('auto'),
    level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  })
  .readonly();

/** What `config/bot.yaml` may hold. Every setting has a default, so an empty file is a valid one. */
export const botSchema = z
  .strictObject({
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
    schedule: scheduleSchema.prefault({}),
    politeness: politenessSchema.prefault({}),
    limits: limitsSchema.prefault({}),
    corrections: correctionsSchema.prefault({}),
    store: storeSchema.prefault({}),
    preview: previewSchema.prefault({}),
    status: statusSchema.prefault({}),
    moderation: moderationSchema.prefault({}),
    logging: loggingSchema.prefault({}),
  })
  .readonly();

/** The settings of `config/bot.yaml`, defaults filled in. */
export type BotSettings = z.infer<typeof botSchema>;
