import type { Card } from '../domain/card.ts';
import type { KeyFigure } from '../domain/summary.ts';
import { isVisible } from './fit-text.ts';
import { plainLine } from './escape-markdown.ts';
import type { CardMessages } from './messages.ts';

/** The parts of a card as plain lines, in reading order; every renderer starts from these. */
export interface CardLines {
  /** Kind, region, nearness to double reduction. */
  readonly kicker: string;
  readonly title: string;
  readonly agency: string | null;
  /** Number and dates. */
  readonly facts: readonly string[];
  /** Who answers what; null when the summary does not begin with it. */
  readonly lead: string | null;
  readonly points: readonly string[];
  /** Figures that no point says already. */
  readonly figures: readonly string[];
  readonly next: readonly string[];
  readonly notes: readonly string[];
  readonly footer: string;
}

// How `summarize` writes its text: `• ` before a point, this word before what is promised.
const BULLET = /^• /u;
const NEXT = /^下一步：/u;

const MAX_NEXT = 5;
const MAX_FIGURES = 6;

/** Arranges a card for reading: no line twice, nothing invisible. */
export function arrangeCard(card: Card, messages: CardMessages): CardLines {
  const lines = card.summary.split('\n').map(plainLine).filter(isVisible);
  const points = lines.filter((line) => BULLET.test(line)).map((line) => line.replace(BULLET, ''));
  const promised = lines.filter((line) => NEXT.test(line)).map((line) => line.replace(NEXT, ''));
  const lead = lines.filter((line) => !BULLET.test(line) && !NEXT.test(line)).join(' ');
  const shownPoints = points.length > 0 || lead !== '' ? points : visible(card.points);
  return {
    kicker: kickerOf(card, messages),
    title: isVisible(plainLine(card.title)) ? plainLine(card.title) : messages.untitled,
    agency: card.agency !== null && isVisible(card.agency) ? plainLine(card.agency) : null,
    facts: factsOf(card, messages),
    lead: lead === '' ? null : withoutAgency(lead, card.agency),
    points: shownPoints,
    figures: remainingFigures(card.figures, [lead, ...points, ...promised].join('\n')),
    next: nextLines(promised, card.commitments),
    notes: card.problems.flatMap((problem) => messages.problems[problem] ?? []),
    footer: [
      messages.footer(plainLine(card.articleId).slice(0, 8)),
      ...(card.revision > 1 ? [messages.updated(card.revision)] : []),
    ].join(' · '),
  };
}

/** The agency stands right above; once is enough. */
function withoutAgency(lead: string, agency: string | null): string {
  return agency !== null &&
    agency !== '' &&
    /^(?:答复|会办)/u.test(lead.slice(agency.length)) &&
    lead.startsWith(agency)
    ? lead.slice(agency.length)
    : lead;
}

function visible(lines: readonly string[]): string[] {
  return lines.map(plainLine).filter(isVisible);
}

function kickerOf(card: Card, messages: CardMessages): string {
  const kind =
    card.kind === 'reply' && card.proposal?.role === 'co-handling'
      ? messages.roles['co-handling']
      : messages.kinds[card.kind];
  const region = card.region?.level === 'national' ? messages.levels.national : card.region?.name;
  return [kind, region, messages.relevances[card.relevance]]
    .filter((part) => part !== undefined)
    .map(plainLine)
    .filter(isVisible)
    .join(' · ');
}

function factsOf(card: Card, messages: CardMessages): readonly string[] {
  return visible([
    card.documentNumber ?? '',
    card.dateWritten === null ? '' : messages.written(card.dateWritten),
    card.datePublished === null || card.datePublished === card.dateWritten
      ? ''
      : messages.published(card.datePublished),
  ]);
}

/** Figures of which no point has said all: once is enough. */
function remainingFigures(figures: readonly KeyFigure[], shown: string): readonly string[] {
  const unsaid = new Set<string>();
  for (const { value, unit, text } of figures) {
    const line = plainLine(text);
    if (isVisible(line) && !shown.includes(line) && !shown.includes(`${value}${unit}`)) {
      unsaid.add(line);
    }
  }
  return [...unsaid].slice(0, MAX_FIGURES);
}

/** What the summary promises first, then promises that it had no room for. */
function nextLines(promised: readonly string[], commitments: readonly string[]): readonly string[] {
  const lines = visible(promised.flatMap((line) => line.split('；')));
  for (const text of visible(commitments)) {
    if (lines.length >= MAX_NEXT) break;
    if (!lines.some((line) => line.includes(text) || text.includes(line))) lines.push(text);
  }
  return lines;
}
