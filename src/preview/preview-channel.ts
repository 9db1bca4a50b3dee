/** A channel of the preview; its id is a channel id like any other. */
export interface PreviewChannel {
  readonly id: string;
  readonly name: string;
  /** The channel's subscription, in words. */
  readonly topic: string;
}

/** A posted card, rendered. */
export interface PreviewMessage {
  readonly id: string;
  readonly channelId: string;
  readonly nonce: string;
  /** Local time in words. */
  readonly at: string;
  readonly html: string;
  readonly isEdited?: true;
}
