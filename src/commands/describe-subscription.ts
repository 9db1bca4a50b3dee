import type { Language } from '../domain/card.ts';
import type { Subscription } from '../domain/subscription.ts';
import { NATIONAL } from '../region/divisions.ts';
import type { CommandDeps } from './command.ts';
import { COMMAND_MESSAGES, LANGUAGE_WORDS } from './messages.ts';
import { prefixName } from './region-options.ts';

export interface SubscriptionWords {
  readonly regions: string;
  /** Whether national replies come beside those of the regions. */
  readonly addsNational: boolean;
  readonly relevance: string;
  readonly kinds: string;
  readonly topics: string;
  readonly language: string;
}

/** Puts a subscription's settings into words, in the language of who reads them. */
export function describeSubscription(
  subscription: Pick<
    Subscription,
    'regionPrefixes' | 'relevances' | 'kinds' | 'topics' | 'language'
  >,
  { topics, language }: Pick<CommandDeps, 'topics'> & { readonly language: Language },
): SubscriptionWords {
  const messages = COMMAND_MESSAGES[language];
  const { regionPrefixes, relevances, kinds } = subscription;
  const labels = subscription.topics.map((key) => {
    const label = topics.find((topic) => topic.key === key)?.label;
    return (language === 'en' ? label?.en : label?.zh) ?? key;
  });
  const regions = regionPrefixes.map((prefix) => prefixName(prefix, language));
  const isOnlyReplies = kinds.length === 1 && kinds[0] === 'reply';
  return {
    regions: regions.join(messages.separator) || messages.everywhere,
    addsNational: regions.length > 0 && !regionPrefixes.includes(NATIONAL.code),
    relevance: messages.relevances(relevances),
    kinds: isOnlyReplies ? messages.onlyReplies : messages.kinds(kinds),
    topics: labels.join(messages.separator) || messages.allTopics,
    language: LANGUAGE_WORDS[subscription.language],
  };
}
