import type { Language } from '../domain/card.ts';
import type { Coverage, Covered } from '../domain/coverage.ts';

/** The words of `/source`. */
interface SourceMessages {
  readonly notOpen: string;
  readonly tooMany: (minutes: number) => string;
  readonly nothingToSave: (what: string, advice: string) => string;
  readonly alreadyWatched: (name: string) => string;
  readonly found: string;
  readonly newestRows: string;
  readonly noDate: string;
  readonly name: string;
  readonly region: string;
  readonly noRegion: string;
  readonly family: string;
  readonly unknownFamily: string;
  readonly confidence: string;
  readonly rows: string;
  readonly nextPage: string;
  readonly none: string;
  readonly validFor: string;
  readonly save: string;
  readonly cancel: string;
  readonly saved: (name: string) => string;
  readonly knownByNow: (name: string) => string;
  readonly cancelled: string;
  readonly expired: string;
  readonly notYours: string;
  readonly listTitle: string;
  readonly allWell: string;
  readonly needAttention: (count: number) => string;
  readonly noSources: string;
  readonly since: (day: string) => string;
  readonly pending: string;
  readonly whatToDo: (advice: string) => string;
  readonly more: (count: number) => string;
  readonly count: (word: string, count: number) => string;
  readonly watched: (count: number) => string;
  /** What of the lists is not on cards, and where to ask. */
  readonly letters: string;
  readonly lettersLine: (facts: LettersFacts) => string;
  readonly covers: (coverage: Coverage) => string;
  readonly coversAll: (covered: Covered) => string;
  readonly noOwn: string;
  readonly noAnswer: string;
}

/** How the rows of all lists stand. */
interface LettersFacts {
  readonly waiting: number;
  readonly failing: number;
  readonly givenUp: number;
  readonly gone: number;
  readonly near: number;
  readonly old: number;
  /** Lists on which letters may have passed between two visits. */
  readonly gaps: number;
}

const ZH: SourceMessages = {
  notOpen:
    '机器人的维护者没有开放从聊天中添加来源。您可以把网址发给维护者，由维护者用命令 `sources add <网址>` 添加；若维护者在 bot.yaml 中设置 `moderation.addSources: true`，管理员也可以在这里添加。',
  tooMany: (minutes) =>
    `为了不给政府网站增加负担，十分钟内只能查看几个网址。请在 ${minutes} 分钟后再试。`,
  nothingToSave: (what, advice) => `没有可以保存的内容：${what}。\n${advice}`,
  alreadyWatched: (name) => `这个网址已在关注之列：${name}。无须再添加。`,
  found: '找到一个列表，还没有保存。请核对以下内容，再决定是否保存。',
  newestRows: '最新的几条',
  noDate: '无日期',
  name: '名称',
  region: '地区',
  noRegion: '全国或未识别',
  family: '网站系统',
  unknownFamily: '未识别',
  confidence: '置信度',
  rows: '条目数',
  nextPage: '下一页',
  none: '无',
  validFor: '十分钟内有效，只有您可以操作',
  save: '保存',
  cancel: '取消',
  saved: (name) =>
    `已保存：${name}。从现在起开始关注：网页上已有的内容不再发布，今后新公开的“双减”答复会照常发布。\n在机器人的维护者确认（\`jianbao sources confirm\`）之前，只有本服务器会收到它的内容。`,
  knownByNow: (name) => `刚刚已有人添加了 ${name}，无须再保存。`,
  cancelled: '已取消，没有保存任何内容。',
  expired: '查看结果已过期，没有保存任何内容。请用 `/source add` 重新查看。',
  notYours: '只有发起查看的人可以操作。您可以自己用 `/source add` 查看。',
  listTitle: '来源状态',
  allWell: '所有来源都没有问题。',
  needAttention: (count) => `${count} 个来源需要留意。`,
  noSources: '还没有关注任何来源。',
  since: (day) => `自 ${day}`,
  pending: '待维护者确认，目前只供本服务器',
  whatToDo: (advice) => `怎么办：${advice}`,
  more: (count) => `……另有 ${count} 个`,
  count: (word, count) => `${word} ${count}`,
  watched: (count) => `共关注 ${count} 个来源`,
  letters: '没有上卡片的文件',
  lettersLine: ({ waiting, failing, givenUp, gone, near, old, gaps }) =>
    `待读 ${waiting}（其中读不了、还在试的 ${failing}）· 读不了已放弃 ${givenUp} · 页面已不在 ${gone} · 判为无关但沾边 ${near} · 视为旧文 ${old}${gaps === 0 ? '' : ` · 两次访问之间可能漏看过文件的栏目 ${gaps}`}\n-# 某一份为什么没有发：\`/why\``,
  covers: ({ own, above, national }) =>
    `覆盖：关注该地区 ${own.watched} 个栏目（本周读到 ${own.answered} 个）${above.watched === 0 ? '' : `、上级地区 ${above.watched} 个（${above.answered}）`}、全国性 ${national.watched} 个（${national.answered}）。`,
  coversAll: ({ watched, answered }) => `覆盖：共关注 ${watched} 个栏目，本周读到 ${answered} 个。`,
  noOwn:
    '目前没有该地区自己的栏目：只会收到全国性的，以及别处网站转载的该地区答复。可以用 `/source add` 添加栏目，或告诉机器人的维护者。',
  noAnswer: '该地区的栏目本周都没能读到，暂时不会有新内容；原因见 `/source list`。',
};

const EN: SourceMessages = {
  notOpen:
    'The operator of this bot does not allow adding sources from chat. You can send the operator the address; the command `sources add <url>` adds it. With `moderation.addSources: true` in bot.yaml, moderators can add sources here.',
  tooMany: (minutes) =>
    `To spare the government sites, only a few addresses can be checked every ten minutes. Please try again in ${minutes} minute${minutes === 1 ? '' : 's'}.`,
  nothingToSave: (what, advice) => `There is nothing to save: ${what}.\n${advice}`,
  alreadyWatched: (name) =>
    `This address is already being watched, as ${name}. There is no need to add it.`,
  found: 'I found a list. Nothing is saved yet: please check the details, then decide.',
  newestRows: 'The newest rows',
  noDate: 'no date',
  name: 'Name',
  region: 'Region',
  noRegion: 'national or not recognized',
  family: 'Page system',
  unknownFamily: 'not recognized',
  confidence: 'Confidence',
  rows: 'Rows',
  nextPage: 'Next page',
  none: 'none',
  validFor: 'Valid for ten minutes; only you can use the buttons',
  save: 'Save',
  cancel: 'Cancel',
  saved: (name) =>
    `Saved: ${name}. It is watched from now on: what is already on the page is not posted, and new replies about double reduction are posted as usual.\nUntil the operator of the bot confirms it (\`jianbao sources confirm\`), only this server gets what it brings.`,
  knownByNow: (name) => `Somebody else has just added ${name}; there is no need to save it again.`,
  cancelled: 'Cancelled. Nothing was saved.',
  expired: 'This result has expired. Nothing was saved; please check again with `/source add`.',
  notYours:
    'Only the person who asked can use these buttons. You can check an address yourself with `/source add`.',
  listTitle: 'Sources',
  allWell: 'All sources are fine.',
  needAttention: (count) => `${count} source${count === 1 ? ' needs' : 's need'} attention.`,
  noSources: 'No source is watched yet.',
  since: (day) => `since ${day}`,
  pending: 'Pending: for this server only until the operator confirms them',
  whatToDo: (advice) => `What to do: ${advice}`,
  more: (count) => `… and ${count} more`,
  count: (word, count) => `${count} ${word}`,
  watched: (count) => `${count} source${count === 1 ? '' : 's'} watched`,
  letters: 'Letters without a card',
  lettersLine: ({ waiting, failing, givenUp, gone, near, old, gaps }) =>
    `${waiting} still to be read (${failing} failed so far) · ${givenUp} unreadable, given up · ${gone} gone · ${near} judged irrelevant near the line · ${old} taken as old${gaps === 0 ? '' : ` · ${gaps} lists may have shown letters only between two visits`}\n-# Why one was not posted: \`/why\``,
  covers: ({ own, above, national }) =>
    `Coverage: ${own.watched} columns of this choice are watched (${own.answered} read this week)${above.watched === 0 ? '' : `, ${above.watched} of the regions around it (${above.answered})`}, ${national.watched} national ones (${national.answered}). `,
  coversAll: ({ watched, answered }) =>
    `Coverage: ${watched} columns are watched, ${answered} were read this week.`,
  noOwn:
    'No column of the region itself is watched: only national letters come, and those that other sites re-publish. Add a column with `/source add`, or tell the operator of the bot.',
  noAnswer:
    'None of its columns could be read this week, so nothing new comes for now; `/source list` says why.',
};

/** The words of `/source` in each language. */
export const SOURCE_MESSAGES: Readonly<Record<Language, SourceMessages>> = { 'zh-CN': ZH, en: EN };
