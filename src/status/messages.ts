import type { Language } from '../domain/card.ts';
import type { IssueId } from './judge-status.ts';
import type { Role, Standing } from './status-facts.ts';

type Words = Readonly<Record<Language, string>>;

/** What is wrong, and what a person can do about it. docs/operations.md has the same rows at length. */
export const ISSUE_WORDS: Readonly<
  Record<IssueId, { readonly what: Words; readonly advice: Words }>
> = {
  'store-failing': {
    what: {
      'zh-CN': '存储写不进去，因此不访问任何网站',
      en: 'The store cannot be written, so no site is visited',
    },
    advice: {
      'zh-CN':
        '看日志中“store does not work”一行的原因：磁盘满、文件被占用，或数据库服务器连不上。恢复后自动继续。',
      en: 'The log line “store does not work” has the cause: a full disk, a locked file, or a database server that is away. It goes on by itself.',
    },
  },
  'disk-full': {
    what: { 'zh-CN': '磁盘已满', en: 'The disk is full' },
    advice: {
      'zh-CN': '在存储所在的磁盘上腾出空间（至少几百 MB）。恢复后自动继续。',
      en: 'Make room on the disk of the store, some hundred MB at least. It goes on by itself.',
    },
  },
  'disk-low': {
    what: { 'zh-CN': '磁盘快满了', en: 'The disk is nearly full' },
    advice: {
      'zh-CN': '在存储所在的磁盘上腾出空间，否则很快会停。',
      en: 'Make room on the disk of the store before it stops.',
    },
  },
  'gateway-lost': {
    what: { 'zh-CN': '没有连上 Discord', en: 'Discord is not connected' },
    advice: {
      'zh-CN':
        '会自动重连。若超过十分钟：查看 discordstatus.com 和本机网络，再运行 npm run doctor 检查令牌。',
      en: 'It connects again by itself. After ten minutes: look at discordstatus.com and at the network, then check the token with npm run doctor.',
    },
  },
  'shard-lost': {
    what: { 'zh-CN': 'Discord 的部分连接断了', en: 'Some connections to Discord are lost' },
    advice: {
      'zh-CN': '会自动重连；在此之前，有些服务器里的命令没有应答。',
      en: 'They connect again by themselves; until then commands of some servers get no answer.',
    },
  },
  'no-sources': {
    what: { 'zh-CN': '没有任何来源可看', en: 'There is no source to watch' },
    advice: {
      'zh-CN':
        '在 config/sources 中启用来源（enabled: true），或运行 npx jianbao sources add 网址，然后重启。',
      en: 'Enable sources in config/sources (enabled: true), or add one with npx jianbao sources add URL, then start again.',
    },
  },
  offline: {
    what: { 'zh-CN': '所有网站都连不上', en: 'No site can be reached' },
    advice: {
      'zh-CN': '本机似乎没有联网：检查网络、DNS 和防火墙。恢复后自动继续。',
      en: 'This machine seems to be offline: check the network, its DNS and its firewall. It goes on by itself.',
    },
  },
  'all-sources-stopped': {
    what: { 'zh-CN': '所有来源都读不到内容', en: 'No source gives anything' },
    advice: {
      'zh-CN': '运行 npm run doctor，按原因逐类处理；这些网站可能不对您的网络开放。',
      en: 'Run npm run doctor: it groups them by their reasons. The sites may not serve your network.',
    },
  },
  'many-sources-stopped': {
    what: { 'zh-CN': '半数以上的来源读不到内容', en: 'Half of the sources give nothing' },
    advice: {
      'zh-CN': '运行 npm run doctor，按原因逐类处理。',
      en: 'Run npm run doctor: it groups them by their reasons.',
    },
  },
  'rounds-late': {
    what: { 'zh-CN': '很久没有完成一轮访问', en: 'No round has ended well for a long time' },
    advice: {
      'zh-CN':
        '看日志中的“round failed”或“store does not work”；用 --role bot 时，看是否有进程以 --role crawl 运行；都不是时，重启机器人并附上日志报告问题。',
      en: 'Look for “round failed” or “store does not work” in the log; with --role bot, whether a process with --role crawl runs. Where it is none of these, start the bot again and report it with the log.',
    },
  },
  'visits-late': {
    what: { 'zh-CN': '很久没有访问任何来源', en: 'No source has been visited for a long time' },
    advice: {
      'zh-CN': '检查本机时钟和 bot.yaml 的 schedule；时钟正确时，重启机器人。',
      en: "Check this machine's clock and the schedule in bot.yaml; if both are right, start the bot again.",
    },
  },
  'deliveries-stuck': {
    what: { 'zh-CN': '卡片发不出去', en: 'Cards are not getting through' },
    advice: {
      'zh-CN': '看日志中“delivery postponed”或“outbox not drained”的原因；卡片不会丢，会自动再发。',
      en: 'The log lines “delivery postponed” and “outbox not drained” have the cause. No card is lost; they are sent again by themselves.',
    },
  },
  'deliveries-late': {
    what: { 'zh-CN': '有卡片等了一个多小时', en: 'Some cards have waited for more than an hour' },
    advice: {
      'zh-CN': '通常是积压，会自动发完；若一直如此，看日志中的“delivery postponed”。',
      en: 'Usually a backlog that ends by itself; if it stays, look for “delivery postponed” in the log.',
    },
  },
  'readers-dying': {
    what: {
      'zh-CN': '一小时内多个页面使读取进程中断',
      en: 'Several pages ended their readers within an hour',
    },
    advice: {
      'zh-CN':
        '三次之后这些页面不再读取；npx jianbao entries 列出它们。内存不足时减少 limits.readers。',
      en: 'After three times such a page is read no more; npx jianbao entries lists them. Where memory is short, lower limits.readers.',
    },
  },
};

interface StatusWords {
  readonly title: string;
  readonly ready: string;
  readonly readyWithWarnings: string;
  readonly standby: string;
  readonly notReady: string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly standings: Readonly<Record<Standing, string>>;
  readonly labels: Readonly<
    Record<
      | 'role'
      | 'since'
      | 'store'
      | 'gateway'
      | 'round'
      | 'sources'
      | 'stopped'
      | 'deliveries'
      | 'readers',
      string
    >
  >;
  readonly store: (isWritable: boolean, free: string | null) => string;
  readonly gateway: (connected: number, all: number) => string;
  readonly lostShards: (ids: readonly number[]) => string;
  readonly preview: string;
  readonly round: (age: string | null, isRunning: boolean) => string;
  readonly sources: (watched: number) => string;
  readonly deliveries: (facts: {
    readonly waiting: number;
    readonly held: number;
    readonly oldest: string | null;
    readonly subscriptions: number;
    readonly paused: number;
  }) => string;
  readonly unknown: string;
  readonly readers: (facts: {
    readonly busy: number;
    readonly running: number;
    readonly size: number;
    readonly waiting: number;
    readonly megabytes: number;
  }) => string;
  readonly more: (count: number) => string;
  readonly age: (amount: number, unit: 'second' | 'minute' | 'hour' | 'day') => string;
  readonly otherVersion: string;
  readonly notRunning: (address: string) => string;
  readonly notOurs: (address: string) => string;
  readonly silent: (address: string) => string;
}

export const STATUS_WORDS: Readonly<Record<Language, StatusWords>> = {
  'zh-CN': {
    title: '减报 运行状态',
    ready: '正常',
    readyWithWarnings: '能工作，但有需要留意的地方',
    standby: '备用：随时可以接替',
    notReady: '无法正常工作',
    roles: { all: '全部工作', bot: 'Discord', crawl: '访问网站' },
    standings: { leader: '主', standby: '备用', worker: '与其他进程同时工作' },
    labels: {
      role: '角色',
      since: '运行',
      store: '存储',
      gateway: 'Discord',
      round: '访问',
      sources: '来源',
      stopped: '读不到',
      deliveries: '发送',
      readers: '读取',
    },
    store: (isWritable, free) =>
      `${isWritable ? '可写' : '写不进去'}${free === null ? '' : `，磁盘剩余 ${free}`}`,
    gateway: (connected, all) => `${all} 条连接中 ${connected} 条正常`,
    lostShards: (ids) => `断开：${ids.join('、')}`,
    preview: '没有令牌：消息只在本机预览页',
    round: (age, isRunning) =>
      `${age === null ? '还没有一轮正常完成' : `上一轮在 ${age}前正常完成`}${isRunning ? '，现在正进行一轮' : ''}`,
    sources: (watched) => `关注 ${watched} 个`,
    deliveries: ({ waiting, held, oldest, subscriptions, paused }) =>
      `${waiting} 条待发${oldest === null ? '' : `（最早的等了 ${oldest}）`}，${held} 条因频道暂停而保留；${subscriptions} 个频道订阅，其中 ${paused} 个暂停`,
    unknown: '无法得知：存储没有应答',
    readers: ({ busy, running, size, waiting, megabytes }) =>
      `${running}/${size} 个进程，${busy} 个在读，${waiting} 页等待，${megabytes} MB`,
    more: (count) => `……另有 ${count} 个`,
    age: (amount, unit) =>
      `${amount} ${{ second: '秒', minute: '分钟', hour: '小时', day: '天' }[unit]}`,
    otherVersion:
      '运行中的机器人是另一个版本：用它那个版本的 jianbao status，或见它的 docs/operations.md。',
    notRunning: (address) => `机器人没有运行：${address} 没有应答。启动：npm start`,
    notOurs: (address) =>
      `${address} 上应答的不是减报。请看 bot.yaml 的 status.port 与 preview.port。`,
    silent: (address) =>
      `机器人在 ${address} 上，但五秒内没有应答。它可能卡住了：看日志，必要时重启。`,
  },
  en: {
    title: 'Jianbao status',
    ready: 'All is well',
    readyWithWarnings: 'It works; something is to be looked at',
    standby: 'Standing by, ready to take over',
    notReady: 'It cannot do its work',
    roles: { all: 'all work', bot: 'Discord', crawl: 'visits' },
    standings: { leader: 'leader', standby: 'standby', worker: 'beside others' },
    labels: {
      role: 'role',
      since: 'running',
      store: 'store',
      gateway: 'Discord',
      round: 'visits',
      sources: 'sources',
      stopped: 'give nothing',
      deliveries: 'cards',
      readers: 'readers',
    },
    store: (isWritable, free) =>
      `${isWritable ? 'can be written' : 'cannot be written'}${free === null ? '' : `, ${free} left on its disk`}`,
    gateway: (connected, all) => `${connected} of ${all} connections work`,
    lostShards: (ids) => `lost: ${ids.join(', ')}`,
    preview: 'no token: cards go to the preview page of this machine only',
    round: (age, isRunning) =>
      `${age === null ? 'no round has ended well yet' : `last round that ended well: ${age} ago`}${isRunning ? ', one is running' : ''}`,
    sources: (watched) => `${watched} watched`,
    deliveries: ({ waiting, held, oldest, subscriptions, paused }) =>
      `${waiting} wait${oldest === null ? '' : ` (the oldest for ${oldest})`}, ${held} held for paused channels; ${subscriptions} channels subscribed, ${paused} of them paused`,
    unknown: 'not known: the store does not answer',
    readers: ({ busy, running, size, waiting, megabytes }) =>
      `${running} of ${size} processes, ${busy} busy, ${waiting} pages wait, ${megabytes} MB`,
    more: (count) => `… and ${count} more`,
    age: (amount, unit) => `${amount} ${unit}${amount === 1 ? '' : 's'}`,
    otherVersion:
      'The bot that runs is of another version: ask with jianbao status of that version, or see its docs/operations.md.',
    notRunning: (address) =>
      `The bot is not running: nothing answers at ${address}. Start it: npm start`,
    notOurs: (address) =>
      `What answers at ${address} is not Jianbao. Look at status.port and preview.port in bot.yaml.`,
    silent: (address) =>
      `The bot is there at ${address} but did not answer within five seconds. It may be stuck: look at the log, start it again if need be.`,
  },
};
