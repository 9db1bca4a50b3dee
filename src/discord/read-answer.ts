import { TransientError } from '../domain/errors.ts';

/** The parts of a listed message that identify it. */
export interface ListedMessage {
  readonly id: string;
  readonly authorId: string;
  readonly title: string;
  readonly footer: string;
  /** The addresses of the rows that a digest lists. */
  readonly listed: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** The id of what was answered; something in between that answers otherwise is not Discord. */
export function readId(answer: unknown): string {
  const id = textOf(objectOf(answer)['id']);
  if (!/^\d{1,20}$/u.test(id)) throw new TransientError('the answer is not Discord’s');
  return id;
}

// `- [subject](address) · …`, as digests have it; brackets that come from a page are escaped.
const ROW = /^- \[.{1,400}\]\((https?:\/\/[^\s()]{1,1000})\)/gmu;

function listedIn(description: string): readonly string[] {
  return Array.from(description.matchAll(ROW), ([, url = '']) => url);
}

/** The messages of a channel, newest first. */
export function readMessages(answer: unknown): readonly ListedMessage[] {
  if (!Array.isArray(answer)) throw new TransientError('the answer is not Discord’s');
  return answer.map((each: unknown) => {
    const message = objectOf(each);
    const embeds: readonly unknown[] = Array.isArray(message['embeds']) ? message['embeds'] : [];
    const embed = objectOf(embeds[0]);
    return {
      id: readId(message),
      authorId: textOf(objectOf(message['author'])['id']),
      title: textOf(embed['title']),
      footer: textOf(objectOf(embed['footer'])['text']),
      listed: listedIn(textOf(embed['description'])),
    };
  });
}
