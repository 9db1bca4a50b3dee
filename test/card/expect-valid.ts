import { MessageCreateRequestSchema } from 'discord-api-spec/zod';
import { expect } from 'vitest';
import type { DiscordMessage } from '../../src/card/discord-message.ts';

function totalOf(message: DiscordMessage): number {
  const [embed] = message.embeds;
  return [
    embed.author.name,
    embed.title,
    embed.description ?? '',
    ...embed.fields.flatMap(({ name, value }) => [name, value]),
    embed.footer.text,
  ].join('').length;
}

/** Discord's own schema, and the limits that it does not state. */
export function expectValid(message: DiscordMessage): void {
  expect(MessageCreateRequestSchema.safeParse(message).error).toBeUndefined();
  const [embed] = message.embeds;
  expect(message.content.length).toBeLessThanOrEqual(2000);
  expect(message.content.trim()).not.toBe('');
  expect(embed.title.length).toBeLessThanOrEqual(256);
  expect(embed.title.trim()).not.toBe('');
  expect(embed.author.name.length).toBeLessThanOrEqual(256);
  expect((embed.description ?? '').length).toBeLessThanOrEqual(4096);
  expect(embed.footer.text.length).toBeLessThanOrEqual(2048);
  expect(embed.fields.length).toBeLessThanOrEqual(25);
  for (const { name, value } of embed.fields) {
    expect(name.trim()).not.toBe('');
    expect(value.trim()).not.toBe('');
    expect(name.length).toBeLessThanOrEqual(256);
    expect(value.length).toBeLessThanOrEqual(1024);
  }
  expect(totalOf(message)).toBeLessThanOrEqual(6000);
  for (const row of message.components) {
    for (const button of row.components) {
      expect(button.label.length).toBeLessThanOrEqual(80);
      const target = 'url' in button ? button.url : button.custom_id;
      expect(target.length).toBeLessThanOrEqual('url' in button ? 512 : 100);
    }
  }
  expect(JSON.stringify(message).isWellFormed()).toBe(true);
}
