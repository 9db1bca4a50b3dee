/** One line `Allow` or `Disallow`, ready to be matched. */
interface RobotsRule {
  readonly isAllowed: boolean;
  /** As it was written, without a comment: what is kept of it. */
  readonly pattern: string;
  /** Of two rules that match, the longer one counts (RFC 9309 2.2.2). */
  readonly length: number;
  /** What the path must hold, in this order: it begins with the first, a wildcard is between two. */
  readonly parts: readonly [string, ...string[]];
  /** It ends with `$`: the last part must be the end of the path. */
  readonly isAnchored: boolean;
}

/** What a robots.txt says to one agent. */
export interface RobotsGroup {
  readonly rules: readonly RobotsRule[];
  readonly crawlDelaySeconds: number | null;
}

/** The groups of a robots.txt that can concern the bot; null where there is none for that name. */
export interface RobotsFile {
  readonly own: RobotsGroup | null;
  readonly everybody: RobotsGroup | null;
}

/** Lines that name an agent or a rule; no honest file comes near any of these. */
const MAX_LINES = 20_000;
/** Rules of one group. The work for an address is at most their number times its length, and for wildcards the next but one. */
const MAX_RULES = 1_000;
/** Of one rule; no address is longer (`check-address.ts`), but for what is encoded in it. */
const MAX_RULE_CHARACTERS = 2_000;
/** Of all rules of a group that hold wildcards: to look for their parts costs, at worst, rule length times address length. */
const MAX_WILDCARD_CHARACTERS = 20_000;

// Names are case-insensitive; other lines, as of site maps, end no group.
const LINE =
  /^[^\S\r\n]{0,20}(user-agent|allow|disallow|crawl-delay)[^\S\r\n]{0,20}:([^\r\n]*)/gimu;
const TOKEN = /^[^/\s]+/u;

/** The name in a User-Agent, or in a line for it, without its version: lower case. */
function tokenOf(userAgent: string): string {
  return (TOKEN.exec(userAgent)?.[0] ?? userAgent).toLowerCase();
}

interface OpenGroup {
  readonly rules: RobotsRule[];
  crawlDelaySeconds: number | null;
  wildcards: number;
}

/**
 * Reads what a robots.txt says to the bot and to everybody; groups for others are read over. Equal agents are one group (RFC 9309
 * 2.2.1). Null for a file that goes beyond a limit: what is not read may be what it forbids.
 */
export function parseRobots(text: string, userAgent: string): RobotsFile | null {
  const own = tokenOf(userAgent);
  const groups = new Map<string, OpenGroup>();
  const agents = new Set<string>();
  let isNamingAgents = false;
  let lines = 0;
  for (const [, word = '', rest = ''] of text.matchAll(LINE)) {
    lines += 1;
    if (lines > MAX_LINES) return null;
    const field = word.toLowerCase();
    const value = valueOf(rest);
    if (field === 'user-agent') {
      if (!isNamingAgents) agents.clear();
      isNamingAgents = true;
      const agent = tokenOf(value);
      // Of all agents these two alone are kept, each once: a line of a rule never costs more than two rules.
      if (agent === own || agent === '*') agents.add(agent);
      continue;
    }
    isNamingAgents = false;
    for (const agent of agents) {
      const group = groups.get(agent) ?? { rules: [], crawlDelaySeconds: null, wildcards: 0 };
      groups.set(agent, group);
      if (!addLine(group, field, value)) return null;
    }
  }
  return { own: groups.get(own) ?? null, everybody: groups.get('*') ?? null };
}

/** Without its comment and blanks. */
function valueOf(rest: string): string {
  const comment = rest.indexOf('#');
  return (comment < 0 ? rest : rest.slice(0, comment)).trim();
}

/** Adds a line to a group; false where the group has become too large. */
function addLine(group: OpenGroup, field: string, value: string): boolean {
  if (field === 'crawl-delay') {
    const seconds = Number(value);
    if (value !== '' && Number.isFinite(seconds)) group.crawlDelaySeconds = seconds;
    return true;
  }
  // `Disallow:` alone forbids nothing.
  if (value === '') return true;
  if (value.length > MAX_RULE_CHARACTERS || group.rules.length >= MAX_RULES) return false;
  const rule = ruleOf(value.replaceAll(/\*{2,}/gu, '*'), field === 'allow');
  group.rules.push(rule);
  if (rule.parts.length > 1) group.wildcards += rule.length;
  return group.wildcards <= MAX_WILDCARD_CHARACTERS;
}

function ruleOf(pattern: string, isAllowed: boolean): RobotsRule {
  const encoded = encodePath(pattern);
  const isAnchored = encoded.endsWith('$');
  const [first = '', ...others] = (isAnchored ? encoded.slice(0, -1) : encoded).split('*');
  return { isAllowed, pattern, length: encoded.length, parts: [first, ...others], isAnchored };
}

/** Characters that an address does not show as they are, encoded as in an address; what was encoded stays. */
function encodePath(pattern: string): string {
  const encoded = encodeURI(pattern.toWellFormed()).replaceAll('%25', '%');
  return withUpperEscapes(encoded);
}

function withUpperEscapes(path: string): string {
  return path.replaceAll(/%[\da-f]{2}/giu, (escape) => escape.toUpperCase());
}

/** Whether a group allows an address: the longest rule that matches counts, of two equal ones the one that allows. */
export function allows({ rules }: RobotsGroup, url: URL): boolean {
  const path = withUpperEscapes(url.pathname + url.search);
  let best: RobotsRule | null = null;
  for (const rule of rules) {
    const isBetter =
      best === null ||
      rule.length > best.length ||
      (rule.length === best.length && rule.isAllowed && !best.isAllowed);
    if (isBetter && matches(rule, path)) best = rule;
  }
  return best?.isAllowed ?? true;
}

/** Each part is looked for once, behind the one before: the first place is as good as any other. */
function matches({ parts, isAnchored }: RobotsRule, path: string): boolean {
  const [first, ...others] = parts;
  const last = others.pop();
  if (last === undefined) return isAnchored ? path === first : path.startsWith(first);
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  if (isAnchored) return path.length - last.length >= at && path.endsWith(last);
  return path.includes(last, at);
}

/** The file again, without all that does not concern the bot. Read again, it says the same. */
export function writeRobots({ own, everybody }: RobotsFile, userAgent: string): string {
  return [...linesOf(own, tokenOf(userAgent)), ...linesOf(everybody, '*')].join('\n');
}

function linesOf(group: RobotsGroup | null, agent: string): readonly string[] {
  if (group === null) return [];
  const { rules, crawlDelaySeconds } = group;
  const lines = rules.map(
    ({ isAllowed, pattern }) => `${isAllowed ? 'Allow' : 'Disallow'}: ${pattern}`,
  );
  const delay = crawlDelaySeconds === null ? [] : [`Crawl-delay: ${crawlDelaySeconds}`];
  // A group without a line is none.
  const all = [...lines, ...delay];
  return [`User-agent: ${agent}`, ...(all.length > 0 ? all : ['Disallow:'])];
}
