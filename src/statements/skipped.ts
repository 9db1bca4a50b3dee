import { COURTESY, FORMS } from '../grammar/tense-rules.ts';

const MAX_FORM = 60;

/** A line of a form; a paragraph of sentences is judged sentence by sentence. */
export function isForm(line: string): boolean {
  if (line.length > MAX_FORM && line.includes('。')) return false;
  return FORMS.test(line.replaceAll(/\s+/gu, ''));
}

/** 下一步我们将抓好三件事： what is announced follows, and this says nothing of it. */
const ONLY_ANNOUNCES =
  /^(?:现|特)[^，。；]{0,24}(?:通知|答复|公告|说明|报告)如下[：:]?$|^(?:下一步|今后|接下来|下阶段|为此|对此|具体|因此|目前)?[，,]?(?:我[们局厅委部市县区省])?[^，。；]{0,14}(?:抓好|做好|做了|开展|落实|从|采取|推进|重点做|有)[^，。；]{0,10}(?:[一两三四五六七八几\d]|以下|如下|下列)[^，。；]{0,6}(?:件事|项工作|方面|个方面|点|项?举措|项?措施|工作|着手|入手|努力)[^，。；]{0,6}[：:]?$/u;

/** Thanks, praise, forms and questions say nothing that could be quoted. */
export function isSkipped(sentence: string): boolean {
  const bare = sentence.replaceAll(/\s+/gu, '').replace(/[。！？]+$/u, '');
  if (/[？?]$/u.test(sentence)) return true;
  return COURTESY.test(bare) || FORMS.test(bare) || ONLY_ANNOUNCES.test(bare);
}
