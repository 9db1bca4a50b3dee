import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { hasPersonalData } from '../../src/privacy/redact.ts';
import { startFakeGovSite } from '../support/fake-gov-site.ts';
import { fastSettings, makeHome, scenarioMs, startBot, until, type Scope } from './bot-process.ts';
import { discordForTest, subscribe, untilLoggedIn } from './fake-discord-for-test.ts';

const folder = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const hasSamples = existsSync(folder);

interface Sample {
  readonly number: string;
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly day: string;
}

function readSamples(): readonly Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .map((name, index) => {
      const text = readFileSync(`${folder}${name}`, 'utf8');
      const number = name.slice(0, 3);
      const day = new Date(Date.now() - (index + 3) * 86_400_000).toISOString().slice(0, 10);
      // What a list would say: the first line that says anything.
      const lines = text.split('\n').map((line) => line.trim());
      const title = lines.find((line) => /提案|建議|建议|通知|答复|答復/u.test(line)) ?? name;
      return { number, path: `/reply/${number}.html`, title, text, day };
    });
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function detail({ title, text }: Sample): string {
  const paragraphs = text.split('\n').map((line) => `<p>${escape(line)}</p>`);
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${escape(title)}</title></head><body><div class="nav"><a href="/">首页</a></div><div id="zoom">${paragraphs.join('\n')}</div><div class="footer">网站标识码：3306000001</div></body></html>`;
}

function list(samples: readonly Sample[]): string {
  const rows = samples.map(
    ({ path, title, day }) =>
      `<li><a href="${path}" title="${escape(title)}">${escape(title)}</a><span>${day}</span></li>`,
  );
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>建议提案办理</title></head><body><h2>建议提案办理</h2><ul class="list">${rows.join('\n')}</ul></body></html>`;
}

function feed(samples: readonly Sample[]): string {
  const items = samples.map(
    ({ path, title, day }) =>
      `<item><title>${escape(title)}</title><link>${path}</link><pubDate>${day}T09:00:00+08:00</pubDate></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>建议提案办理</title><link>/</link><description>答复</description>${items.join('')}</channel></rss>`;
}

async function serveSamples(scope: Scope, samples: readonly Sample[]): Promise<string> {
  const site = await startFakeGovSite();
  scope.onTestFinished(() => site.close());
  site.set('/reply/', { body: list(samples) });
  site.set('/feed.xml', { body: feed(samples) });
  for (const sample of samples) site.set(sample.path, { body: detail(sample) });
  return site.url;
}

const forms = [
  ['pages', '/reply/'],
  ['a feed', '/feed.xml'],
] as const;

test.skipIf(!hasSamples).concurrent.for(forms)(
  'the five samples as %s give cards for those who asked (skipped where the samples are not at hand)',
  { timeout: scenarioMs },
  async ([, path], scope) => {
    const samples = readSamples();
    const url = await serveSamples(scope, samples);
    const fake = await discordForTest(scope);
    const settings = fastSettings('limits:\n  firstVisit: all\n');
    // The column appears only after the channels subscribed, so that its rows are posted.
    const home = makeHome(scope, [{ id: 'column', url: `${url}/not-yet/` }], settings);
    const bot = startBot(home, fake);
    await untilLoggedIn(fake);
    const wide = fake.addChannel(fake.guildId, 'wide');
    const everything = fake.addChannel(fake.guildId, 'everything');
    await subscribe(fake, fake.channelId);
    await subscribe(fake, wide, { relevance: 'adjacent' });
    await subscribe(fake, everything, { relevance: 'adjacent', 'other-kinds': true });
    bot.send('SIGTERM');
    await bot.ended;

    home.write(
      'sources/test.yaml',
      `sources:\n  - id: samples\n    name: 某地建议提案\n    url: ${url}${path}\n    level: national\n`,
    );
    const again = startBot(home, fake);
    await until('all five judged', () => again.logged('entry visited').length >= 5);
    const judged = again.logged('entry visited').map(({ url: at, articleId }) => ({
      number: /\/(\d{3})\.html$/u.exec(String(at))?.[1] ?? '',
      articleId: String(articleId),
    }));
    // A copy on another site is not linked, so that cards are identified by their short id.
    const numbersIn = (channelId: string): readonly string[] =>
      fake.messages(channelId).map(({ embeds }) => {
        const shortId = /[a-z]-[0-9a-f]+/u.exec(JSON.stringify(embeds[0]?.['footer']))?.[0] ?? '?';
        return judged.find(({ articleId }) => articleId.startsWith(shortId))?.number ?? '?';
      });
    await until('the last card', () => numbersIn(everything).includes('004'));
    await until('the last card', () => numbersIn(wide).includes('004'));
    expect(numbersIn(fake.channelId)).toEqual(['000', '002']);
    expect(numbersIn(wide)).toEqual(['000', '002', '004']);
    expect(numbersIn(everything)).toEqual(expect.arrayContaining(['000', '002', '004']));
    for (const { content, embeds } of [...fake.messages(wide), ...fake.messages(everything)]) {
      const shown = JSON.stringify({
        content,
        embeds: embeds.map(({ url: _url, color: _color, ...rest }) => rest),
      });
      expect(shown).not.toMatch(/(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-— ]?\d{7,8})(?!\d)/u);
      expect(hasPersonalData(shown)).toBe(false);
    }
    expect(fake.violations).toEqual([]);
  },
);
