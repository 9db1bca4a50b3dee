import { Worker } from 'node:worker_threads';

import { createMutex } from '../base/mutex.ts';
import type { PageIssue } from '../domain/page.ts';
import {
  MAX_FILE_BYTES,
  unreadable,
  type DocumentKind,
  type DocumentText,
} from './document-text.ts';
import type { DocumentRequest } from './document-worker.ts';

/** Reads attachments without endangering the bot: every outcome is a value. */
export interface DocumentReader {
  read(
    bytes: Uint8Array,
    kind: DocumentKind,
  ): Promise<{ readonly text: string; readonly issues: PageIssue[] }>;
  close(): Promise<void>;
}

export interface DocumentReaderOptions {
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
  /** A worker that had no request for so long is ended: pdf.js keeps 170 MB. */
  readonly idleMs?: number;
}

const DEFAULTS = {
  timeoutMs: 25_000,
  memoryMb: 384,
  idleMs: 30_000,
} as const satisfies Required<DocumentReaderOptions>;

/** Creates a reader with one worker thread, started at the first request and again after a crash. */
export function createDocumentReader(options: DocumentReaderOptions = {}): DocumentReader {
  const limits = { ...DEFAULTS, ...options };
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;
  const mutex = createMutex();

  async function dismiss(): Promise<void> {
    clearTimeout(idle);
    const dismissed = worker;
    worker = null;
    await dismissed?.terminate();
  }

  async function readNow(request: DocumentRequest): Promise<DocumentText> {
    if (isClosed) return unreadable();
    clearTimeout(idle);
    worker ??= startWorker(limits.memoryMb);
    const result = await runInWorker(worker, request, limits.timeoutMs);
    if (result === null) {
      await dismiss();
      return unreadable();
    }
    worker.unref();
    idle = setTimeout(() => void dismiss(), limits.idleMs).unref();
    return result;
  }

  return {
    async read(bytes, kind) {
      if (bytes.length > MAX_FILE_BYTES) return { text: '', issues: ['unreadable', 'too-large'] };
      // One at a time: the limits are the worker's, so documents do not share them.
      const { text, issues } = await mutex(() => readNow({ bytes, kind }));
      return { text, issues: [...issues] };
    },
    async close() {
      isClosed = true;
      await dismiss();
    },
  };
}

function startWorker(memoryMb: number): Worker {
  const worker = new Worker(new URL('./document-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
    // Parsers print warnings about broken files, which do not belong in the log.
    stdout: true,
    stderr: true,
  });
  // A worker may report an error after its answer was abandoned; without a listener that would end the process.
  return worker.on('error', () => undefined);
}

/** The worker's answer; null when it crashed, ran out of memory or took too long. */
function runInWorker(
  worker: Worker,
  request: DocumentRequest,
  timeoutMs: number,
): Promise<DocumentText | null> {
  return new Promise((resolve) => {
    const finish = (result: DocumentText | null): void => {
      clearTimeout(timer);
      worker.off('message', finish).off('error', fail).off('exit', fail);
      resolve(result);
    };
    const fail = (): void => finish(null);
    const timer = setTimeout(fail, timeoutMs);
    worker.on('message', finish).on('error', fail).on('exit', fail);
    worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(request);
  });
}
