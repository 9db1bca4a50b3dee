import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readYaml, type ConfigIssue, type YamlFile } from './yaml-file.ts';

/** The files of a configuration directory. A missing file is read as empty and listed as an issue. */
export interface ConfigFiles {
  readonly bot: YamlFile;
  readonly vocabulary: YamlFile;
  readonly sources: readonly YamlFile[];
  readonly issues: readonly ConfigIssue[];
}

/** Files that are not read, and settings that are known already. */
export interface LoadOptions {
  /** Reading a page needs no catalogue, and the catalogue is most of the reading time. */
  readonly withoutSources?: boolean;
  /** Whether a division code exists: the region room knows, and this one may not ask it. */
  readonly isKnownRegion?: (code: string) => boolean;
}

// A Discord bot token, a webhook address, or an address with a password in it.
const SECRET_PATTERN =
  /\b[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,45}\b|\/api\/(?:v\d+\/)?webhooks\/\d+\/|:\/\/[^\s/@:]*:[^\s/@]+@/u;

/** Reads the YAML files of the directory; syntax issues and secrets are listed, not thrown. */
export function readFiles(directory: string, options: LoadOptions): ConfigFiles {
  const issues: ConfigIssue[] = [];
  const read = (name: string): YamlFile => {
    const path = join(directory, name);
    const file = existsSync(path) ? readYaml(path, readFileSync(path, 'utf8')) : missing(path);
    issues.push(...file.issues, ...findSecrets(file));
    return file;
  };
  return {
    bot: read('bot.yaml'),
    vocabulary: read('vocabulary.yaml'),
    sources:
      options.withoutSources === true
        ? []
        : listSourceFiles(directory).map((name) => read(join('sources', name))),
    issues,
  };
}

/** Names of the files in `sources/`, in a stable order. */
export function listSourceFiles(directory: string): readonly string[] {
  const folder = join(directory, 'sources');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/u.test(name) && !name.startsWith('.'))
    .sort();
}

function missing(path: string): YamlFile {
  const what = 'is missing. The one that is shipped will do.';
  return { ...readYaml(path, ''), value: undefined, issues: [{ where: path, what }] };
}

function findSecrets(file: YamlFile): readonly ConfigIssue[] {
  return file.text.split('\n').flatMap((line, index) => {
    const found = SECRET_PATTERN.exec(line.slice(0, 2000));
    if (found === null) return [];
    const where = `${file.name}:${index + 1}:${found.index + 1}`;
    return [
      { where, what: 'looks like a secret. Move it to the environment or to .env, and renew it.' },
    ];
  });
}
