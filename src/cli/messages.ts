import type { Erasure } from '../upkeep/forget-document.ts';
import type { Card, Language } from '../domain/card.ts';

/** The words of the operator's commands. */
export const START_WORDS = {
  'zh-CN': {
    noToken:
      '没有 DISCORD_TOKEN：机器人照常抓取，但消息只发到本机的预览页和这个终端。\n要接入 Discord，请把令牌写进 .env（见 .env.example）。',
    watching: (count: number, off: number) =>
      `正在关注 ${count} 个来源${off === 0 ? '' : `（目录中另有 ${off} 个默认停用，可在 config/sources 中启用）`}。按 Ctrl-C 停止。`,
    preview: (url: string) => `预览页：${url}`,
    status: (url: string) => `运行状态：${url}`,
    offline: '所有网站都连不上：本机似乎没有联网。请检查网络；恢复后会自动继续。',
    stopping: '正在停止：完成手头的一条，然后退出……',
  },
  en: {
    noToken:
      'No DISCORD_TOKEN: the bot works as usual, but posts only to the preview page on this machine and to this terminal.\nTo connect to Discord, put the token into .env (see .env.example).',
    watching: (count: number, off: number) => {
      const sources = count === 1 ? '1 source' : `${count} sources`;
      const rest = off === 0 ? '' : `; ${off} more in config/sources are off by default`;
      return `Watching ${sources}${rest}. Ctrl-C stops.`;
    },
    preview: (url: string) => `Preview: ${url}`,
    status: (url: string) => `Status: ${url}`,
    offline:
      'No site could be reached: this machine seems to be offline. Check the network; it goes on by itself.',
    stopping: 'Stopping: finishing what is in hand …',
  },
} as const;

/** What `entries` says. `ways` are the ways in which a row of a list can end. */
export const ENTRY_WORDS: Readonly<Record<Language, EntryWords>> = {
  'zh-CN': {
    ways: {
      queued: '已读，并为订阅的频道排队',
      duplicate: '与另一处公开的是同一份文件',
      irrelevant: '读过，无关',
      near: '读过，判为无关，但有相关的词',
      baseline: '视为旧文：首次访问时已在列表上，或比此前看到的更早',
      waiting: '已列出，还没有读',
      retry: '读不了，会再试',
      unreadable: '读不了，已放弃',
      gone: '页面已不在',
      forgotten: '已抹除',
    },
    more: (count) => `……另有 ${count} 条；用 --limit 多看一些，用 --outcome 只看一种`,
    refused: (id, channel, reason) => `\nDiscord 拒收  ${id}  频道 ${channel}：${reason}`,
    undo: '\n再读一次：jianbao entries read 网址；再发一次：jianbao entries resend 编号（或 all）',
    readAgain: (ids) => `下次访问时会再读：${ids.join('、')}。`,
    settled: (outcome) => `没有可以再读的：它的结果是 ${outcome}。`,
    unknown: (address) => `没有见过这个网址：${address}。它须在所关注的列表上出现过。`,
    resent: (count) =>
      count === 0 ? '没有被拒收的消息。' : `${count} 条消息重新排队，机器人运行时发出。`,
    left: '已交给正在运行的机器人：半分钟之内进行，结果见日志。',
  },
  en: {
    ways: {
      queued: 'read, and queued for the channels that subscribed',
      duplicate: 'the same document as one published elsewhere',
      irrelevant: 'read, and irrelevant',
      near: 'read, and judged irrelevant though it has words of the matter',
      baseline: 'taken as old: on the list at the first visit, or older than what was seen',
      waiting: 'listed, not read yet',
      retry: 'could not be read, is tried again',
      unreadable: 'could not be read, given up',
      gone: 'the page is gone',
      forgotten: 'erased',
    },
    more: (count) => `… and ${count} more; --limit shows more of them, --outcome one kind only`,
    refused: (id, channel, reason) => `\nrefused by Discord  ${id}  channel ${channel}: ${reason}`,
    undo: '\nRead one again: jianbao entries read ADDRESS; send again: jianbao entries resend ID (or all)',
    readAgain: (ids) => `The next visit reads it again: ${ids.join(', ')}.`,
    settled: (outcome) => `There is nothing to read again: it ended as ${outcome}.`,
    unknown: (address) =>
      `This address was never seen: ${address}. It must have been on a watched list.`,
    resent: (count) =>
      count === 0
        ? 'No message was refused.'
        : `${count} ${count === 1 ? 'message is' : 'messages are'} queued again and sent while the bot runs.`,
    left: 'Left to the bot that is running: it is done within half a minute; the log says how it went.',
  },
};

interface EntryWords {
  readonly ways: Readonly<Record<string, string>>;
  readonly more: (count: number) => string;
  readonly refused: (id: string, channel: string, reason: string) => string;
  readonly undo: string;
  readonly readAgain: (sourceIds: readonly string[]) => string;
  readonly settled: (outcome: string) => string;
  readonly unknown: (address: string) => string;
  readonly resent: (count: number) => string;
  readonly left: string;
}

/** What `forget` says. */
export const FORGET_WORDS = {
  'zh-CN': {
    wouldErase: (erasure: Erasure) => `将抹除：${erasedZh(erasure)}`,
    question: '抹除以上内容吗？此操作不能撤销。',
    sayYes: '没有抹除任何内容。要抹除，请加上 --yes 再运行一次。',
    nothingDone: '没有抹除任何内容。',
    done: (erasure: Erasure) =>
      `已抹除：${erasedZh(erasure)}\n今后不再发布；为此只保留其网址与识别码的摘要值。${afterZh(erasure)}\n此前所做的备份、日志和导出文件不受影响。`,
    unknown: (target: string) =>
      `没有编号为 ${target} 的文件。请给出卡片底部的编号（8 位以上），或该文件的网址。`,
    ambiguous: (ids: readonly string[]) =>
      `有几份文件的编号如此开头，请给出完整编号：${ids.join('  ')}`,
    isRunning:
      '机器人正在运行，存储由它使用。加上 --yes 再运行一次，就由它来抹除（半分钟之内）；要先看会抹除什么，请先停止机器人。',
    requested:
      '已交给正在运行的机器人：半分钟之内抹除并清空已发布的消息，日志中记为“document forgotten”。编号不对时，日志会说明。',
  },
  en: {
    wouldErase: (erasure: Erasure) => `This would erase: ${erasedEn(erasure)}`,
    question: 'Erase this? It cannot be undone.',
    sayYes: 'Nothing was erased. Run again with --yes to erase it.',
    nothingDone: 'Nothing was erased.',
    done: (erasure: Erasure) =>
      `Erased: ${erasedEn(erasure)}\nIt is never posted again; only digests of its addresses and keys are kept for that.${afterEn(erasure)}\nBackups, logs and exports that were made before are not touched.`,
    unknown: (target: string) =>
      `There is no document ${target}. Give the id at the foot of its card (8 characters or more), or an address of it.`,
    ambiguous: (ids: readonly string[]) =>
      `Several documents have such an id; give the whole one: ${ids.join('  ')}`,
    isRunning:
      'The bot is running and has the store. Run again with --yes to let it erase the document, within half a minute; to see first what that is, stop the bot.',
    requested:
      'Left to the bot that is running: within half a minute it erases the document and empties its messages, and logs “document forgotten”. It logs a wrong id, too.',
  },
} as const;

function erasedZh(erasure: Erasure): string {
  const { documents, entries, identityKeys, inLatest, waiting, messages } = erasure;
  return `文件 ${documents} 份、列表条目 ${entries} 条、识别码 ${identityKeys} 个、/latest 中 ${inLatest} 条、待发卡片 ${waiting} 张、已发消息 ${messages} 条`;
}

function erasedEn(erasure: Erasure): string {
  const { documents, entries, identityKeys, inLatest, waiting, messages } = erasure;
  return `documents ${documents}, rows of lists ${entries}, identity keys ${identityKeys}, in /latest ${inLatest}, cards not yet posted ${waiting}, posted messages ${messages}`;
}

function afterZh({ messages, uncertainChannels }: Erasure): string {
  const queued =
    messages === 0
      ? ''
      : `\n${messages} 条已发消息将在机器人下次运行时清空（npm start），汇总消息只去掉这一条。`;
  return uncertainChannels.length === 0
    ? queued
    : `${queued}\n下列频道可能另有一条已发出而未得到回执的消息，请人工查看：${uncertainChannels.join('、')}`;
}

function afterEn({ messages, uncertainChannels }: Erasure): string {
  const queued =
    messages === 0
      ? ''
      : `\nPosted messages (${messages}) are emptied when the bot runs next (npm start); a digest only loses this row.`;
  return uncertainChannels.length === 0
    ? queued
    : `${queued}\nThese channels may show a card whose post was never answered; please look: ${uncertainChannels.join(', ')}`;
}

/** What the demo says. Its letters are composed; no figure in them is real. */
export const DEMO_WORDS = {
  'zh-CN': {
    welcome: (url: string) =>
      `减报演示：真实的程序，访问本机上的三个小网站。内容均为虚构。\n在浏览器里看频道：${url}`,
    first: '第一轮：访问三个来源（列表、脚本中的列表、RSS）',
    soon: '\n几秒后，市政府网站会多出一条新答复……',
    second: '第二轮：只应多出一条',
    right: (count: number) =>
      `共发布 ${count} 条，正是应发的那些；化肥“双减”、办理情况汇总、新闻没有发，转载没有重发。`,
    wrong: (posted: readonly string[]) => `发布的卡片与预期不符：\n${posted.join('\n')}`,
    edited: (card: Pick<Card, 'title' | 'revision'>) =>
      `已发的卡片就地更新为第 ${card.revision} 版（同一文件又见于别处）：${card.title}`,
    notice: '演示 · 内容虚构',
    stay: '预览页保持打开，按 Ctrl-C 结束。',
    stopping: '正在停止……',
  },
  en: {
    welcome: (url: string) =>
      `Jianbao demo: the real program on three small sites of this machine. Everything they say is invented.\nThe channel, in a browser: ${url}`,
    first: 'First round: three sources (a list, a list in a script, a feed)',
    soon: '\nIn a few seconds one more reply appears on the city’s site …',
    second: 'Second round: exactly one more',
    right: (count: number) =>
      `${count} cards, exactly the expected ones; the fertiliser letter, the yearly statistics and the news were not posted, the re-publication not again.`,
    wrong: (posted: readonly string[]) => `These are not the expected cards:\n${posted.join('\n')}`,
    edited: (card: Pick<Card, 'title' | 'revision'>) =>
      `The posted card was edited in place, revision ${card.revision} (the same document was found elsewhere too): ${card.title}`,
    notice: 'Demo: everything is invented',
    stay: 'The preview stays open; Ctrl-C ends it.',
    stopping: 'Stopping …',
  },
} as const;
