// The table of rooms in docs/architecture.md, as rules. What is not listed is forbidden.
const rooms = {
  domain: [],
  text: ['domain'],
  region: ['domain', 'text'],
  decode: ['domain', 'text'],
  documents: ['domain', 'text', 'decode'],
  config: ['domain'],
  store: ['domain'],
  fetch: ['domain'],
  discover: ['domain', 'text'],
  extract: ['domain', 'text', 'region'],
  classify: ['domain', 'text'],
  dedupe: ['domain', 'text'],
  summarize: ['domain', 'text'],
  card: ['domain', 'text'],
  health: ['domain', 'text'],
  schedule: ['domain'],
  crawl: [
    'domain',
    'text',
    'store',
    'decode',
    'discover',
    'extract',
    'classify',
    'dedupe',
    'summarize',
    'card',
    'health',
    'schedule',
  ],
  deliver: ['domain', 'store', 'card'],
  discord: ['domain', 'card'],
  preview: ['domain', 'card'],
  commands: ['domain', 'text', 'store', 'card', 'health', 'region'],
  demo: ['domain', 'text'],
  app: ['*'],
  cli: ['*'],
};

const pureRooms =
  'domain|text|region|decode|discover|extract|classify|dedupe|summarize|card|health';

const keepers = {
  keyv: 'store',
  '@keyv/.*': 'store',
  undici: 'fetch|discord',
  'robots-parser': 'fetch',
  'node-cron': 'schedule',
  yaml: 'config',
  zod: 'config',
  cheerio: 'discover|extract',
  'rss-parser': 'discover',
  'discord.js': 'discord|commands',
  'opencc-js': 'text',
  'word-extractor': 'documents',
  'pdfjs-dist': 'documents',
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
