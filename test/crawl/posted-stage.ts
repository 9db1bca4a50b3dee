import { rereadDue } from '../../src/revise/reread-due.ts';
import type { CrawlDeps } from '../../src/crawl/crawl-deps.ts';
import type { RereadReport } from '../../src/revise/revise-deps.ts';
import type { DemoLetter } from '../../src/demo/letters.ts';
import { trsList } from '../../src/demo/pages.ts';
import type { FailureReason } from '../../src/domain/fetch.ts';
import type { Source } from '../../src/domain/source.ts';
import type { ArticleRecord } from '../../src/store/articles.ts';
import {
  columnPages,
  manyLetters,
  newsStage,
  someColumn,
  type NewsStage,
  type NewsStageParts,
} from '../support/news-stage.ts';

export const dayMs = 86_400_000;
export const siteName = '青溪市人民政府';

/** What an address answers instead of its page: why there is none, or another page, also at another address. */
type Answer =
  | { readonly reason: FailureReason }
  | { readonly html: string; readonly url?: string; readonly isPlainHttp?: true };

/** A stage whose letters were posted; their pages may change afterwards. */
export interface PostedStage extends NewsStage {
  readonly pages: Map<string, string>;
  readonly answers: Map<string, Answer>;
  /** Lets the days pass, looks at what is due and delivers the edits; what each look came to. */
  looksAfter(days: number): Promise<readonly RereadReport['outcome'][]>;
  look(): Promise<readonly RereadReport['outcome'][]>;
  /** The first message that is shown, as JSON. */
  shownText(): string;
  record(letter: DemoLetter): Promise<ArticleRecord>;
}

function hrefOf({ title }: DemoLetter): string {
  return `./202611/t20261101_10${/第(\d+)号/u.exec(title)?.[1] ?? '0'}.html`;
}

/** Letters that concern nobody: one row alone is not a list. */
export const otherLetters: readonly DemoLetter[] = manyLetters(4, 21).map((other) => ({
  title: other.title.replace('第00', '第07'),
  agency: '青溪市交通运输局',
  documentNumber: null,
  published: other.published,
  paragraphs: ['方晓禾委员：', `您提出的修缮老桥的提案收悉，现答复如下：${other.title}已办理。`],
}));

/** The address of a letter's page in the column. */
export function urlOf(letter: DemoLetter, column: Source = someColumn()): string {
  return new URL(hrefOf(letter), column.url).href;
}

/** The column's list with these rows; `pageOf` is where they lead, where not to a page of their own. */
export function lettersAt(
  rows: readonly DemoLetter[],
  { pageOf }: { readonly pageOf?: DemoLetter },
): string {
  return trsList(
    [
      ...rows.map((letter) => ({ href: hrefOf(pageOf ?? letter), letter })),
      ...otherLetters.map((letter) => ({ href: hrefOf(letter), letter })),
    ],
    siteName,
  );
}

/** Posts letters of a column, and then looks at them as the days pass. */
export async function postedStage(
  letters: readonly DemoLetter[],
  parts: Partial<NewsStageParts> = {},
): Promise<PostedStage> {
  const pages = new Map(
    parts.pages ?? columnPages(someColumn().url, [...letters, ...otherLetters]),
  );
  const stage = await newsStage({ ...parts, pages });
  const answers = new Map<string, Answer>();
  const outcomes: RereadReport['outcome'][] = [];
  const fetchPage: CrawlDeps['fetchPage'] = async (url, options) => {
    const answer = answers.get(url);
    if (answer === undefined) return stage.deps.fetchPage(url, options);
    if ('reason' in answer) {
      const { reason } = answer;
      return { kind: 'failure', reason, detail: '', status: null, retryAfterMs: null };
    }
    const raw = {
      url: answer.url ?? url,
      bytes: new TextEncoder().encode(answer.html),
      contentType: null,
      ...(answer.isPlainHttp === true ? { isPlainHttp: true as const } : {}),
    };
    const validators = { etag: null, lastModified: null };
    return { kind: 'page', raw, status: 200, validators, movedTo: null };
  };
  const deps: CrawlDeps = {
    ...stage.deps,
    fetchPage,
    report(event) {
      if (event.kind === 'reread') outcomes.push(event.report.outcome);
    },
  };
  const look = async (): Promise<readonly RereadReport['outcome'][]> => {
    outcomes.splice(0);
    await rereadDue(deps);
    await stage.settle();
    return [...outcomes];
  };
  await stage.visit();
  await stage.settle();
  return {
    ...stage,
    deps,
    pages,
    answers,
    look,
    looksAfter: (days) => {
      stage.advance(days * dayMs);
      return look();
    },
    shownText: () => JSON.stringify(stage.shown[0]?.message),
    async record(letter) {
      for await (const record of stage.store.articles.all()) {
        if (record.article.url === urlOf(letter)) return record;
      }
      throw new Error('no record');
    },
  };
}
