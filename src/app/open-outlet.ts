import { openDiscordOutlet } from './discord-outlet.ts';
import type { Outlet, OutletOptions } from './outlet.ts';
import { openPreviewOutlet } from './preview-outlet.ts';

/** Discord where there is a token, the local page where there is none. */
export function openOutlet(options: OutletOptions): Outlet {
  const { token } = options.config.discord;
  return token === null ? openPreviewOutlet(options) : openDiscordOutlet(options, token);
}
