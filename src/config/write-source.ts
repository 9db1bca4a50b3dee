import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';

import { ConfigError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import { checkSources, type HostRules } from './check-sources.ts';
import { listSourceFiles } from './read-files.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

const LOCAL_FILE = 'local.yaml';

const HEADING = `# Sources added on this machine. Edit freely: comments are kept.
# 本机添加的来源，可随意编辑，注释会保留。
sources: []
`;

/** Adds a source to `sources/local.yaml` and returns the file's name. Nothing is written when a check fails. */
export function writeSource(directory: string, source: Source, rules: HostRules): string {
  const path = join(directory, 'sources', LOCAL_FILE);
  const text = withSource(existsSync(path) ? readFileSync(path, 'utf8') : HEADING, source, path);
  saveFile(directory, { path, text }, { rules, failed: 'The source was not added:' });
  return path;
}

/**
 * Changes for which servers a source is, where a file limits it to some; null is for all. Returns the file's name, or
 * null where no file limits such a source.
 */
export function writeAudience(
  directory: string,
  change: { readonly id: string; readonly guildIds: readonly string[] | null },
  rules: HostRules,
): string | null {
  for (const name of listSourceFiles(directory)) {
    const path = join(directory, 'sources', name);
    const text = withAudience(readFileSync(path, 'utf8'), change);
    if (text === null) continue;
    saveFile(directory, { path, text }, { rules, failed: 'The source was not changed:' });
    return path;
  }
  return null;
}

/** Replaces one file of sources, unless all of them together would be wrong then. */
function saveFile(
  directory: string,
  { path, text }: { readonly path: string; readonly text: string },
  { rules, failed }: { readonly rules: HostRules; readonly failed: string },
): void {
  const files: YamlFile[] = listSourceFiles(directory)
    .map((name) => join(directory, 'sources', name))
    .filter((name) => name !== path)
    .map((name) => readYaml(name, readFileSync(name, 'utf8')));
  const { issues } = checkSources([...files, readYaml(path, text)], rules);
  if (issues.length > 0) {
    const lines = issues.map(({ where, what }) => `  ${where}  ${what}`);
    throw new ConfigError([failed, ...lines].join('\n'));
  }
  try {
    mkdirSync(join(directory, 'sources'), { recursive: true });
    writeFileSync(`${path}.new`, text, 'utf8');
    renameSync(`${path}.new`, path);
  } catch (cause) {
    throw new ConfigError(`${path} cannot be written. Make the directory writable for the bot.`, {
      cause,
    });
  }
}

/** The file's text with the change; null where it has no such source that is limited to servers. */
function withAudience(
  text: string,
  { id, guildIds }: { readonly id: string; readonly guildIds: readonly string[] | null },
): string | null {
  const document = parseDocument(text);
  const list = document.errors.length === 0 ? document.get('sources') : null;
  if (!isSeq(list)) return null;
  const item = list.items.find((node) => isMap(node) && node.get('id') === id);
  if (!isMap(item) || !item.has('guildIds')) return null;
  if (guildIds === null) item.delete('guildIds');
  else item.set('guildIds', document.createNode(guildIds));
  return document.toString({ lineWidth: 0, singleQuote: true });
}

function withSource(text: string, source: Source, path: string): string {
  const document = parseDocument(text);
  const list = document.errors.length === 0 ? document.get('sources') : null;
  if (document.errors.length > 0 || (list !== null && list !== undefined && !isSeq(list))) {
    throw new ConfigError(`${path} cannot be read as a list of sources. Correct it first.`);
  }
  const node = document.createNode(plainSource(source));
  if (isSeq(list)) {
    // An empty list is written as [], and would stay on one line.
    list.flow = false;
    list.items.push(node);
  } else document.set('sources', document.createNode([node]));
  return document.toString({ lineWidth: 0, singleQuote: true });
}

/** Leaves out what the schema fills in by itself. */
function plainSource(source: Source): Readonly<Record<string, unknown>> {
  const { predecessorId: _predecessor, ...written } = source;
  const fields = Object.entries(written).filter(
    ([key, value]) => value !== null && !(key === 'format' && value === 'auto'),
  );
  return Object.fromEntries(fields);
}
