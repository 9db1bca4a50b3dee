/** A button that opens the source; Discord's style 5 never comes back to the bot. */
export interface LinkButton {
  readonly type: 2;
  readonly style: 5;
  readonly label: string;
  readonly url: string;
}

/** A button whose press the bot answers; its id begins with the name of what answers it. */
export interface ActionButton {
  readonly type: 2;
  readonly style: 2;
  readonly label: string;
  readonly custom_id: string;
}

/** A row of buttons under a message. */
export interface ActionRow {
  readonly type: 1;
  readonly components: readonly (LinkButton | ActionButton)[];
}

/** A named block of an embed. */
export interface EmbedField {
  readonly name: string;
  readonly value: string;
  readonly inline: boolean;
}

/** The framed part of a message. */
export interface DiscordEmbed {
  readonly author: { readonly name: string };
  readonly title: string;
  readonly url?: string;
  readonly description?: string;
  readonly color: number;
  readonly fields: readonly EmbedField[];
  readonly footer: { readonly text: string };
}

/** The message as it goes over the wire, without nonce and flags. */
export interface DiscordMessage {
  readonly content: string;
  readonly embeds: readonly [DiscordEmbed];
  readonly components: readonly ActionRow[];
  readonly allowed_mentions: { readonly parse: readonly [] };
}

/**
 * Discord's limits (docs/resources/message.mdx and components/reference.mdx, August 2026). Counted here in
 * UTF-16 units, which is never less than what Discord counts.
 */
export const DISCORD_LIMITS = {
  content: 2000,
  title: 256,
  author: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  embedTotal: 6000,
  buttonLabel: 80,
  buttonUrl: 512,
  customId: 100,
} as const;
