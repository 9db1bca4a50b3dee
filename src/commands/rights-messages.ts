import type { Language } from '../domain/card.ts';

/** What members need; `manage` is any of three permissions. */
export type RightKey = 'view' | 'send' | 'manage' | 'manageServer';

/** What a member lacks, and who can give it; permissions under Discord's own names. */
interface RightsMessages {
  readonly rights: Readonly<Record<RightKey, string>>;
  readonly lackingInChannel: (channel: string, rights: string) => string;
  readonly lackingInServer: (rights: string) => string;
  readonly unknownChannel: (channel: string) => string;
}

const ZH: RightsMessages = {
  rights: {
    view: '查看频道（View Channel）',
    send: '发送消息（Send Messages）',
    manage:
      '管理服务器（Manage Server）、管理频道（Manage Channels）或管理 Webhook（Manage Webhooks）三者之一',
    manageServer: '管理服务器（Manage Server）',
  },
  lackingInChannel: (channel, rights) =>
    `您在 ${channel} 中还缺少权限：${rights}。\n管理员，或有“管理身份组（Manage Roles）”权限的人，可以为您打开。没有作任何更改。`,
  lackingInServer: (rights) =>
    `您在本服务器中还缺少权限：${rights}。\n管理员，或有“管理身份组（Manage Roles）”权限的人，可以为您打开。没有作任何更改。`,
  unknownChannel: (channel) =>
    `${channel} 不是本服务器的频道，或已被删除。没有作任何更改；这样的订阅只有能“管理服务器（Manage Server）”的人可以取消。`,
};

const EN: RightsMessages = {
  rights: {
    view: 'View Channel',
    send: 'Send Messages',
    manage: 'one of Manage Server, Manage Channels and Manage Webhooks',
    manageServer: 'Manage Server',
  },
  lackingInChannel: (channel, rights) =>
    `You are missing permissions in ${channel}: ${rights}.\nAn administrator, or somebody with Manage Roles, can allow them. Nothing has been changed.`,
  lackingInServer: (rights) =>
    `You are missing permissions in this server: ${rights}.\nAn administrator, or somebody with Manage Roles, can allow them. Nothing has been changed.`,
  unknownChannel: (channel) =>
    `${channel} is no channel of this server, or was deleted. Nothing has been changed; only members with Manage Server can end such a subscription.`,
};

/** The words about members' rights in each language. */
export const RIGHTS_MESSAGES: Readonly<Record<Language, RightsMessages>> = { 'zh-CN': ZH, en: EN };
