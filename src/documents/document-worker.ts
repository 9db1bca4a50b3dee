import { parentPort } from 'node:worker_threads';

import { unreadable, type DocumentKind, type DocumentText } from './document-text.ts';
import { readDocument } from './read-document.ts';

/** What the reader asks its worker. */
export interface DocumentRequest {
  readonly bytes: Uint8Array;
  readonly kind: DocumentKind;
}

parentPort?.on('message', (request: DocumentRequest) => {
  // A fault of a parser is a fault of the document, as far as the bot is concerned.
  readDocument(request.bytes, request.kind).then(answer, () => answer(unreadable()));
});

function answer(result: DocumentText): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(result);
}
