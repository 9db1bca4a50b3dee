import {
  type Card,
  type CardLine,
  type CardPromise,
  isStruck,
  type RelatedLetter,
} from '../domain/card.ts';
import type { PageIssue } from '../domain/page.ts';
import { shortId } from '../domain/short-id.ts';
import type { PlacedFigure } from '../domain/summary.ts';
import type { Region } from '../domain/source.ts';
import { siteOf } from '../text/host-of.ts';
import { plainLine } from './escape-markdown.ts';
import { isVisible } from './fit-text.ts';
import type { CardMessages } from './messages.ts';
import { rangeInWords } from './range-words.ts';

/** A line and the places in it to emphasize. */
export interface MarkedLine {
  readonly text: string;
  /** Numbers with their units, and the words of a deadline. */
  readonly marks: readonly PlacedFigure[];
  /** What the bot adds behind the quotation: the days that a deadline means. */
  readonly added: string;
}

/** The parts of a card as plain lines, in reading order; every renderer starts from these. */
export interface CardLines {
  /** Kind, region, nearness to double reduction. */
  readonly kicker: string;
  /** What the matter is, the proposal's number behind it. */
  readonly heading: string;
  /** What became of its page; null where that is nothing. */
  readonly state: string | null;
  /** Everything that the document says is to be shown struck through. */
  readonly isStruck: boolean;
  readonly agency: string | null;
  /** Number and dates. */
  readonly facts: readonly string[];
  /** Whom a co-handling opinion is sent to, or which proposal is answered where the heading does not say it. */
  readonly lead: string | null;
  readonly points: readonly MarkedLine[];
  readonly next: readonly MarkedLine[];
  /** Other letters on the same proposal. */
  readonly related: readonly NamedPlace[];
  /** What the letter has besides; null where everything is shown. */
  readonly leftOut: string | null;
  readonly notes: readonly string[];
  readonly footer: string;
}

/** A name, and where it leads; null where no card may lead there. */
export interface NamedPlace {
  readonly name: string;
  readonly url: string | null;
}

/** Arranges a card's lines for every renderer; parts without a visible character are left out. */
export function arrangeCard(card: Card, messages: CardMessages): CardLines {
  return {
    kicker: kickerOf(card, messages),
    heading: headingOf(card, messages),
    state: stateOf(card, messages),
    isStruck: isStruck(card),
    agency: card.agency !== null && isVisible(card.agency) ? plainLine(card.agency) : null,
    facts: factsOf(card, messages),
    lead: leadOf(card, messages),
    points: card.points.map((point) => markLine(point)).filter(({ text }) => isVisible(text)),
    next: card.next
      .map((promise) => markPromise(promise, card, messages))
      .filter(({ text }) => isVisible(text)),
    related: (card.related ?? []).map((letter) => relatedPlace(letter, messages)),
    leftOut: messages.leftOut(card.leftOut),
    notes: [
      ...standingOf(card, messages),
      ...textFromElsewhere(card, messages),
      ...(card.hasTable ? [messages.tableLeftOut] : []),
      ...differencesOf(card, messages),
      ...card.issues
        .filter((issue) => card.isTextFromElsewhere !== true || !WITHOUT_TEXT.has(issue))
        .flatMap((issue) => messages.issues[issue] ?? []),
    ],
    footer: [
      messages.footer(shortId(plainLine(card.articleId))),
      ...(card.revision > 1 ? [messages.updated(card.revision)] : []),
    ].join(' · '),
  };
}

/** The subject of the matter with its number, or the document's own title. */
export function headingOf(card: Card, messages: CardMessages): string {
  const subject = plainLine(card.subject);
  const reference = plainLine(card.reference);
  if (isVisible(subject)) {
    return reference === '' || subject.includes(reference)
      ? subject
      : `${subject}${messages.behind(reference)}`;
  }
  const title = plainLine(card.title);
  return isVisible(title) ? title : messages.untitled;
}

/** The name of a place as people know it: 29 names of counties are shared, so a county's carries its city's. */
export function placeName(region: Region): string {
  return plainLine(`${region.within ?? ''}${region.name}`);
}

/** What became of a card's page, in words; null where that is nothing. */
export function stateOf({ withdrawal }: Card, messages: CardMessages): string | null {
  if (withdrawal === undefined) return null;
  const { kind, on, stillAt } = withdrawal;
  const said = messages.pageGone[kind](plainLine(on));
  const host = stillAt === undefined ? '' : (siteOf(stillAt.url) ?? '');
  return host === '' ? said : `${said}${messages.stillAt(plainLine(host))}`;
}

function relatedPlace(letter: RelatedLetter, messages: CardMessages): NamedPlace {
  const { agency, role, date, url } = letter;
  const name = [agency ?? '', messages.relatedRoles[role], date ?? '']
    .map(plainLine)
    .filter(isVisible)
    .join(' · ');
  return { name, url };
}

/** The address that a card leads to: its page, or where else the document is; null where it leads nowhere. */
export function sourceOf(card: Card): string | null {
  const { withdrawal, url } = card;
  if (withdrawal?.stillAt !== undefined) return withdrawal.stillAt.url;
  return withdrawal?.kind === 'gone' || !mayLink(card) ? null : url;
}

function leadOf(card: Card, messages: CardMessages): string | null {
  const recipient = plainLine(card.recipient ?? '');
  if (isVisible(recipient)) return messages.sentTo(recipient);
  const reference = plainLine(card.reference);
  const isSaid = isVisible(plainLine(card.subject)) || plainLine(card.title).includes(reference);
  return isSaid || !isVisible(reference) ? null : reference;
}

function markLine({ text, figures }: CardLine): MarkedLine {
  const plain = plainLine(text);
  // Where blanks were dropped the places no longer fit; the line is shown without emphasis.
  return { text: plain, marks: plain === text ? figures : [], added: '' };
}

/** A promise with the words of its deadline marked, and the days that they mean where they count from the letter's own. */
function markPromise(promise: CardPromise, card: Card, messages: CardMessages): MarkedLine {
  const line = markLine(promise);
  const { deadline } = promise;
  if (deadline === null) return line;
  const since = card.dateWritten ?? card.datePublished;
  const added = deadline.isRelative
    ? messages.meaning(rangeInWords(deadline, since, messages.days))
    : '';
  if (line.text !== promise.text) return { ...line, added };
  const words = { at: deadline.at, length: deadline.words.length };
  return { ...line, marks: [...line.marks, words], added };
}

function place(region: Card['region'], messages: CardMessages): string {
  if (region === null) return '';
  return region.level === 'national' ? messages.levels.national : placeName(region);
}

function kickerOf(card: Card, messages: CardMessages): string {
  const { region } = card;
  return [kindInWords(card, messages), place(region, messages), messages.relevances[card.relevance]]
    .map(plainLine)
    .filter(isVisible)
    .join(' · ');
}

/** What the site's visitors may have written is called by its place, whatever it looks like. */
function kindInWords({ kind, standing, proposal }: Card, messages: CardMessages): string {
  if (standing === 'user-content') return messages.userContent;
  return kind === 'reply' && proposal?.role === 'co-handling'
    ? messages.roles['co-handling']
    : messages.kinds[kind];
}

function standingOf(card: Card, messages: CardMessages): readonly string[] {
  const { standing, isAllowed } = card;
  const host = plainLine(card.host ?? '');
  if (host === '' || standing === null) return [];
  // What visitors wrote is of no kind; the office's own columns among theirs keep it.
  if (standing === 'user-content' && card.kind !== 'other') return [messages.amongVisitors(host)];
  const isAdded = standing === 'outside' && isAllowed && mayLink(card);
  return [isAdded ? messages.addedSite(host) : messages.standings[standing](host)];
}

/** What a page's own issues say of it does not hold for another's text. */
const WITHOUT_TEXT: ReadonlySet<PageIssue> = new Set([
  'unreadable',
  'unsupported',
  'empty',
  'attachment-only',
]);

function textFromElsewhere(card: Card, messages: CardMessages): readonly string[] {
  const own = siteOf(card.url ?? '');
  const from = plainLine(card.host ?? '');
  if (card.isTextFromElsewhere !== true || own === null) return [];
  return [messages.textFrom(plainLine(own), from)];
}

/** More copies that print other figures are not named. */
const MAX_DIFFERENCES = 2;

function differencesOf(card: Card, messages: CardMessages): readonly string[] {
  return card.alsoPublishedBy
    .flatMap(({ url, differs }) => {
      const host = plainLine(siteOf(url) ?? '');
      if (differs === undefined) return [];
      return [messages.differs(host === card.host ? messages.otherPage(host) : host, differs)];
    })
    .slice(0, MAX_DIFFERENCES);
}

/** Whether a card may lead to its page: not to a copy outside the government's sites. */
export function mayLink({ issues, standing, isAllowed }: Card): boolean {
  return !issues.includes('mirror') && (standing !== 'outside' || isAllowed);
}

function factsOf(card: Card, messages: CardMessages): readonly string[] {
  return [
    card.documentNumber ?? '',
    card.dateWritten === null ? '' : messages.written(card.dateWritten),
    card.datePublished === null || card.datePublished === card.dateWritten
      ? ''
      : messages.published(card.datePublished),
    card.correctedOn === undefined ? '' : messages.corrected(card.correctedOn),
  ]
    .map(plainLine)
    .filter(isVisible);
}
