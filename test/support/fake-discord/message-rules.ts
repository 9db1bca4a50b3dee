import { isJson, listOf, objectsOf, textOf, type Json } from './json.ts';

/** Discord's limits that the published schemas do not carry (documentation of August 2026). */
const LIMITS = {
  content: 2000,
  embedTotal: 6000,
  components: 40,
  displayText: 4000,
  rows: 5,
  buttonUrl: 512,
  nonce: 25,
} as const;

const COMPONENTS_V2 = 1 << 15;
const LINK_BUTTON = 5;
const ROW = 1;
const BUTTON = 2;
const TEXT_DISPLAY = 10;

function lengthOf(value: unknown): number {
  return textOf(value).trim().length;
}

function embedLength(embed: Json): number {
  const fields = objectsOf(embed['fields']);
  const footer = isJson(embed['footer']) ? embed['footer']['text'] : '';
  const author = isJson(embed['author']) ? embed['author']['name'] : '';
  const parts = [embed['title'], embed['description'], footer, author];
  for (const field of fields) parts.push(field['name'], field['value']);
  return parts.reduce<number>((sum, part) => sum + lengthOf(part), 0);
}

function embedFaults(embed: Json, path: string): string[] {
  const faults = objectsOf(embed['fields']).flatMap((field, index) =>
    ['name', 'value']
      .filter((key) => lengthOf(field[key]) === 0)
      .map((key) => `${path}.fields[${index}].${key}: required`),
  );
  const hasText = embedLength(embed) > 0 || isJson(embed['image']) || isJson(embed['thumbnail']);
  return hasText ? faults : [...faults, `${path}: empty embed`];
}

function nested(component: Json): readonly Json[] {
  const accessory = isJson(component['accessory']) ? [component['accessory']] : [];
  const below = [...objectsOf(component['components']), ...accessory];
  return [component, ...below.flatMap(nested)];
}

function buttonFaults(button: Json): string[] {
  const isLink = button['style'] === LINK_BUTTON;
  const hasUrl = textOf(button['url']) !== '';
  const hasId = textOf(button['custom_id']) !== '';
  const faults: string[] = [];
  if (isLink !== hasUrl) faults.push('button: a link button has a url, the others have none');
  if (isLink === hasId) faults.push('button: exactly the buttons without a link have a custom_id');
  if (textOf(button['url']).length > LIMITS.buttonUrl) faults.push('button: url too long');
  if (textOf(button['label']) === '' && !isJson(button['emoji'])) faults.push('button: no label');
  return faults;
}

function componentFaults(message: Json, isV2: boolean): string[] {
  const top = objectsOf(message['components']);
  const all = top.flatMap(nested);
  const faults = all.filter((each) => each['type'] === BUTTON).flatMap(buttonFaults);
  const ids = all.map((each) => textOf(each['custom_id'])).filter((id) => id !== '');
  if (new Set(ids).size !== ids.length) faults.push('components: duplicate custom_id');
  if (all.length > LIMITS.components) faults.push('components: more than 40, nested ones counted');
  const text = all
    .filter((each) => each['type'] === TEXT_DISPLAY)
    .reduce((sum, each) => sum + lengthOf(each['content']), 0);
  if (text > LIMITS.displayText) faults.push('components: more than 4000 characters of text');
  if (!isV2 && top.length > LIMITS.rows) faults.push('components: more than 5 rows');
  if (!isV2 && top.some((each) => each['type'] !== ROW)) {
    faults.push('components: the Components V2 flag is missing');
  }
  return faults;
}

function mentionFaults(message: Json): string[] {
  const allowed = message['allowed_mentions'];
  const isClosed = isJson(allowed) && Array.isArray(allowed['parse']) && !allowed['parse'].length;
  return isClosed ? [] : ['allowed_mentions: must be { parse: [] } on every create and edit'];
}

/** What Discord would refuse in a message although the published schemas let it through. */
export function messageFaults(message: Json, isEdit: boolean): string[] {
  const isV2 = (Number(message['flags'] ?? 0) & COMPONENTS_V2) !== 0;
  const embeds = objectsOf(message['embeds']);
  const faults = embeds.flatMap((embed, index) => embedFaults(embed, `embeds[${index}]`));
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  if (lengthOf(message['content']) > LIMITS.content) faults.push('content: over 2000 characters');
  if (total > LIMITS.embedTotal) faults.push('embeds: over 6000 characters in total');
  if (textOf(message['nonce']).length > LIMITS.nonce) faults.push('nonce: over 25 characters');
  const hasBody = ['embeds', 'components', 'attachments', 'sticker_ids'].some(
    (key) => listOf(message[key]).length > 0,
  );
  const isEmpty = lengthOf(message['content']) === 0 && !hasBody && !isJson(message['poll']);
  if (isEmpty && !isEdit) faults.push('message: empty');
  if (isV2 && (lengthOf(message['content']) > 0 || embeds.length > 0)) {
    faults.push('message: Components V2 together with content or embeds');
  }
  return [...faults, ...componentFaults(message, isV2)];
}

/** This project's own rule, which Discord does not enforce: nothing that was scraped may ping. */
export function houseFaults(message: Json): string[] {
  return mentionFaults(message);
}
