const COMMON_WORDS = new Set(['www', 'gov', 'cn', 'index', 'html', 'htm', 'shtml', 'col', 'list']);

/** A readable id for an address, different from those taken: `https://jyj.example.gov.cn/zwgk/jyta/` is `example-jyj-jyta`. */
export function suggestSourceId(address: string, taken: readonly string[]): string {
  const url = new URL(address);
  const host = wordsOf(url.hostname).reverse();
  const column = url.pathname
    .split('/')
    .map((part) => wordsOf(part).join('-'))
    .findLast((part) => /[a-z]{3}/u.test(part));
  const words = [...host, ...(column === undefined ? [] : [column])].join('-');
  const base = words.slice(0, 50).replace(/-+$/u, '') || 'source';
  const used = new Set(taken);
  if (!used.has(base)) return base;
  let count = 2;
  while (used.has(`${base}-${count}`)) count += 1;
  return `${base}-${count}`;
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().split(/[^a-z0-9]+/u);
  return words.filter((word) => word !== '' && !COMMON_WORDS.has(word));
}
