import type { Language } from '../domain/card.ts';
import type { Miss } from '../domain/explanation.ts';

/** The words of `/why`. */
interface WhyMessages {
  readonly unknown: string;
  readonly listed: (source: string, day: string) => string;
  /** How an entry stands, by its outcome; `reason` is in words already. */
  readonly outcomes: Readonly<Record<string, (facts: OutcomeFacts) => string>>;
  readonly judged: (kind: string, relevance: string) => string;
  readonly because: (words: string) => string;
  readonly colon: string;
  readonly here: string;
  readonly noSubscription: string;
  readonly misses: (words: string) => string;
  readonly missWords: Readonly<Record<Miss, string>>;
  readonly before: string;
  readonly queued: string;
  readonly held: string;
  readonly sent: (link: string) => string;
  readonly deleted: string;
  readonly failed: (reason: string, id: string) => string;
  readonly titleOnly: string;
}

/** What the sentence on an outcome is made from. */
interface OutcomeFacts {
  readonly reason: string;
  readonly attempts: number;
  readonly near: string;
  readonly isOlder: boolean;
  readonly isAsked: boolean;
}

const ZH: WhyMessages = {
  unknown:
    '没有找到。可能的原因：\n- 它所在的栏目不在关注之列：用 `/source list` 查看，或把栏目网址告诉机器人的维护者；\n- 它刚公开，还没有到下一次访问；\n- 标题中的几个字只能找到最近的文件：请给出网址，或卡片底部的编号。',
  listed: (source, day) => `列出：${source}，${day} 首次看到`,
  outcomes: {
    waiting: () => '读取：还没有读，下次访问该来源时继续',
    retry: ({ reason, attempts, isAsked }) =>
      isAsked
        ? '读取：维护者要求再读一次，下次访问时进行'
        : `读取：试了 ${attempts} 次还读不了（${reason}），会继续再试`,
    unreadable: ({ reason, attempts }) =>
      `读取：试了 ${attempts} 次都读不了（${reason}），已放弃；维护者可以用 \`jianbao entries read 网址\` 再读`,
    gone: () => '读取：网页已不在；若又恢复，维护者可以用 `jianbao entries read 网址` 再读',
    irrelevant: ({ near }) =>
      near === ''
        ? '判断：读过，与“双减”无关'
        : `判断：读过，与“双减”无关，虽然出现了：${near}；若判断有误，请告诉维护者`,
    baseline: ({ isOlder }) =>
      isOlder
        ? '不发：它比此前看到的更早，是以前就有的旧文'
        : '不发：开始关注该来源时它已经在列表上，视为旧文',
    duplicate: () => '读取：与另一处公开的是同一份文件',
    queued: () => '读取：已读',
    forgotten: () => '已应要求抹除，不再发布',
  },
  judged: (kind, relevance) => `判断：${kind}，${relevance}`,
  because: (words) => `；依据：${words}`,
  colon: '：',
  here: '本频道：',
  noSubscription: '没有订阅',
  misses: (words) => `不在订阅范围内（${words}）`,
  missWords: {
    relevance: '相关程度',
    kind: '类型',
    region: '地区',
    topic: '主题',
  },
  before: '符合订阅；它在订阅之前就已收到，没有补发',
  queued: '排队等候发布',
  held: '等候发布：',
  sent: (link) => `已发布：${link}`,
  deleted: '已发布，那条消息后来被删除',
  failed: (reason, id) =>
    `Discord 拒收（${reason}）；原因排除后，维护者可以用 \`jianbao entries resend ${id}\` 再发`,
  titleOnly: '正文未能读出，卡片上只有标题；读出后会自动补上',
};

const EN: WhyMessages = {
  unknown:
    'Nothing was found. Perhaps:\n- its column is not watched: see `/source list`, or tell the operator the address of the column;\n- it was published just now, and the next visit has not come;\n- words of a title find only the newest documents: give an address, or the id at the foot of a card.',
  listed: (source, day) => `Listed: ${source}, first seen on ${day}`,
  outcomes: {
    waiting: () => 'Read: not yet; the next visit to its source goes on with it',
    retry: ({ reason, attempts, isAsked }) =>
      isAsked
        ? 'Read: the operator wants it read again; the next visit does it'
        : `Read: could not be read in ${attempts} tries (${reason}); it is tried again`,
    unreadable: ({ reason, attempts }) =>
      `Read: could not be read in ${attempts} tries (${reason}) and was given up; the operator can have it read again: \`jianbao entries read ADDRESS\``,
    gone: () =>
      'Read: the page is gone; if it comes back, the operator can have it read: `jianbao entries read ADDRESS`',
    irrelevant: ({ near }) =>
      near === ''
        ? 'Judged: it was read, and has nothing to do with double reduction'
        : `Judged: it was read, and has nothing to do with double reduction, though it says: ${near}. If that is wrong, tell the operator`,
    baseline: ({ isOlder }) =>
      isOlder
        ? 'Not posted: it is older than what was seen before, and was there already'
        : 'Not posted: it was on the list when its source was first visited',
    duplicate: () => 'Read: it is the same document as one published elsewhere',
    queued: () => 'Read: yes',
    forgotten: () => 'It was erased on request and is not posted again',
  },
  judged: (kind, relevance) => `Judged: ${kind}, ${relevance}`,
  because: (words) => `; because of: ${words}`,
  colon: ': ',
  here: 'This channel: ',
  noSubscription: 'has no subscription',
  misses: (words) => `did not subscribe to it (${words})`,
  missWords: { relevance: 'relevance', kind: 'kind', region: 'region', topic: 'topic' },
  before: 'subscribed to such letters; it came before the subscription and was not sent later',
  queued: 'it waits to be posted',
  held: 'it waits: ',
  sent: (link) => `posted: ${link}`,
  deleted: 'posted; the message was deleted later',
  failed: (reason, id) =>
    `Discord refused it (${reason}); once the cause is gone, the operator can send it again: \`jianbao entries resend ${id}\``,
  titleOnly:
    'Its text could not be read so far: the card shows its title and is completed by itself',
};

export const WHY_MESSAGES: Readonly<Record<Language, WhyMessages>> = { 'zh-CN': ZH, en: EN };
