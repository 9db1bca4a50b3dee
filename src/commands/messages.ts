import type { Language } from '../domain/card.ts';
import type { PauseReason } from '../domain/subscription.ts';
import type { Kind, Relevance } from '../domain/verdict.ts';

/** A word in both languages. */
export interface Word {
  readonly en: string;
  readonly zh: string;
}

/** What Discord shows in its list of commands. */
export const commandWords = {
  subscribe: {
    en: 'Post new public replies about double reduction in a channel',
    zh: '在频道中发布新公开的“双减”答复；再次使用即修改设置',
  },
  unsubscribe: { en: 'Stop posting in a channel', zh: '停止在频道中发布' },
  subscriptions: {
    en: 'What is posted where in this server, and what is wrong',
    zh: '查看本服务器各频道的订阅与状态',
  },
  latest: { en: 'Show the newest replies, only to you', zh: '查看最新的答复（仅您可见）' },
  source: {
    en: 'The government pages that are watched: how they are doing, and adding one',
    zh: '所关注的政府网页：查看状态，或添加',
  },
  help: { en: 'What this bot does and who can do what', zh: '本机器人的用途与用法' },
} as const satisfies Record<string, Word>;

/** Names and descriptions of options; the default names are English. */
export const optionWords = {
  region: {
    name: { en: 'region', zh: '地区' },
    about: {
      en: 'Province, city or county; national ones always come too',
      zh: '省、市或区县；全国性的始终包含',
    },
  },
  region2: {
    name: { en: 'region-2', zh: '地区二' },
    about: { en: 'A second region', zh: '第二个地区' },
  },
  region3: {
    name: { en: 'region-3', zh: '地区三' },
    about: { en: 'A third region', zh: '第三个地区' },
  },
  relevance: {
    name: { en: 'relevance', zh: '相关程度' },
    about: {
      en: 'How close to the policy; default: the policy and what is related',
      zh: '与“双减”的相关程度；默认为双减及相关',
    },
  },
  topic: {
    name: { en: 'topic', zh: '主题' },
    about: { en: 'Only this topic; default: all', zh: '只看这一主题；不选则为全部' },
  },
  otherKinds: {
    name: { en: 'other-kinds', zh: '其他文种' },
    about: {
      en: 'Notices, interpretations and news too, not only replies',
      zh: '除答复外，也包括通知、解读和消息等',
    },
  },
  language: {
    name: { en: 'language', zh: '语言' },
    about: {
      en: 'Language of the labels; quotes stay Chinese',
      zh: '卡片标签的语言；引文保持原文',
    },
  },
  channel: {
    name: { en: 'channel', zh: '频道' },
    about: { en: 'Default: the channel you are in', zh: '不选则为当前频道' },
  },
  sourceAdd: {
    name: { en: 'add', zh: '添加' },
    about: {
      en: 'Look at an address once; you see what it gives before it is saved',
      zh: '访问一次某个地址，看过结果后再决定是否保存',
    },
  },
  sourceList: {
    name: { en: 'list', zh: '状态' },
    about: {
      en: 'Which ones have trouble, since when, and what to do',
      zh: '哪些来源有问题、从何时起、该怎么办',
    },
  },
  url: {
    name: { en: 'url', zh: '网址' },
    about: {
      en: 'The whole address of a list page or feed, with https://',
      zh: '列表页或订阅源的完整网址，以 https:// 开头',
    },
  },
} as const satisfies Record<string, { readonly name: Word; readonly about: Word }>;

/** The three widths of a subscription. */
export const relevanceWords = {
  core: { en: 'Double reduction only', zh: '仅“双减”' },
  related: {
    en: 'Double reduction and related (default)',
    zh: '“双减”及作业、课后服务、校外培训（默认）',
  },
  adjacent: { en: 'Also science education and the like', zh: '另加科学教育等' },
} as const satisfies Record<string, Word>;

/** The languages, each in its own words. */
export const languageWords: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };

/** Discord's own names of the permissions, so that they can be found in its settings. */
export type PermissionKey = 'view' | 'send' | 'embed';

/** Everything that the commands say. */
export interface CommandMessages {
  readonly everywhere: string;
  readonly allTopics: string;
  readonly onlyReplies: string;
  readonly allKinds: string;
  readonly relevances: (relevances: readonly Relevance[]) => string;
  readonly kinds: (kinds: readonly Kind[]) => string;
  readonly separator: string;
  readonly permissions: Readonly<Record<PermissionKey, string>>;
  readonly missing: (channel: string, permissions: string) => string;
  readonly wrongChannel: (channel: string) => string;
  readonly notInServer: string;
  readonly unknownRegion: (text: string) => string;
  readonly subscribed: (channel: string, isNew: boolean) => string;
  readonly settings: (settings: {
    readonly regions: string;
    readonly relevance: string;
    readonly kinds: string;
    readonly topics: string;
    readonly language: string;
  }) => string;
  readonly sampleComes: string;
  readonly noSampleYet: string;
  readonly unsubscribed: (channel: string) => string;
  readonly wasNotSubscribed: (channel: string) => string;
  readonly noSubscriptions: string;
  readonly active: string;
  readonly paused: Readonly<Record<PauseReason, string>>;
  readonly andMore: (count: number) => string;
  readonly pausedNotice: (channels: string) => string;
  readonly resumed: (count: number) => string;
  readonly nothingLatest: string;
  readonly help: (overview: {
    readonly watched: number;
    readonly inTrouble: number;
    readonly lastVisit: string | null;
  }) => string;
  readonly apology: (referenceId: string) => string;
}

const zhRelevances: Readonly<Record<Relevance, string>> = {
  core: '双减',
  related: '相关（作业、课后服务、校外培训）',
  adjacent: '延伸（科学教育等）',
  none: '无关',
};
const enRelevances: Readonly<Record<Relevance, string>> = {
  core: 'double reduction',
  related: 'related (homework, after-school service, off-campus training)',
  adjacent: 'adjacent (science education and the like)',
  none: 'unrelated',
};
const zhKinds: Readonly<Record<Kind, string>> = {
  reply: '答复',
  notice: '通知',
  interpretation: '解读',
  news: '消息',
  opinion: '笔谈',
  other: '其他',
};
const enKinds: Readonly<Record<Kind, string>> = {
  reply: 'replies',
  notice: 'notices',
  interpretation: 'interpretations',
  news: 'news',
  opinion: 'opinions',
  other: 'others',
};

const zh: CommandMessages = {
  everywhere: '全国各地',
  allTopics: '全部主题',
  onlyReplies: '仅答复',
  allKinds: '答复及其他文种',
  relevances: (relevances) => relevances.map((each) => zhRelevances[each]).join('、'),
  kinds: (kinds) => kinds.map((each) => zhKinds[each]).join('、'),
  separator: '、',
  permissions: {
    view: '查看频道（View Channel）',
    send: '发送消息（Send Messages）',
    embed: '嵌入链接（Embed Links）',
  },
  missing: (channel, permissions) =>
    `我在 ${channel} 中还缺少权限：${permissions}。\n请在“编辑频道 → 权限”里为我的身份组打开这些权限，然后再试一次。尚未保存任何设置。`,
  wrongChannel: (channel) =>
    `${channel} 不是文字频道或公告频道，我无法在那里发布。请用“频道”选项另选一个。`,
  notInServer: '我不在这个服务器里，只有指令可用。请管理员用邀请链接把机器人加进来，再试一次。',
  unknownRegion: (text) =>
    `找不到地区“${text}”。请输入名称的一部分（例如“苏州”），再从列表中选择。`,
  subscribed: (channel, isNew) =>
    isNew ? `好的，今后新公开的内容会发布在 ${channel}：` : `已更新 ${channel} 的设置：`,
  settings: ({ regions, relevance, kinds, topics, language }) =>
    `- 地区：${regions}（全国性的始终包含）\n- 相关程度：${relevance}\n- 文种：${kinds}\n- 主题：${topics}\n- 标签语言：${language}`,
  sampleComes: '频道里马上会出现最新的一条，作为示例。',
  noSampleYet: '一有符合条件的新内容就会发布。',
  unsubscribed: (channel) => `已停止在 ${channel} 发布。已发布的消息仍然保留。`,
  wasNotSubscribed: (channel) => `${channel} 本来就没有订阅。用 /subscriptions 可查看全部订阅。`,
  noSubscriptions: '本服务器还没有订阅。在想要的频道里使用 /subscribe 即可开始。',
  active: '正常',
  paused: {
    'missing-access': '已暂停：我看不到这个频道。请为我打开“查看频道”权限，之后会自动补发。',
    'missing-permission': '已暂停：我不能在这里发送消息或嵌入链接。请打开权限，之后会自动补发。',
    'unknown-channel':
      '已暂停：找不到这个频道，可能已删除。用 /unsubscribe 清除，或在别的频道订阅。',
    moderator: '已由管理人员暂停。',
    'guild-removed': '已暂停：机器人曾被移出服务器。在该频道再次使用 /subscribe 即可恢复。',
  },
  andMore: (count) => `……另有 ${count} 个频道`,
  pausedNotice: (channels) =>
    `请注意：因为缺少权限，我已暂停在 ${channels} 发布。错过的内容都已保留，权限恢复后会自动补发。详情见 /subscriptions。`,
  resumed: (count) => `权限已恢复，${count} 个频道继续发布。`,
  nothingLatest: '没有找到符合条件的内容。',
  help: ({ watched, inTrouble, lastVisit }) =>
    [
      '**减报**关注各级政府网站公开的、对人大建议和政协提案的“双减”答复，每份只发一次，摘录原文，不作改写。',
      '',
      '所有人可用：',
      '- `/latest` 查看最新答复，可按地区、主题筛选，仅自己可见',
      '- `/help` 显示本说明',
      '需要“管理服务器”权限：',
      '- `/subscribe` 在频道中发布新答复，或修改设置',
      '- `/unsubscribe` 停止在频道中发布',
      '- `/subscriptions` 查看各频道的设置与状态',
      '- `/source` 查看来源的状态，或添加来源',
      '',
      `正在关注 ${watched} 个来源${inTrouble > 0 ? `，其中 ${inTrouble} 个暂时无法读取` : ''}。${lastVisit === null ? '' : `最近一次访问：${lastVisit}（北京时间）。`}`,
      '卡片只是摘录，一切以原文为准。',
    ].join('\n'),
  apology: (referenceId) =>
    `抱歉，出了差错，没有完成。请稍后再试；如果仍不行，请把编号 \`${referenceId}\` 告诉机器人的运行者。`,
};

const en: CommandMessages = {
  everywhere: 'everywhere',
  allTopics: 'all topics',
  onlyReplies: 'replies only',
  allKinds: 'replies and other kinds',
  relevances: (relevances) => relevances.map((each) => enRelevances[each]).join(', '),
  kinds: (kinds) => kinds.map((each) => enKinds[each]).join(', '),
  separator: ', ',
  permissions: { view: 'View Channel', send: 'Send Messages', embed: 'Embed Links' },
  missing: (channel, permissions) =>
    `I still lack permissions in ${channel}: ${permissions}.\nPlease allow them for my role under “Edit Channel → Permissions” and try again. Nothing was saved.`,
  wrongChannel: (channel) =>
    `${channel} is neither a text nor an announcement channel, so I cannot post there. Please choose another one with the option “channel”.`,
  notInServer:
    'I am not in this server; only my commands are. Please ask an administrator to add the bot with its invite link, then try again.',
  unknownRegion: (text) =>
    `I know no region “${text}”. Please type a part of its Chinese name (such as 苏州) and choose it from the list.`,
  subscribed: (channel, isNew) =>
    isNew
      ? `Done. What is newly published will be posted in ${channel}:`
      : `The settings of ${channel} were changed:`,
  settings: ({ regions, relevance, kinds, topics, language }) =>
    `- Region: ${regions} (national ones always come too)\n- Relevance: ${relevance}\n- Kinds: ${kinds}\n- Topics: ${topics}\n- Language of the labels: ${language}`,
  sampleComes: 'The newest one will appear in the channel in a moment, as an example.',
  noSampleYet: 'The next one that matches will be posted as soon as it appears.',
  unsubscribed: (channel) => `I no longer post in ${channel}. What was posted stays.`,
  wasNotSubscribed: (channel) =>
    `${channel} had no subscription. /subscriptions shows all there are.`,
  noSubscriptions:
    'This server has no subscriptions yet. Use /subscribe in the channel where you want one.',
  active: 'active',
  paused: {
    'missing-access':
      'paused: I cannot see this channel. Please allow me View Channel; what was missed is posted then.',
    'missing-permission':
      'paused: I may not send messages or embed links here. Please allow both; what was missed is posted then.',
    'unknown-channel':
      'paused: the channel is not found and may have been deleted. Use /unsubscribe, or subscribe another channel.',
    moderator: 'paused by a moderator.',
    'guild-removed':
      'paused: the bot had been removed from the server. Use /subscribe there again to go on.',
  },
  andMore: (count) => `… and ${count} more channels`,
  pausedNotice: (channels) =>
    `Please note: for lack of permissions I have paused posting in ${channels}. Nothing is lost; it is posted once the permissions are back. /subscriptions says more.`,
  resumed: (count) =>
    `The permissions are back: posting goes on in ${count} channel${count === 1 ? '' : 's'}.`,
  nothingLatest: 'Nothing matches.',
  help: ({ watched, inTrouble, lastVisit }) =>
    [
      '**Jianbao** watches what Chinese authorities publish in reply to deputies’ and advisers’ proposals about the “double reduction” policy. Each reply is posted once, as quotations from the original.',
      '',
      'Everybody:',
      '- `/latest` shows the newest replies, by region or topic, only to you',
      '- `/help` shows this',
      'With the permission Manage Server:',
      '- `/subscribe` posts new replies in a channel, or changes its settings',
      '- `/unsubscribe` stops posting in a channel',
      '- `/subscriptions` shows what is posted where, and what is wrong',
      '- `/source` shows how the watched pages are doing, or adds one',
      '',
      `${watched} sources are watched${inTrouble > 0 ? `; ${inTrouble} cannot be read at the moment` : ''}.${lastVisit === null ? '' : ` Last visit: ${lastVisit} (Beijing time).`}`,
      'Cards are excerpts; the original prevails.',
    ].join('\n'),
  apology: (referenceId) =>
    `Sorry, something went wrong and this was not done. Please try again later; if it happens again, give the operator of the bot this number: \`${referenceId}\`.`,
};

/** The commands' words in each language. */
export const commandMessages: Readonly<Record<Language, CommandMessages>> = { 'zh-CN': zh, en };

/** Chinese for every Chinese client, English for all others. */
export function languageOf(locale: string): Language {
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}
