import { charTable, countIn } from '../../text/char-table.ts';
import { countHan } from '../../text/han.ts';

// Frequent in official prose and never written so in Simplified text.
const TRADITIONAL_ONLY = charTable(
  '學業務員會關於復課後訓減雙辦議協應對門體優個國來時為這過區縣廳長東車與發動開實經現機構點進設計劃們說話語讀寫書問題當選證單傳統統計數據網絡結論際際區環',
);
const MIN_SHARE = 0.04;

/** Whether a text is written in Traditional characters throughout. */
export function isTraditional(text: string): boolean {
  const sample = text.slice(0, 1_500);
  const found = countIn(sample, TRADITIONAL_ONLY);
  return found >= 5 && found > countHan(sample) * MIN_SHARE;
}
