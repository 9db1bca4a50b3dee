/** One thing that was looked at. `advice` says what to do; null when there is nothing to do. */
export interface Check {
  readonly subject: string;
  readonly state: 'ok' | 'note' | 'fault';
  readonly finding: string;
  readonly advice: string | null;
}

export function ok(subject: string, finding: string): Check {
  return { subject, state: 'ok', finding, advice: null };
}
