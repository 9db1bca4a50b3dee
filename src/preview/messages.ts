/** The preview's own words. */
export const PREVIEW_WORDS = {
  'zh-CN': {
    preview: '预览：读者将看到的频道',
    channels: '频道',
    theme: '浅色 / 深色',
    edited: '已编辑',
    none: '还没有消息。有新答复时会出现在这里。',
  },
  en: {
    preview: 'Preview: the channel as its readers will see it',
    channels: 'Channels',
    theme: 'Light / dark',
    edited: 'edited',
    none: 'No messages yet. New replies will appear here.',
  },
} as const;
