/** The words of the alarm board. */
export const BOARD_WORDS = {
  'zh-CN': {
    title: '来源状态',
    fine: '所有来源恢复正常。',
    head: (count: number) => `${count} 个来源需要留意`,
    colon: '：',
    since: '自',
    more: (count: number) => `……另有 ${count} 个`,
    looked: (at: string) => `最近查看 ${at}（北京时间）`,
    moved: '有新的情况，最新状态见下方。',
  },
  en: {
    title: 'Sources',
    fine: 'All sources are fine again.',
    head: (count: number) =>
      count === 1 ? '1 source needs attention' : `${count} sources need attention`,
    colon: ': ',
    since: 'since',
    more: (count: number) => `… and ${count} more`,
    looked: (at: string) => `last looked ${at} (Beijing)`,
    moved: 'There is news: the present state is further below.',
  },
} as const;

/** What a round says to people who watch it. */
export const ROUND_WORDS = {
  'zh-CN': {
    rows: (rows: number, fresh: number) => `${rows} 行，新 ${fresh} 行`,
    skipped: (count: number) => `首次访问：其余 ${count} 条视为已知，不再发布`,
    older: (count: number) => `${count} 条是以前就有的旧文，不再发布`,
    truncated: (count: number) => `列表过长，另有 ${count} 行未看`,
    waiting: (count: number) => `${count} 条待读，下次继续`,
    outcomes: {
      queued: '入队',
      title: '正文读不了，先发标题',
      unsubscribed: '已记录，无频道订阅',
      duplicate: '重复（另一处转载）',
      irrelevant: '不发',
      unreadable: '读不了，放弃',
      gone: '页面已不在',
      retry: '读不了，稍后再试',
      waits: '网站要求等待',
      forgotten: '已抹除，不再发布',
    },
    rereads: {
      same: '重读，无变化',
      corrected: '重读，有更正',
      completed: '重读，读到了全文',
      moved: '重读，网址已变',
      missing: '重读，网页不在，过一天再看',
      withdrawn: '重读，已撤下',
      elsewhere: '重读，原网页已撤下，别处仍有',
      restored: '重读，已恢复',
      unsure: '重读，无法判断',
      waits: '重读，网站要求等待',
    },
    because: '依据',
  },
  en: {
    rows: (rows: number, fresh: number) => `${rows} rows, ${fresh} new`,
    skipped: (count: number) => `first visit: ${count} others taken as known`,
    older: (count: number) => `${count} were there before, taken as known`,
    truncated: (count: number) => `the list is too long: ${count} more rows not looked at`,
    waiting: (count: number) => `${count} still to be read, on the next visits`,
    outcomes: {
      queued: 'queued',
      title: 'the text cannot be read; its title was queued',
      unsubscribed: 'recorded; no channel asked for it',
      duplicate: 'duplicate (published elsewhere too)',
      irrelevant: 'not posted',
      unreadable: 'unreadable, given up',
      gone: 'page is gone',
      retry: 'unreadable, will try again',
      waits: 'the site asks us to wait',
      forgotten: 'was forgotten, not posted again',
    },
    rereads: {
      same: 'read again: unchanged',
      corrected: 'read again: corrected',
      completed: 'read again: the whole text now',
      moved: 'read again: at another address',
      missing: 'read again: not there; looked for again in a day',
      withdrawn: 'read again: withdrawn',
      elsewhere: 'read again: gone here, still elsewhere',
      restored: 'read again: it is back',
      unsure: 'read again: tells nothing',
      waits: 'read again later: the site asks us to wait',
    },
    because: 'because of',
  },
} as const;

/** Names and topics of the preview's channels. */
export const PREVIEW_WORDS = {
  'zh-CN': {
    replies: ['双减答复', '全国 · 双减及作业、课后服务、校外培训的答复'],
    adjacent: ['科学教育等', '全国 · 科学教育等相邻主题的答复'],
  },
  en: {
    replies: [
      'double-reduction',
      'Everywhere · replies on double reduction, homework, after-school care and tutoring',
    ],
    adjacent: [
      'science-education',
      'Everywhere · replies on science education and other neighbouring topics',
    ],
  },
} as const;
