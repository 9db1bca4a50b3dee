// The table of rooms in docs/architecture.md, as rules. What is not listed is forbidden.
const rooms = {
  base: [],
  domain: ['base'],
  text: ['base', 'domain'],
  region: ['base', 'domain', 'text'],
  decode: ['base', 'domain', 'text'],
  pdf: ['base', 'domain', 'text'],
  documents: ['base', 'domain', 'text', 'decode', 'pdf'],
  config: ['base', 'domain'],
  store: ['base', 'domain'],
  fetch: ['base', 'domain'],
  markup: ['base', 'domain', 'text'],
  feed: ['base', 'domain', 'text', 'markup'],
  discover: ['base', 'domain', 'text', 'markup', 'feed'],
  statements: ['base', 'domain', 'text'],
  letter: ['base', 'domain', 'text', 'statements'],
  extract: ['base', 'domain', 'text', 'region', 'markup', 'letter'],
  classify: ['base', 'domain', 'text', 'letter'],
  dedupe: ['base', 'domain', 'text', 'letter'],
  summarize: ['base', 'domain', 'text', 'statements', 'letter'],
  card: ['base', 'domain', 'text'],
  health: ['base', 'domain', 'text'],
  schedule: ['base', 'domain'],
  crawl: [
    'base',
    'domain',
    'text',
    'store',
    'decode',
    'markup',
    'discover',
    'extract',
    'letter',
    'classify',
    'dedupe',
    'summarize',
    'card',
    'health',
    'schedule',
  ],
  deliver: ['base', 'domain', 'store', 'card'],
  discord: ['base', 'domain', 'card'],
  preview: ['base', 'domain', 'card'],
  commands: ['base', 'domain', 'text', 'store', 'card', 'health', 'region'],
  demo: ['base', 'domain', 'text'],
  app: ['*'],
  cli: ['*'],
};

const pureRooms =
  'base|domain|text|region|decode|pdf|markup|statements|letter|feed|discover|extract|classify|dedupe|summarize|card|health';

const keepers = {
  keyv: 'store',
  '@keyv/.*': 'store',
  undici: 'fetch|discord',
  'robots-parser': 'fetch',
  'node-cron': 'schedule',
  'p-limit': 'base|fetch',
  yaml: 'config',
  zod: 'config',
  cheerio: 'discover',
  'rss-parser': 'feed',
  htmlparser2: 'markup',
  'discord.js': 'discord|commands',
  'opencc-js': 'text',
  'word-extractor': 'documents',
  'pdfjs-dist': 'documents|pdf',
};

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Data flows one way.',
      from: {},
      to: { circular: true },
    },
    ...Object.entries(rooms)
      .filter(([, allowed]) => !allowed.includes('*'))
      .map(([room, allowed]) => ({
        name: `room-${room}`,
        severity: 'error',
        comment: `${room} may import ${allowed.join(', ') || 'nothing'}; a new arrow needs a decision record.`,
        from: { path: `^src/${room}/` },
        to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
      })),
    {
      name: 'pure-rooms',
      severity: 'error',
      comment: 'Pure rooms do not touch the world.',
      from: { path: `^src/(${pureRooms})/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|url)$' },
    },
    ...Object.entries(keepers).map(([name, keeper]) => ({
      name: `keeper-${name.replaceAll(/[^a-z]/gu, '-')}`,
      severity: 'error',
      comment: `${name} is kept by ${keeper}.`,
      from: { path: '^src/', pathNot: `^src/(${keeper})/` },
      to: { path: `node_modules/${name}/` },
    })),
    {
      name: 'not-to-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'] },
  },
};
