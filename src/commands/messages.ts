import type { Language } from '../domain/card.ts';
import type { PauseReason } from '../domain/subscription.ts';
import type { Kind, Relevance } from '../domain/verdict.ts';

/** A word in both languages. */
export interface Word {
  readonly en: string;
  readonly zh: string;
}

/** What Discord shows in its list of commands. */
export const COMMAND_WORDS = {
  subscribe: {
    en: 'Post new replies about double reduction in a channel; used again, changes only what you fill in',
    zh: '在频道中发布新公开的“双减”答复；再次使用可修改设置，没有填写的选项保持不变',
  },
  unsubscribe: { en: 'Stop posting in a channel', zh: '停止在频道中发布答复' },
  subscriptions: {
    en: 'See which channels get what in this server, and any problems',
    zh: '查看本服务器各频道的订阅与状态',
  },
  latest: { en: 'Show the newest replies (only you see them)', zh: '查看最新的答复（仅您可见）' },
  why: {
    en: 'Why a letter was posted here or not, stage by stage (only you see it)',
    zh: '某份答复为什么发了或没有发，逐步说明（仅您可见）',
  },
  source: {
    en: 'Check on the government pages being watched, or add one',
    zh: '查看所关注的政府网页的状态，或添加网页',
  },
  help: { en: 'What this bot does and who can use which command', zh: '本机器人的用途与用法' },
} as const satisfies Record<string, Word>;

/** Names and descriptions of options; the default names are English. */
export const OPTION_WORDS = {
  sourceCoverage: {
    name: { en: 'coverage', zh: '覆盖' },
    about: {
      en: 'How many columns of a region are watched, and were read this week',
      zh: '某地区有多少栏目在关注，本周读到多少',
    },
  },
  letter: {
    name: { en: 'letter', zh: '答复' },
    about: {
      en: 'Its address, the id at the foot of its card, or words of its title',
      zh: '它的网址、卡片底部的编号，或标题中的几个字',
    },
  },
  region: {
    name: { en: 'region', zh: '地区' },
    about: {
      en: 'Province, city or county, in Chinese or pinyin; national replies are always included',
      zh: '省、市或区县，可输入汉字或拼音；全国性的始终包含',
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
      en: 'How closely it must relate to the policy; default: double reduction and related',
      zh: '与“双减”的相关程度；默认为“双减”及相关',
    },
  },
  topic: {
    name: { en: 'topic', zh: '主题' },
    about: { en: 'Only this topic; default: all', zh: '只看这一主题；默认为全部' },
  },
  otherKinds: {
    name: { en: 'other-kinds', zh: '其他类型' },
    about: {
      en: 'Notices, interpretations and news too, not only replies',
      zh: '除答复外，也发布通知、解读和新闻等',
    },
  },
  language: {
    name: { en: 'language', zh: '语言' },
    about: {
      en: 'Language of the labels; quotations stay in Chinese',
      zh: '卡片标签的语言；摘录的原文不变',
    },
  },
  channel: {
    name: { en: 'channel', zh: '频道' },
    about: { en: 'Default: the channel you are in', zh: '不选则为当前频道' },
  },
  sourceAdd: {
    name: { en: 'add', zh: '添加' },
    about: {
      en: 'Check an address once; you see what was found before anything is saved',
      zh: '访问某个网址一次，看过结果再决定是否保存',
    },
  },
  sourceList: {
    name: { en: 'list', zh: '状态' },
    about: {
      en: 'Which sources have problems, since when, and what to do',
      zh: '哪些来源有问题、从何时起、该怎么办',
    },
  },
  url: {
    name: { en: 'url', zh: '网址' },
    about: {
      en: 'The full address of a list page or feed, starting with https://',
      zh: '列表页或订阅源的完整网址，以 https:// 开头',
    },
  },
} as const satisfies Record<string, { readonly name: Word; readonly about: Word }>;

/** The three widths of a subscription. */
export const RELEVANCE_WORDS = {
  core: { en: 'Double reduction only', zh: '仅“双减”' },
  related: {
    en: 'Double reduction and related (default)',
    zh: '“双减”及作业、课后服务、校外培训（默认）',
  },
  adjacent: {
    en: 'Also science education and similar topics',
    zh: '再加上科学教育等延伸内容',
  },
} as const satisfies Record<string, Word>;

/** Choices that take a limit away again. */
export const WIDE_WORDS = {
  regions: { en: 'Everywhere', zh: '全国各地' },
  topics: { en: 'All topics', zh: '全部主题' },
} as const satisfies Record<string, Word>;

/** The languages, each in its own words. */
export const LANGUAGE_WORDS: Readonly<Record<Language, string>> = {
  'zh-CN': '中文',
  en: 'English',
};

/** Discord's own names of the permissions, so that they can be found in its settings. */
export type PermissionKey = 'view' | 'send' | 'embed';

/** What `/subscribe` did. */
export type SubscribeOutcome = 'new' | 'changed' | 'unchanged';

export interface CommandMessages {
  readonly everywhere: string;
  /** The region of ministries and other national bodies. */
  readonly national: string;
  readonly allTopics: string;
  readonly onlyReplies: string;
  readonly relevances: (relevances: readonly Relevance[]) => string;
  readonly kinds: (kinds: readonly Kind[]) => string;
  readonly separator: string;
  readonly permissions: Readonly<Record<PermissionKey, string>>;
  readonly missing: (channel: string, permissions: string) => string;
  readonly wrongChannel: (channel: string) => string;
  readonly notInServer: string;
  readonly unknownRegion: (text: string) => string;
  readonly subscribed: (channel: string, outcome: SubscribeOutcome) => string;
  readonly settings: (settings: {
    readonly regions: string;
    /** False where the regions say it themselves. */
    readonly addsNational: boolean;
    readonly relevance: string;
    readonly kinds: string;
    readonly topics: string;
    readonly language: string;
  }) => string;
  readonly howToChange: string;
  readonly noHistory: (channel: string) => string;
  readonly sampleComes: string;
  readonly noSampleYet: string;
  readonly unsubscribed: (channel: string) => string;
  readonly wasNotSubscribed: (channel: string) => string;
  readonly noSubscriptions: string;
  readonly active: string;
  readonly activeWithoutHistory: string;
  readonly paused: Readonly<Record<PauseReason, string>>;
  readonly andMore: (count: number) => string;
  readonly unseen: (count: number) => string;
  readonly pausedNotice: (channels: string) => string;
  readonly resumed: (count: number) => string;
  readonly nothingLatest: string;
  readonly noCorrections: string;
  readonly help: (overview: {
    readonly watched: number;
    readonly stopped: number;
    readonly lastVisit: string | null;
  }) => string;
  readonly apology: (referenceId: string) => string;
}

const ZH_RELEVANCES: Readonly<Record<Relevance, string>> = {
  core: '“双减”',
  related: '相关（作业、课后服务、校外培训）',
  adjacent: '延伸（科学教育等）',
  none: '无关',
};
const EN_RELEVANCES: Readonly<Record<Relevance, string>> = {
  core: 'double reduction',
  related: 'related (homework, after-school service, off-campus training)',
  adjacent: 'adjacent (science education and similar topics)',
  none: 'unrelated',
};
const ZH_KINDS: Readonly<Record<Kind, string>> = {
  reply: '答复',
  notice: '通知',
  interpretation: '解读',
  news: '新闻',
  opinion: '笔谈',
  other: '其他',
};
const EN_KINDS: Readonly<Record<Kind, string>> = {
  reply: 'replies',
  notice: 'notices',
  interpretation: 'interpretations',
  news: 'news',
  opinion: 'opinions',
  other: 'others',
};

const ZH: CommandMessages = {
  everywhere: WIDE_WORDS.regions.zh,
  national: '全国（国家部委等）',
  allTopics: WIDE_WORDS.topics.zh,
  onlyReplies: '仅答复',
  relevances: (relevances) => relevances.map((each) => ZH_RELEVANCES[each]).join('、'),
  kinds: (kinds) => kinds.map((each) => ZH_KINDS[each]).join('、'),
  separator: '、',
  permissions: {
    view: '查看频道（View Channel）',
    send: '发送消息（Send Messages）',
    embed: '嵌入链接（Embed Links）',
  },
  missing: (channel, permissions) =>
    `我在 ${channel} 中还缺少权限：${permissions}。\n请让管理员，或在该频道有“管理权限（Manage Permissions）”的人，在“编辑频道 → 权限”里为我的身份组打开这些权限，然后再试一次。尚未保存任何设置。`,
  wrongChannel: (channel) =>
    `${channel} 不是文字频道或公告频道，我无法在那里发布。请用“频道”选项另选一个。`,
  notInServer:
    '我还没有加入这个服务器，目前只有指令可用。请管理员用邀请链接添加机器人，然后再试一次。',
  unknownRegion: (text) =>
    `找不到地区“${text}”。请输入名称或拼音的一部分（例如“苏州”或 suzhou），再从列表中选择。`,
  subscribed: (channel, outcome) =>
    ({
      new: `好的，今后新公开的内容会发布在 ${channel}：`,
      changed: `已更新 ${channel} 的设置：`,
      unchanged: `${channel} 的设置没有变化：`,
    })[outcome],
  settings: ({ regions, addsNational, relevance, kinds, topics, language }) =>
    `- 地区：${regions}${addsNational ? '（全国性的始终包含）' : ''}\n- 相关程度：${relevance}\n- 类型：${kinds}\n- 主题：${topics}\n- 标签语言：${language}`,
  howToChange: '没有填写的选项保持不变。要重新放宽，地区请选“全国各地”，主题请选“全部主题”。',
  noHistory: (channel) =>
    `请注意：我在 ${channel} 没有“阅读消息历史记录（Read Message History）”权限。这不影响发布，但长时间中断之后，同一条消息可能会发两次。`,
  sampleComes: '频道里马上会出现最新的一条，作为示例。',
  noSampleYet: '一有符合条件的新内容就会发布。',
  unsubscribed: (channel) => `已停止在 ${channel} 发布。已发布的消息仍然保留。`,
  wasNotSubscribed: (channel) => `${channel} 本来就没有订阅。用 /subscriptions 可查看全部订阅。`,
  noSubscriptions: '本服务器还没有订阅。在想要发布的频道里使用 /subscribe 即可开始。',
  active: '正常',
  activeWithoutHistory:
    '正常；但缺少“阅读消息历史记录”权限，长时间中断之后，同一条消息可能会发两次。',
  paused: {
    'missing-access': '已暂停：我看不到这个频道。请为我打开“查看频道”权限，之后会自动补发。',
    'missing-permission': '已暂停：我不能在这里发送消息或嵌入链接。请打开权限，之后会自动补发。',
    'unknown-channel':
      '已暂停：找不到这个频道，可能已被删除。请用 /unsubscribe 取消，或在别的频道订阅。',
    moderator: '已由管理员暂停。',
    'missing-history':
      '已暂停：有一条可能已发出但没有回音，而我没有查看历史消息的权限，无法确认。给我该权限后会自动继续。',
    'guild-removed': '已暂停：我曾被移出服务器。在该频道再次使用 /subscribe 即可恢复。',
  },
  andMore: (count) => `……另有 ${count} 个频道`,
  unseen: (count) => `另有 ${count} 个您看不到的频道。`,
  pausedNotice: (channels) =>
    `请注意：因为缺少权限，我已暂停在 ${channels} 发布。错过的内容都已保留，权限恢复后会自动补发。详情见 /subscriptions。`,
  resumed: (count) => `权限已恢复，${count} 个频道继续发布。`,
  nothingLatest: '没有找到符合条件的内容。',
  noCorrections: '改动的内容已不再保留，请看原文。',
  help: ({ watched, stopped, lastVisit }) =>
    [
      '**减报**关注各级政府网站上涉及“双减”的人大建议、政协提案答复，新公开的每份只发一次；只摘录原文，不作改写。',
      '',
      '所有人可用：',
      '- `/latest` 查看最新答复，可按地区、主题筛选，仅自己可见',
      '- `/why` 说明某份答复为什么发了或没有发，仅自己可见',
      '- `/help` 显示本说明',
      '需要“管理服务器”权限（管理员也可以把指令开放给能管理该频道的人）：',
      '- `/subscribe` 在频道中发布新答复，或修改设置',
      '- `/unsubscribe` 停止在频道中发布',
      '- `/subscriptions` 查看各频道的设置与状态',
      '- `/source` 查看来源的状态，或添加来源',
      '',
      `正在关注 ${watched} 个来源${stopped > 0 ? `，其中 ${stopped} 个暂时无法读取` : ''}。${lastVisit === null ? '' : `最近一次访问：${lastVisit}（北京时间）。`}`,
      '卡片只是摘录，一切以原文为准。',
    ].join('\n'),
  apology: (referenceId) =>
    `抱歉，出了差错，操作没有完成。请稍后再试；如果仍不行，请把编号 \`${referenceId}\` 告诉机器人的维护者。`,
};

const EN: CommandMessages = {
  everywhere: 'everywhere',
  national: '全国 national bodies',
  allTopics: 'all topics',
  onlyReplies: 'replies only',
  relevances: (relevances) => relevances.map((each) => EN_RELEVANCES[each]).join(', '),
  kinds: (kinds) => kinds.map((each) => EN_KINDS[each]).join(', '),
  separator: ', ',
  permissions: { view: 'View Channel', send: 'Send Messages', embed: 'Embed Links' },
  missing: (channel, permissions) =>
    `I am missing permissions in ${channel}: ${permissions}.\nAn administrator, or somebody with Manage Permissions in that channel, can allow them for my role under “Edit Channel → Permissions”; then try again. Nothing has been saved.`,
  wrongChannel: (channel) =>
    `${channel} is neither a text nor an announcement channel, so I cannot post there. Please choose another one with the option “channel”.`,
  notInServer:
    'I am not a member of this server; only my commands are here. Please ask an administrator to add the bot with its invite link, then try again.',
  unknownRegion: (text) =>
    `I do not know the region “${text}”. Please type part of its name in Chinese or pinyin (such as 苏州 or suzhou) and choose it from the list.`,
  subscribed: (channel, outcome) =>
    ({
      new: `Done. New publications will be posted in ${channel}:`,
      changed: `The settings of ${channel} have been changed:`,
      unchanged: `The settings of ${channel} are the same as before:`,
    })[outcome],
  settings: ({ regions, addsNational, relevance, kinds, topics, language }) =>
    `- Region: ${regions}${addsNational ? ' (national replies are always included)' : ''}\n- Relevance: ${relevance}\n- Kinds: ${kinds}\n- Topics: ${topics}\n- Language of the labels: ${language}`,
  howToChange:
    'Options you leave out stay as they are. To widen again, choose “Everywhere” as the region or “All topics” as the topic.',
  noHistory: (channel) =>
    `Please note: I am missing the permission Read Message History in ${channel}. I post all the same, but after a long outage a message might appear twice.`,
  sampleComes: 'The newest one will appear in the channel in a moment, as an example.',
  noSampleYet: 'The next one that matches will be posted as soon as it is published.',
  unsubscribed: (channel) => `I will no longer post in ${channel}. Earlier messages stay.`,
  wasNotSubscribed: (channel) =>
    `${channel} has no subscription. Use /subscriptions to see all of them.`,
  noSubscriptions:
    'This server has no subscriptions yet. Use /subscribe in the channel where you want one.',
  active: 'active',
  activeWithoutHistory:
    'active, but without Read Message History: after a long outage a message might appear twice.',
  paused: {
    'missing-access':
      'paused: I cannot see this channel. Please allow me View Channel; I will then post what was missed.',
    'missing-permission':
      'paused: I may not send messages or embed links here. Please allow both; I will then post what was missed.',
    'unknown-channel':
      'paused: I cannot find the channel; it may have been deleted. Use /unsubscribe, or subscribe another channel.',
    moderator: 'paused by a moderator.',
    'missing-history':
      'Paused: a card may have been posted without an answer, and I may not read the message history to make sure. I go on once I have that permission.',
    'guild-removed':
      'paused: I had been removed from the server. Use /subscribe there again to resume.',
  },
  andMore: (count) => `… and ${count} more channel${count === 1 ? '' : 's'}`,
  unseen: (count) =>
    `There ${count === 1 ? 'is 1 more channel that' : `are ${count} more channels that`} you cannot see.`,
  pausedNotice: (channels) =>
    `Please note: I have paused posting in ${channels} because I am missing permissions. Nothing is lost; it will be posted once the permissions are back. See /subscriptions for details.`,
  resumed: (count) =>
    `The permissions are back: posting resumes in ${count} channel${count === 1 ? '' : 's'}.`,
  nothingLatest: 'Nothing matches.',
  noCorrections: 'What changed is no longer kept; please see the source.',
  help: ({ watched, stopped, lastVisit }) =>
    [
      '**Jianbao** watches Chinese government websites for published replies to proposals from people’s congress deputies and political advisers about the “double reduction” policy. Each reply is posted once, in quotations from the original.',
      '',
      'For everyone:',
      '- `/latest` shows the newest replies, by region or topic (only you see them)',
      '- `/why` says why a letter was posted or not; only you see it',
      '- `/help` shows this message',
      'For members with the permission Manage Server (administrators can open these to members who manage the channel):',
      '- `/subscribe` posts new replies in a channel, or changes its settings',
      '- `/unsubscribe` stops posting in a channel',
      '- `/subscriptions` shows which channels get what, and any problems',
      '- `/source` checks on the pages being watched, or adds one',
      '',
      `Watching ${watched} source${watched === 1 ? '' : 's'}${stopped > 0 ? `; ${stopped} cannot be read at the moment` : ''}.${lastVisit === null ? '' : ` Last visit: ${lastVisit} (Beijing time).`}`,
      'Cards are excerpts; the original prevails.',
    ].join('\n'),
  apology: (referenceId) =>
    `Sorry, something went wrong and this was not completed. Please try again later; if it happens again, give the operator of the bot this number: \`${referenceId}\`.`,
};

/** The commands' words in each language. */
export const COMMAND_MESSAGES: Readonly<Record<Language, CommandMessages>> = {
  'zh-CN': ZH,
  en: EN,
};

/** Chinese for every Chinese client, English for all others. */
export function languageOf(locale: string): Language {
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}
