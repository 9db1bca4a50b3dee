import type { Source } from '../../src/domain/source.ts';

/** A source of an invented city. */
export function composeSource(parts: Partial<Source> = {}): Source {
  return {
    id: 'column',
    name: '青溪市教育局建议提案答复',
    url: 'http://127.0.0.1:9/',
    format: 'auto',
    regionCode: '330600',
    level: 'city',
    agency: '青溪市教育局',
    family: null,
    group: 'reply',
    enabled: true,
    confirmed: 'never',
    selectors: null,
    ...parts,
  };
}
