// Start tags that end an element which was left open (HTML standard, 13.1.2.4 optional tags; form controls and
// table parts as htmlparser2 has them).
const ROWS: readonly (readonly [starts: string, ends: string])[] = [
  ['tr', 'tr th td'],
  ['th', 'th'],
  ['td', 'thead th td'],
  ['tbody tfoot', 'thead tbody'],
  ['body', 'head link script'],
  ['li', 'li'],
  ['dd dt', 'dd dt'],
  ['rt rp', 'rt rp'],
  ['option', 'option'],
  ['optgroup', 'optgroup option'],
  [
    'input output select button datalist textarea',
    'option optgroup select button datalist textarea',
  ],
  ['p h1 h2 h3 h4 h5 h6 pre address blockquote div form fieldset table hr', 'p'],
  ['ul ol dl main nav header footer section article aside details figure figcaption', 'p'],
];

const ENDED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ROWS.flatMap(([starts, ends]) => {
    const ended = new Set(ends.split(' '));
    return starts.split(' ').map((start) => [start, ended] as const);
  }),
);

// HTML standard, 13.1.2 void elements, with those of older versions.
const VOID: ReadonlySet<string> = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(
    ' ',
  ),
);

/** The elements that a start tag ends where the innermost open one is of them. */
export function endedBy(tag: string): ReadonlySet<string> | undefined {
  return ENDED.get(tag);
}

/** Whether an element has no content and no end tag. */
export function isVoid(tag: string): boolean {
  return VOID.has(tag);
}
