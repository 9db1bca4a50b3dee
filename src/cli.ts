import { enableCompileCache } from 'node:module';

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import { botVersion } from './app/fetcher-options.ts';
import { isExpected } from './cli/is-expected.ts';
import type { ReadOptions } from './cli/read-command.ts';
import { portOf, ROLES, type StartOptions } from './cli/roles.ts';
import { endSoon, watchSignals } from './cli/watch-signals.ts';

// Compiled modules are kept between runs in the system's folder for temporary files: measured 40 % less time.
enableCompileCache();

// `jianbao sources list | head` closes the pipe early; that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const program = new Command('jianbao')
  .description(
    '减报 Jianbao: watches public reply letters about the double reduction policy (双减) and posts each new one, once.',
  )
  .version(botVersion)
  .exitOverride()
  .showHelpAfterError('(run jianbao --help for the commands)')
  .configureHelp({ showGlobalOptions: true });

/** Each command loads its own rooms when it runs: reading one page does not wait for a chat client. */
async function finish(work: Promise<number>): Promise<void> {
  process.exitCode = await work;
}

function parseAddress(text: string): string {
  if (!URL.canParse(text)) {
    throw new InvalidArgumentError('Give the whole address, with https://.');
  }
  return text;
}

function parsePort(text: string): number {
  const port = portOf(text);
  if (port === null) throw new InvalidArgumentError('Give a number from 0 to 65535.');
  return port;
}

function parseCount(text: string): number {
  const count = /^\d{1,6}$/u.test(text) ? Number(text) : 0;
  if (count < 1) throw new InvalidArgumentError('Give a number, 1 or more.');
  return count;
}

program
  .command('read')
  .description(
    'one page, document or feed entry through every stage: extract, classify, identify, summarize, card',
  )
  .argument(
    '<source...>',
    'paths or addresses (.html .htm .shtml .txt .md .docx .doc .pdf, any charset)',
  )
  .option('--url <address>', 'the address that a local file had', parseAddress)
  .option('--json', 'one JSON object a line, for programs')
  .option('--explain', 'name the rows of rules that decided title, agency, days, kind, points')
  .action(async (sources: string[], options: ReadOptions) => {
    const { readCommand } = await import('./cli/read-command.ts');
    await finish(readCommand(sources, options));
  });

program
  .command('discover')
  .description('the rows of a list page, feed or list API answer')
  .argument('<source...>', 'paths or addresses')
  .option('--url <address>', 'the address that a local file had', parseAddress)
  .option('--json', 'one JSON object a line, for programs')
  .action(async (sources: string[], options: { url?: string; json?: boolean }) => {
    const { discoverCommand } = await import('./cli/discover-command.ts');
    await finish(discoverCommand(sources, options));
  });

program
  .command('cluster')
  .description('group documents that are one document re-published')
  .argument('<path...>', 'paths')
  .option('--json', 'one JSON object, for programs')
  .action(async (paths: string[], options: { json?: boolean }) => {
    const { clusterCommand } = await import('./cli/cluster-command.ts');
    await finish(clusterCommand(paths, options));
  });

program
  .command('start')
  .description('run the bot; without DISCORD_TOKEN it posts to a local preview page')
  .addOption(
    new Option(
      '--role <role>',
      'do a part of it beside other processes on one PostgreSQL; bot: one of several, of which one leads and posts; crawl: one of several that visit sites',
    ).choices(ROLES),
  )
  .option('--port <number>', 'port of the local page, in place of preview.port', parsePort)
  .action(async (options: StartOptions) => {
    const stop = watchSignals();
    const { startCommand } = await import('./cli/start-command.ts');
    try {
      await finish(startCommand(stop, options));
    } finally {
      endSoon();
    }
  });

program
  .command('once')
  .description('one round of all sources, deliver, and exit')
  .option('--due', 'only the sources whose time has come')
  .action(async (options: { due?: boolean }) => {
    const stop = watchSignals();
    const { onceCommand } = await import('./cli/once-command.ts');
    await finish(onceCommand(options, stop));
    if (stop.isRequested()) endSoon();
  });

program
  .command('demo')
  .description('the real bot on three small government sites of its own: no token, no network')
  .option('--once', 'end by itself when the new reply was posted')
  .option('--port <number>', 'port of the preview page', parsePort, 4100)
  .addOption(
    new Option('--language <language>', 'of the words; default from the shipped bot.yaml').choices([
      'zh-CN',
      'en',
    ]),
  )
  .action(async (options: { once?: boolean; port: number; language?: 'zh-CN' | 'en' }) => {
    const { demoCommand } = await import('./cli/demo-command.ts');
    await finish(demoCommand(options));
  });

program
  .command('doctor')
  .description(
    'check configuration, store, token, permissions and sources, and say what to do about each failure',
  )
  .option('--json', 'one JSON object a line, for programs')
  .action(async (options: { json?: boolean }) => {
    const { doctorCommand } = await import('./cli/doctor-command.ts');
    await finish(doctorCommand(options));
  });

program
  .command('backup')
  .description(
    'write all that the bot remembers to a file, also while it runs, whatever it is kept in. 备份',
  )
  .argument('<file>', 'a file to write, that its owner alone can read; a backup there is replaced')
  .option('--json', 'one JSON object, for programs')
  .action(async (file: string, options: { json?: boolean }) => {
    const { backupCommand } = await import('./cli/backup-commands.ts');
    await finish(backupCommand(file, options));
  });

program
  .command('restore')
  .description(
    'put a backup in the place of the store; nothing is posted again. Stop the bot first. 恢复',
  )
  .argument('<file>', 'a file that backup wrote')
  .option(
    '--replace',
    'also where the store is not empty; what is there is kept under another name',
  )
  .option('--dry-run', 'say whether the file is whole and what it holds, change nothing')
  .option('--json', 'one JSON object, for programs')
  .action(
    async (file: string, options: { replace?: boolean; dryRun?: boolean; json?: boolean }) => {
      const { restoreCommand } = await import('./cli/backup-commands.ts');
      await finish(restoreCommand(file, options));
    },
  );

program
  .command('status')
  .description('how the bot that is running does, what is wrong, and what to do. 运行状态')
  .option('--json', 'one JSON object, for programs')
  .action(async (options: { json?: boolean }) => {
    const { statusCommand } = await import('./cli/status-command.ts');
    await finish(statusCommand(options));
  });

program
  .command('export')
  .description(
    'write subscriptions, settings and what was posted to a JSON file, also while the bot runs',
  )
  .argument('<file>', 'a JSON file to write')
  .option('--json', 'one JSON object, for programs')
  .action(async (file: string, options: { json?: boolean }) => {
    const { exportCommand } = await import('./cli/transfer-commands.ts');
    await finish(exportCommand(file, options));
  });

program
  .command('import')
  .description(
    'add what export wrote to the store; nothing of it is posted again. Stop the bot first',
  )
  .argument('<file>', 'a file that export wrote')
  .option('--dry-run', 'say what would change, change nothing')
  .option('--json', 'one JSON object, for programs')
  .action(async (file: string, options: { dryRun?: boolean; json?: boolean }) => {
    const { importCommand } = await import('./cli/transfer-commands.ts');
    await finish(importCommand(file, options));
  });

program
  .command('store')
  .description('what the bot remembers: copy it to another place')
  .command('copy')
  .description(
    'copy everything to another store, which has to be empty; a bot on it posts nothing again. Stop the bot first',
  )
  .argument(
    '<from>',
    'the address of a store, as in STORE_URL: sqlite://…, postgres://…, redis://…',
  )
  .argument('<to>', 'the address of the other one')
  .option('--json', 'one JSON object, for programs')
  .action(async (from: string, to: string, options: { json?: boolean }) => {
    const { copyStoreCommand } = await import('./cli/store-command.ts');
    await finish(copyStoreCommand(from, to, options));
  });

program
  .command('forget')
  .description(
    'erase a document everywhere and empty its messages; it is never posted again. Asks first. 抹除一份文件',
  )
  .argument('<document>', 'its id, as the foot of a card shows it, or any address of it')
  .option('--yes', 'erase without asking; a bot that is running does it itself')
  .option('--json', 'one JSON object, for programs; erases only with --yes')
  .action(async (target: string, options: { yes?: boolean; json?: boolean }) => {
    const { forgetCommand } = await import('./cli/forget-command.ts');
    await finish(forgetCommand(target, options));
  });

const entries = program
  .command('entries')
  .description(
    'what became of the rows of the lists: how they ended, what waits, what Discord refused',
  );

entries
  .command('list', { isDefault: true })
  .description('counts, and the rows that got no card for a reason that may be undone')
  .option('--source <id>', 'only of this source')
  .option(
    '--outcome <outcome>',
    'only these: waiting, retry, unreadable, gone, near, irrelevant, baseline, duplicate, queued',
  )
  .option('--limit <number>', 'how many rows', parseCount, 30)
  .option('--json', 'one JSON object, for programs')
  .action(async (options: { source?: string; outcome?: string; limit: number; json?: boolean }) => {
    const { listEntries } = await import('./cli/entries-command.ts');
    await finish(listEntries(options));
  });

entries
  .command('read')
  .description(
    'read a row again, however it ended; it is posted as new if it is relevant. 再读一次',
  )
  .argument('<address>', 'the address that a list gives it', parseAddress)
  .action(async (address: string) => {
    const { readEntryAgain } = await import('./cli/entries-command.ts');
    await finish(readEntryAgain(address));
  });

entries
  .command('resend')
  .description('send messages again that Discord refused. 再发一次')
  .argument('<document>', 'the id at the foot of its card, 8 characters or more, or all')
  .action(async (target: string) => {
    const { resendDeliveries } = await import('./cli/entries-command.ts');
    await finish(resendDeliveries(target));
  });

entries
  .command('why')
  .description('everything that is known of one letter, as JSON. 为什么发了或没有发')
  .argument('<letter>', 'an address of it, its id, or words of its title')
  .action(async (target: string) => {
    const { explainEntry } = await import('./cli/entries-command.ts');
    await finish(explainEntry(target));
  });

const sources = program
  .command('sources')
  .description('the catalogue: list it, visit it slowly, or add to it');

sources
  .command('list')
  .description('every source with its state')
  .option('--json', 'one JSON object a line, for programs')
  .action(async (options: { json?: boolean }) => {
    const { listSources } = await import('./cli/list-sources.ts');
    await finish(listSources(options));
  });

sources
  .command('check')
  .description(
    'visit sources slowly and print state, rows, newest, system, confidence and what to do',
  )
  .argument('[id...]', 'ids; without any, all enabled sources')
  .action(async (ids: string[]) => {
    const { checkSourcesCommand } = await import('./cli/sources-command.ts');
    await finish(checkSourcesCommand(ids));
  });

sources
  .command('add')
  .description('look at an address, show what was found, and save it as a source')
  .argument('<url>', 'the address of a list page or feed')
  .option('--yes', 'save without asking')
  .option('--id <id>', 'the id; default from the address')
  .option('--name <name>', 'the name; default from the page')
  .action(async (url: string, options: { yes?: boolean; id?: string; name?: string }) => {
    const { addSource } = await import('./cli/sources-command.ts');
    await finish(addSource(url, options));
  });

sources
  .command('confirm')
  .description('let every server have a source that was added from chat')
  .argument('<name>', 'its id or its name')
  .action(async (name: string) => {
    const { confirmSource } = await import('./cli/sources-command.ts');
    process.exitCode = confirmSource(name);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (isExpected(error)) {
    process.stderr.write(`jianbao: ${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
