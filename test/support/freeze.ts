import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { answerReading } from '../../src/cli/answer-reading.ts';
import { answerDiscovery } from '../../src/cli/discover-command.ts';
import { localReader } from './local-reader.ts';

// `npm run freeze FILE`: writes what `read` and `discover` answer on every page that is at hand, one JSON
// object a line. `npm run freeze FILE --against BEFORE [--show FIELD]`: and says which fields changed, where.

/** One page and the command that reads it. */
interface Request {
  readonly command: 'read' | 'discover';
  readonly file: string;
  readonly url: string | null;
}

type Answer = Readonly<Record<string, unknown>>;

const PROJECT = path.resolve(import.meta.dirname, '../..');
const SHARED = path.resolve(PROJECT, '../shared');
const TODAY = '2026-11-22';
const READER = localReader();

const isRecord = (value: unknown): value is Answer => typeof value === 'object' && value !== null;

const rowsOf = (value: unknown): readonly Answer[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function goldRows(file: string, pick: (gold: unknown) => unknown): readonly Answer[] {
  const home = path.join(SHARED, file);
  if (!existsSync(home)) return [];
  const gold: unknown = JSON.parse(readFileSync(home, 'utf8'));
  return rowsOf(pick(gold)).map((row) => Object.assign({}, row, { home: path.dirname(home) }));
}

const field = (name: string) => (gold: unknown) => (isRecord(gold) ? gold[name] : undefined);

function requests(command: Request['command'], rows: readonly Answer[]): Request[] {
  return rows.map((row) => ({
    command,
    file: path.resolve(textOf(row['home']) ?? '', textOf(row['json_file'] ?? row['file']) ?? ''),
    url: textOf(row['json_url'] ?? row['url']),
  }));
}

function cases(room: string): Request[] {
  const rows = goldRows(`cases/${room}/expect.json`, (gold) => gold);
  return rows.map((row) => ({
    command: row['command'] === 'discover' ? 'discover' : 'read',
    file: path.join(textOf(row['home']) ?? '', 'inputs', textOf(row['file']) ?? ''),
    url: textOf(row['url']),
  }));
}

function fixtures(): Request[] {
  const home = path.join(PROJECT, 'test/fixtures');
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).toSorted();
  return files
    .filter(
      (file) =>
        /(?:^|\/)page\.\w+$/u.test(file) ||
        /^discover\/.*(?<!expected)\.(?:html|xml|json)$/u.test(file),
    )
    .filter((file) => !file.endsWith('.expected.json'))
    .map((file) => ({
      command: file.startsWith('discover') ? 'discover' : 'read',
      file: path.join(home, file),
      url: null,
    }));
}

function everything(): readonly Request[] {
  return [
    ...fixtures(),
    ...requests(
      'read',
      goldRows('corpus/pages.json', (gold) => gold),
    ),
    ...requests(
      'read',
      goldRows('corpus/samples.json', (gold) => gold),
    ),
    ...requests('read', goldRows('corpus/exam/exam.json', field('pages'))),
    ...requests(
      'discover',
      goldRows('corpus/lists.json', (gold) => gold),
    ),
    ...requests('discover', goldRows('corpus/exam/exam.json', field('lists'))),
    ...cases('letters'),
    ...cases('pages'),
  ];
}

async function answer({ command, file, url }: Request): Promise<unknown> {
  const raw = { url, bytes: readFileSync(file), contentType: null };
  if (command === 'discover') {
    const { discovery } = await READER.readList(raw, { address: url ?? file, today: TODAY });
    return answerDiscovery('', url, discovery);
  }
  const options = { address: url ?? file, hints: { today: TODAY } };
  return answerReading('', await READER.readPage(raw, options), 'zh-CN');
}

function compare(before: string, after: ReadonlyMap<string, unknown>, show: string | null): void {
  const changed = new Map<string, string[]>();
  for (const line of readFileSync(before, 'utf8').split('\n').filter(Boolean)) {
    const known: unknown = JSON.parse(line);
    if (!isRecord(known)) continue;
    const key = textOf(known['key']) ?? '';
    const [old, now] = [known['answer'], after.get(key)].map((one) => (isRecord(one) ? one : {}));
    for (const name of new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])) {
      const [was, is] = [JSON.stringify(old?.[name]), JSON.stringify(now?.[name])];
      if (was === is) continue;
      changed.set(name, [...(changed.get(name) ?? []), key]);
      if (name === show) console.log(`${key}\n  - ${was}\n  + ${is}`);
    }
  }
  for (const [name, keys] of changed) {
    const some = keys.slice(0, 6).map((key) => key.split('/').slice(-2).join('/'));
    console.log(
      `${name}: ${keys.length} changed: ${some.join(', ')}${keys.length > 6 ? ', …' : ''}`,
    );
  }
  console.log(changed.size === 0 ? 'nothing changed' : `${changed.size} fields changed`);
}

const [out = '', ...rest] = process.argv.slice(2);
const option = (name: string): string | null => rest[rest.indexOf(name) + 1] ?? null;
const answers = new Map<string, unknown>();
for (const one of everything()) {
  const key = `${one.command} ${path.relative(PROJECT, one.file)}`;
  answers.set(key, await answer(one));
}
writeFileSync(
  out,
  Array.from(answers, ([key, value]) => `${JSON.stringify({ key, answer: value })}\n`).join(''),
);
console.log(`${answers.size} answers in ${out}`);
if (rest.includes('--against')) {
  compare(option('--against') ?? '', answers, rest.includes('--show') ? option('--show') : null);
}
