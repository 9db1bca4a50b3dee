import { hostilePages } from './hostile-pages.ts';
import { readWhole } from './our-reader.ts';

// Run as a process of its own, so that the memory measured is this page's alone.
const name = process.argv[2] ?? '';
const bytes = new TextEncoder().encode(hostilePages[name]?.() ?? '');
const rssBefore = process.memoryUsage.rss();
const startedAt = performance.now();
const { body } = await readWhole({ url: null, bytes });
const ms = performance.now() - startedAt;
const peakMb = process.resourceUsage().maxRSS / 1024;
const figures = {
  name,
  'page MB': (bytes.length / 2 ** 20).toFixed(2),
  ms: Math.round(ms),
  'peak MB': Math.round(peakMb),
  'above start MB': Math.round(peakMb - rssBefore / 2 ** 20),
  'body characters': body.length,
};
console.log(JSON.stringify(figures));
