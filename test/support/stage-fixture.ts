import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { buildCard } from '../../src/card/build-card.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { summaryText } from '../../src/summarize/summary-text.ts';
import { localReader } from './local-reader.ts';

const homes = ['extract', 'exam'].map((home) => new URL(`../fixtures/${home}/`, import.meta.url));

/** What each stage after extraction made of a page: file names in a fixture's folder, and their text. */
export type Stages = Readonly<Record<'verdict.json' | 'summary.txt' | 'card.json', string>>;

/** Every folder with a composed page in it. */
export function stageFixtures(): readonly URL[] {
  return homes.flatMap((home) =>
    readdirSync(home, { withFileTypes: true })
      .filter((each) => each.isDirectory())
      .map((each) => new URL(`${each.name}/`, home)),
  );
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The address that an exam page should have; for some it decides the region. */
function addressOf(folder: URL): string | null {
  const file = new URL('expected.json', folder);
  if (!existsSync(file)) return null;
  const expected: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const isNamed = typeof expected === 'object' && expected !== null && 'url' in expected;
  return isNamed && typeof expected.url === 'string' ? expected.url : null;
}

/** Takes a fixture's page through the stages, as `read` does. */
export async function playStages(folder: URL): Promise<Stages> {
  const page = readdirSync(folder).find((name) => name.startsWith('page.'));
  if (page === undefined) throw new Error(`${folder.pathname} has no page`);
  const raw = {
    url: addressOf(folder),
    bytes: readFileSync(new URL(page, folder)),
    contentType: null,
  };
  const { article, verdict, summary } = await localReader().readPage(raw, {
    address: folder.href,
    hints: { today: '2026-11-22' },
  });
  const { reasons: _reasons, ...judged } = verdict;
  const card = buildCard({ articleId: 'recorded', article, verdict, summary });
  return {
    'verdict.json': asJson(judged),
    'summary.txt': `${summaryText(summary)}\n`,
    'card.json': asJson(renderDiscordMessage(card, { language: 'zh-CN', occasion: 'new' })),
  };
}
