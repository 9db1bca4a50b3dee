import { readDocument } from '../documents/read-document.ts';
import { createLocalReader, type Reader } from '../reading/reader.ts';
import type { Answer, Job, Order, Usage } from './messages.ts';

// What engines say where memory cannot be had; V8's own heap ends the process instead.
const EXHAUSTED =
  /allocation failed|Invalid (?:string|array|typed array) length|Maximum call stack/iu;
const MEGABYTE = 2 ** 20;

let reader: Reader | null = null;

/** Does what the bot says, one job at a time. */
export function obey(order: Order): void {
  if (order.say === 'begin') {
    reader = createLocalReader({ vocabulary: order.vocabulary, readDocument });
    answer({ say: 'ready' });
  } else if (reader !== null) {
    work(reader, order.job).then(
      (value) => answer({ say: 'read', value, usage: usage() }),
      (error: unknown) => answer(failureOf(error)),
    );
  }
}

function answer(message: Answer): void {
  process.send?.(message);
}

function work(to: Reader, job: Job): Promise<unknown> {
  switch (job.kind) {
    case 'readList':
      return to.readList(...job.args);
    case 'readPage':
      return to.readPage(...job.args);
    case 'readAttachment':
      return to.readAttachment(...job.args);
    default:
      return job satisfies never;
  }
}

function failureOf(error: unknown): Answer {
  const known = error instanceof Error ? error : new Error(String(error));
  const isExhausted = known instanceof RangeError && EXHAUSTED.test(known.message);
  return isExhausted
    ? { say: 'exhausted', usage: usage() }
    : { say: 'failed', error: known, usage: usage() };
}

function usage(): Usage {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return {
    megabytes: process.memoryUsage.rss() / MEGABYTE,
    // Linux and macOS through libuv: kilobytes.
    peakMegabytes: maxRSS / 1024,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1_000_000,
  };
}
