import type { PageIssue } from './page.ts';
import type { Region } from './source.ts';

/** A CPPCC proposal or a people's congress suggestion that a letter answers. */
export interface Proposal {
  /** Null where the letter names neither. */
  readonly body: 'CPPCC' | 'NPC' | null;
  /** In one spelling, like `五届一次会议`; null when only the number is given. */
  readonly session: string | null;
  /** As printed, leading zeros kept; 一百三十一 as `131`. */
  readonly number: string | null;
  /** The proposal's own title, without 《》; null where neither letter nor page names it. */
  readonly title: string | null;
  /** Did this agency answer (`main`) or send an opinion to the one that answers (`co-handling`)? */
  readonly role: 'main' | 'co-handling' | null;
}

/** A file linked from a page. */
export interface Attachment {
  readonly url: string;
  readonly name: string;
  /** Lower case, without the dot: `pdf`, `docx`, `ofd`, …. */
  readonly type: string;
}

/** Everything that was extracted from one page. Holds personal data: never printed, logged or posted as it is. */
export interface Article {
  readonly url: string | null;
  /** The document's own title, one line; empty when there is none. */
  readonly title: string;
  /** Who wrote it. */
  readonly agency: string | null;
  readonly region: Region | null;
  /** 发文字号 as printed. */
  readonly documentNumber: string | null;
  /** 索引号 as printed. */
  readonly indexNumber: string | null;
  /** What it answers, or the first of several. */
  readonly proposal: Proposal | null;
  /** The others that it answers, too, each with its own number and title. */
  readonly otherProposals: readonly Proposal[];
  /** 某某委员 or an organisation, as printed; never on a card. */
  readonly addressee: string | null;
  /** The names in it, without titles: never shown. */
  readonly addresseeNames: readonly string[];
  /** `YYYY-MM-DD` of the signature or of a label like 成文日期, or null; never guessed. */
  readonly dateWritten: string | null;
  /** `YYYY-MM-DD` of publication, or null; never guessed. */
  readonly datePublished: string | null;
  /** Clean paragraphs separated by one newline. */
  readonly body: string;
  readonly attachments: readonly Attachment[];
  readonly issues: readonly PageIssue[];
  /** Its own page could not be read: the address of the copy that title, body and all that is said of it were taken from. */
  readonly textFrom?: string;
  /** The time for which its text is kept is over: the body is empty, what identifies the document is not. */
  readonly isErased?: true;
}
