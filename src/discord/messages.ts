import type { Language } from '../domain/card.ts';
import type { PauseReason } from '../domain/subscription.ts';

/** Messages that answer no command. */
export interface DiscordMessages {
  /** `channel` is a mention. */
  readonly paused: (channel: string, reason: PauseReason) => string;
}

const ZH_REASONS: Readonly<Record<PauseReason, string>> = {
  'missing-access': '我看不到这个频道',
  'missing-permission': '我没有在那里发送消息或嵌入链接的权限',
  'missing-history': '我没有查看那里历史消息的权限，无法确认有一条是否已经发出',
  'unknown-channel': '找不到这个频道',
  moderator: '管理员暂停了发布',
  'guild-removed': '我曾被移出服务器',
};
const EN_REASONS: Readonly<Record<PauseReason, string>> = {
  'missing-access': 'I can no longer see this channel',
  'missing-permission': 'I am no longer allowed to send messages or embed links there',
  'missing-history':
    'I may not read the message history there, and cannot tell whether a card was posted already',
  'unknown-channel': 'the channel can no longer be found',
  moderator: 'a moderator paused it',
  'guild-removed': 'I had been removed from the server',
};

export const DISCORD_MESSAGES: Readonly<Record<Language, DiscordMessages>> = {
  'zh-CN': {
    paused: (channel, reason) =>
      `我已暂停在 ${channel} 发布：${ZH_REASONS[reason]}。设置和错过的内容都已保留，权限恢复后会自动补发。详情见 /subscriptions。`,
  },
  en: {
    paused: (channel, reason) =>
      `I have paused posting in ${channel}: ${EN_REASONS[reason]}. Your settings and everything missed are kept; it will be posted once the permissions are back. See /subscriptions for details.`,
  },
};
