/** A source that was added from chat, and how to let every server have it. */
export function pendingLine(id: string, guildIds: readonly string[]): string {
  const servers = `server${guildIds.length === 1 ? '' : 's'} ${guildIds.join(', ')}`;
  return `pending: added from chat, only for ${servers}; for all with: jianbao sources confirm ${id}`;
}
