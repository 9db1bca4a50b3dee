import { leaveRequest } from '../app/requests.ts';
import type { Config } from '../config/load-config.ts';
import { findTraces, isAddress, type Traces } from '../upkeep/find-traces.ts';
import { forgetDocument, weighErasure, type Erasure } from '../upkeep/forget-document.ts';
import { StoreError } from '../domain/errors.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { storeFolder } from '../backends/store-folder.ts';
import { askYes } from './ask-yes.ts';
import { FORGET_WORDS } from './messages.ts';
import { openConfig } from './open-tools.ts';

interface ForgetOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** What came of the command. */
interface ForgetAnswer {
  /** `found`: nothing was erased yet; `requested`: the running bot does it; `ambiguous`: several documents have that id. */
  readonly state: 'found' | 'forgotten' | 'requested' | 'running' | 'unknown' | 'ambiguous';
  readonly documents: readonly {
    readonly id: string;
    readonly title: string;
    readonly agency: string | null;
    readonly datePublished: string | null;
  }[];
  readonly erasure: Erasure | null;
}

const DONE: ReadonlySet<ForgetAnswer['state']> = new Set(['forgotten', 'requested']);

/**
 * Erases a document everywhere in the store, by an id or an address, and queues the emptying of its messages. It asks
 * first, or needs `--yes`; a bot that is running does it itself. Exit code 1 where nothing was erased.
 */
export async function forgetCommand(target: string, options: ForgetOptions): Promise<number> {
  const config = openConfig();
  const words = FORGET_WORDS[config.language];
  const isPrinted = options.json !== true;
  const say = (text: string): void => {
    if (isPrinted) process.stdout.write(`${text}\n`);
  };
  const store = await openUnlessRunning(config);
  const answer =
    store === null
      ? leaveToBot(config, target, options)
      : await forgetIn(store, target, { ...options, config, say });
  if (!isPrinted) process.stdout.write(`${JSON.stringify({ target, ...answer })}\n`);
  if (store === null) say(answer.state === 'requested' ? words.requested : words.isRunning);
  return DONE.has(answer.state) ? 0 : 1;
}

/** Null where a bot that is running has the store. */
async function openUnlessRunning({ store }: Config): Promise<Store | null> {
  try {
    return await openStore(store.url);
  } catch (error) {
    if (error instanceof StoreError && error.isInUse) return null;
    throw error;
  }
}

function leaveToBot({ store }: Config, target: string, { yes }: ForgetOptions): ForgetAnswer {
  const folder = storeFolder(store.url);
  const isLeft = yes === true && folder !== null;
  if (isLeft) leaveRequest(folder, 'forget', target);
  return { state: isLeft ? 'requested' : 'running', documents: [], erasure: null };
}

async function forgetIn(
  store: Store,
  target: string,
  context: ForgetOptions & { readonly config: Config; readonly say: (text: string) => void },
): Promise<ForgetAnswer> {
  const { say, yes, json, config } = context;
  const words = FORGET_WORDS[config.language];
  try {
    const traces = await findTraces(store, target);
    const documents = traces.records.map(({ articleId, article, card }) => ({
      id: articleId,
      title: card.title,
      agency: article.agency,
      datePublished: article.datePublished,
    }));
    const refused = whyNot(target, traces);
    if (refused !== null) {
      say(refused === 'unknown' ? words.unknown(target) : words.ambiguous(traces.articleIds));
      return { state: refused, documents, erasure: null };
    }
    const erasure = await weighErasure(store, traces);
    for (const one of documents) {
      say(`${[one.id, one.datePublished, one.agency].filter(Boolean).join('  ')}\n  ${one.title}`);
    }
    say(words.wouldErase(erasure));
    const isAsked = yes !== true && json !== true && process.stdin.isTTY;
    if (yes !== true && !(isAsked && (await askYes(words.question)))) {
      say(isAsked ? words.nothingDone : words.sayYes);
      return { state: 'found', documents, erasure };
    }
    await forgetDocument(store, target, { traces, now: new Date() });
    say(words.done(erasure));
    return { state: 'forgotten', documents, erasure };
  } finally {
    await store.close();
  }
}

/** An address of which nothing is known can be forgotten all the same: it is never read again. */
function whyNot(target: string, { articleIds }: Traces): 'unknown' | 'ambiguous' | null {
  if (isAddress(target) || articleIds.length === 1) return null;
  return articleIds.length === 0 ? 'unknown' : 'ambiguous';
}
