import type { Card } from '../domain/card.ts';

/** The words of the operator's commands. */
export const START_WORDS = {
  'zh-CN': {
    noToken:
      '没有 DISCORD_TOKEN：机器人照常抓取，但消息只发到本机的预览页和这个终端。\n要接入 Discord，请把令牌写进 .env（见 .env.example）。',
    watching: (count: number, off: number) =>
      `正在关注 ${count} 个来源${off === 0 ? '' : `（目录中另有 ${off} 个默认停用，可在 config/sources 中启用）`}。按 Ctrl-C 停止。`,
    preview: (url: string) => `预览页：${url}`,
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
    offline:
      'No site could be reached: this machine seems to be offline. Check the network; it goes on by itself.',
    stopping: 'Stopping: finishing what is in hand …',
  },
} as const;

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
