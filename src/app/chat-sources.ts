import type { Source } from '../domain/source.ts';
import type { Store } from '../store/open-store.ts';

const KEY = 'chat-sources';

/** The sources that were added from chat, as the process that leads left them to those that crawl, and to the next leader. */
export async function loadChatSources({
  settings,
}: Pick<Store, 'settings'>): Promise<readonly Source[]> {
  const known = await settings.load(KEY);
  return isSources(known) ? known : [];
}

export async function saveChatSources(
  { settings }: Pick<Store, 'settings'>,
  sources: readonly Source[],
): Promise<void> {
  await settings.save(KEY, sources);
}

/** The store checks records' versions, and this file alone writes this one. */
function isSources(value: unknown): value is readonly Source[] {
  return Array.isArray(value);
}
