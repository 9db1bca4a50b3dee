import { parentPort } from 'node:worker_threads';

import { unreadable, type DocumentKind, type DocumentText } from './document-text.ts';
import { readDocument } from './read-document.ts';

/** A request of the reader to its worker. */
export interface DocumentRequest {
  readonly bytes: Uint8Array;
  readonly kind: DocumentKind;
}

parentPort?.on('message', (request: DocumentRequest) => {
  // When a parser fails, the document counts as unreadable.
  readDocument(request.bytes, request.kind).then(answer, () => answer(unreadable()));
});

function answer(result: DocumentText): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(result);
}
