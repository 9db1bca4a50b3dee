import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { fastSettings, type Scope, until } from '../e2e/bot-process.ts';
import { startJudgedSites } from '../roles/judged-sites.ts';
import { leaderOf, type Member, severalOn, subscribeAll } from '../roles/several.ts';
import { drawFor } from '../simulate/random.ts';
import { startFakeDiscord } from '../support/fake-discord.ts';
import { startPostgres, WITHOUT_POSTGRES } from '../support/start-servers.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    hosts: { type: 'string', default: '40' },
    minutes: { type: 'string', default: '6' },
    gap: { type: 'string', default: '200' },
    /** Only faults whose names hold this. */
    only: { type: 'string', default: '' },
  },
});
const seed = Number(values.seed);
const gapMs = Number(values.gap);
const hosts = Number(values.hosts);
const draw = drawFor(seed, 'soak');

const cleanups: (() => unknown)[] = [];
const scope: Scope = {
  onTestFinished: (clean) => void cleanups.push(() => Reflect.apply(clean, null, [])),
  onTestFailed: () => undefined,
};

/** What is done to one process, or to the server, and for how long. */
const FAULTS = [
  'kill a bot',
  'stop a bot',
  'cut a bot',
  'reset a bot',
  'kill a crawler',
  'stop a crawler',
  'cut a crawler',
  'restart the server',
] as const;

const [firstFault, ...otherFaults] = FAULTS.filter((fault) => fault.includes(values.only));
if (firstFault === undefined) {
  throw new Error(`No fault has "${values.only}" in its name: ${FAULTS.join(', ')}.`);
}

const started = Date.now();
const say = (...words: readonly unknown[]): void =>
  console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s`, ...words);

if (WITHOUT_POSTGRES !== null) throw new Error(WITHOUT_POSTGRES);
// A wait that fails leaves nothing running.
try {
  const server = await startPostgres();
  cleanups.push(() => server.close());
  const discord = await startFakeDiscord();
  cleanups.push(() => discord.close());
  const sites = await startJudgedSites({ hosts, gapMs, seed });
  cleanups.push(() => sites.close());
  const settings = fastSettings(
    'limits:\n  firstVisit: none\n  readers: 1\n  parallelVisits: 16\n',
  ).replace('minGapSeconds: 0', `minGapSeconds: ${gapMs / 1000}`);
  const { sources } = sites;
  const several = await severalOn(scope, { server, discord, sources, settings });

  const channels = [discord.channelId, discord.otherChannelId];
  await subscribeAll(several, discord, channels);

  const bots: Member[] = [await several.start('bot'), await several.start('bot')];
  const crawlers: Member[] = await Promise.all([1, 2, 3].map(() => several.start('crawl')));
  await until('a leader', () => leaderOf(bots));
  await until('the first visits', () => {
    const visited = crawlers.flatMap(({ process }) => process.logged('source visited'));
    return new Set(visited.map(({ sourceId }) => sourceId)).size === hosts;
  });
  say('all columns visited once');

  const numbers: string[] = [];
  /** Messages that Discord took, and whose answers never arrived. */
  const lostAnswers: { readonly hits: number }[] = [];
  const LOST_ANSWERS = 0.2;
  const feed = { isOn: true };
  cleanups.push(() => void (feed.isOn = false));
  const feeding = (async () => {
    while (feed.isOn) {
      numbers.push(sites.publish(draw.between(0, hosts - 1)));
      // One at a time: a message whose answers are lost again and again waits longer each time, and its channel with it.
      if (draw.chance(LOST_ANSWERS) && lostAnswers.every(({ hits }) => hits > 0)) {
        const answer = {
          route: /messages$/u,
          method: 'POST',
          how: 'reset',
          applied: true,
        } as const;
        lostAnswers.push(discord.failNext(answer));
      }
      await sleep(draw.between(1000, 2000));
    }
  })();

  const takeovers: number[] = [];

  /** Waits until another bot leads than this one, and notes how long it took. */
  async function takenOver(from: Member): Promise<void> {
    const began = Date.now();
    await until('another leader', () => leaderOf(bots.filter((bot) => bot !== from)));
    takeovers.push(Date.now() - began);
    say(`taken over after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }

  async function replace(members: Member[], member: Member, role: 'bot' | 'crawl'): Promise<void> {
    member.process.send('SIGKILL');
    await member.process.ended;
    members.splice(members.indexOf(member), 1, await several.start(role));
  }

  async function make(fault: (typeof FAULTS)[number]): Promise<void> {
    const leader = await until('a leader', () => leaderOf(bots));
    const crawler = crawlers[draw.between(0, crawlers.length - 1)];
    if (crawler === undefined) return;
    const forMs = draw.between(12_000, 25_000);
    say(fault);
    if (fault === 'kill a bot') {
      leader.process.send('SIGKILL');
      await Promise.all([takenOver(leader), replace(bots, leader, 'bot')]);
    } else if (fault === 'stop a bot') {
      leader.process.send('SIGSTOP');
      await Promise.all([takenOver(leader), sleep(forMs)]);
      leader.process.send('SIGCONT');
    } else if (fault === 'cut a bot') {
      leader.network.set('swallow');
      await Promise.all([takenOver(leader), sleep(forMs)]);
      leader.network.set('pass');
      leader.network.reset();
    } else if (fault === 'reset a bot') leader.network.reset();
    else if (fault === 'kill a crawler') await replace(crawlers, crawler, 'crawl');
    else if (fault === 'stop a crawler') {
      crawler.process.send('SIGSTOP');
      await sleep(forMs);
      crawler.process.send('SIGCONT');
    } else if (fault === 'cut a crawler') {
      crawler.network.set('swallow');
      await sleep(forMs);
      crawler.network.set('pass');
      crawler.network.reset();
    } else {
      await server.stop();
      await sleep(draw.between(500, 4000));
      await server.start();
    }
  }

  const endAt = Date.now() + Number(values.minutes) * 60_000;
  while (Date.now() < endAt) {
    await make(draw.pick([firstFault, ...otherFaults]));
    await sleep(draw.between(3000, 10_000));
  }
  feed.isOn = false;
  await feeding;
  say(`published ${numbers.length} letters; waiting for the last of them`);

  const timesIn = (channelId: string, number: string): number =>
    discord
      .messages(channelId)
      .filter(({ embeds }) => JSON.stringify(embeds).includes(`第${number}号`)).length;
  const timesOf = (number: string): readonly number[] =>
    channels.map((channelId) => timesIn(channelId, number));
  const arrived = (): number => numbers.flatMap(timesOf).filter((times) => times > 0).length;
  /** A channel takes a message a second, and what waits for a repetition waits for up to a quarter of an hour. */
  const SILENCE_MS = 90_000;
  let known = arrived();
  for (let since = Date.now(); Date.now() - since < SILENCE_MS;) {
    if (known === numbers.length * channels.length) break;
    await sleep(500);
    if (arrived() > known) since = Date.now();
    known = arrived();
  }
  await sleep(3000);
  const store = await several.open();
  const left = { handed: (await store.handed.all()).length, waiting: 0, notRead: 0 };
  for await (const delivery of store.outbox.pending()) {
    left.waiting += 1;
    if (left.waiting <= 3) say(JSON.stringify([delivery.id, delivery.queuedAt, delivery.state]));
  }
  const titles: string[] = [];
  for await (const { card } of store.articles.all()) titles.push(card.title);
  left.notRead = numbers.filter(
    (one) => !titles.some((title) => title.includes(`第${one}号`)),
  ).length;
  await store.close();

  const all = numbers.flatMap(timesOf);
  const { requests, twoAtOnce, gapBroken, shortestGapMs } = sites.judge();
  const facts = {
    seed,
    letters: numbers.length,
    messages: all.length,
    lost: all.filter((times) => times === 0).length,
    twice: all.filter((times) => times > 1).length,
    lostAnswers: lostAnswers.reduce((sum, { hits }) => sum + hits, 0),
    requests,
    twoAtOnce,
    gapBroken,
    shortestGapMs: Math.round(shortestGapMs),
    longestTakeoverMs: Math.max(0, ...takeovers),
    died: [...bots, ...crawlers].filter(({ process }) => process.err().includes('"level":60'))
      .length,
    violations: discord.violations.length,
    left,
  };
  console.log(JSON.stringify(facts, null, 2));
  if (facts.lost > 0) {
    const folder = mkdtempSync(join(tmpdir(), 'jianbao-soak-'));
    for (const { process } of [...bots, ...crawlers])
      writeFileSync(join(folder, `${process.pid}.log`), process.err());
    console.log(`The logs are in ${folder}`);
  }
  for (const { process } of [...bots, ...crawlers]) process.send('SIGTERM');
  const ends = await Promise.all([...bots, ...crawlers].map(({ process }) => process.ended));
  for (const { process } of [...bots, ...crawlers]) {
    const lines = process.err().split('\n');
    const last = lines.filter((line) => line !== '' && !line.startsWith('{')).slice(-12);
    if (last.length > 0) console.log(last.join('\n'));
  }
  console.log(`ended with ${ends.map(({ code }) => code).join(', ')}`);
  const isGood = facts.lost + facts.twice + twoAtOnce + gapBroken + facts.violations === 0;
  process.exitCode = isGood && ends.every(({ code }) => code === 0) ? 0 : 1;
} finally {
  for (const clean of cleanups.toReversed()) await clean();
}
