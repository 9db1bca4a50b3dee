import { createServer, type Server } from 'node:http';

import type { Source } from '../domain/source.ts';
import { encodeGbk } from '../text/encode-gbk.ts';
import { composeDocx } from './compose-docx.ts';
import * as letters from './letters.ts';
import {
  coverPage,
  feed,
  hanwebDetail,
  hanwebList,
  oldDetail,
  trsDetail,
  trsList,
  type DemoRow,
} from './pages.ts';

/** Three small sites on loopback, and the sources that watch them. */
export interface DemoSite {
  readonly sources: readonly Source[];
  /** Puts one more reply on the city's list. */
  addLatecomer(): void;
  close(): Promise<void>;
}

type Pages = Map<string, string | Uint8Array>;

const TYPES: Readonly<Record<string, string>> = {
  xml: 'application/rss+xml',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Serves a map of pages on a free port of 127.0.0.1; what is not in the map is 404. */
async function serve(pages: Pages): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const body = pages.get(path);
    if (body === undefined) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>');
      return;
    }
    // No charset: the pages must be read by their bytes, as on the real sites.
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'text/html';
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { server, url: `http://127.0.0.1:${port}` };
}

const CITY = '绍兴市人民政府（演示）';
const PROVINCE_SITE = '浙江省教育厅（演示）';
const COUNTY_SITE = '安吉县教育局（演示）';

const CITY_ROWS: readonly DemoRow[] = [
  { href: './202609/t20260920_101204.html', letter: letters.YEARLY },
  { href: './202609/t20260918_101203.html', letter: letters.HOMEWORK },
  { href: './202609/t20260915_101202.html', letter: letters.FERTILISER },
  { href: './202609/t20260911_101201.html', letter: letters.TRAINING },
];
const LATECOMER_ROW: DemoRow = {
  href: './202611/t20261120_101301.html',
  letter: letters.LATECOMER,
};
const PROVINCE_ROWS: readonly DemoRow[] = [
  { href: '/art/2026/10/12/art_1229_8803.html', letter: letters.SCIENCE },
  { href: '/art/2026/10/9/art_1229_8802.html', letter: letters.PROVINCE },
  { href: '/art/2026/9/21/art_1229_8801.html', letter: letters.HOMEWORK },
];

function cityPages(rows: readonly DemoRow[]): Pages {
  const pages: Pages = new Map();
  pages.set('/zwgk/jytabl/', trsList(rows, CITY));
  for (const { href, letter } of rows) {
    pages.set(href.replace('./', '/zwgk/jytabl/'), trsDetail(letter, CITY));
  }
  return pages;
}

function provincePages(): Pages {
  const pages: Pages = new Map([
    ['/col/col58320/index.html', hanwebList(PROVINCE_ROWS, PROVINCE_SITE)],
  ]);
  for (const { href, letter } of PROVINCE_ROWS)
    pages.set(href, hanwebDetail(letter, PROVINCE_SITE));
  return pages;
}

function countyPages(): Pages {
  const gbk = (letter: letters.DemoLetter): Uint8Array => encodeGbk(oldDetail(letter, COUNTY_SITE));
  const rows: readonly DemoRow[] = [
    { href: '/news/2026/1016_33.htm', letter: letters.COUNTY },
    { href: '/news/2026/1015_32.htm', letter: letters.NEWS },
    { href: '/news/2026/1014_31.htm', letter: letters.WORD_FILE },
  ];
  return new Map<string, string | Uint8Array>([
    ['/feed.xml', feed(rows, COUNTY_SITE)],
    ['/news/2026/1016_33.htm', gbk(letters.COUNTY)],
    ['/news/2026/1015_32.htm', gbk(letters.NEWS)],
    ['/news/2026/1014_31.htm', coverPage(letters.WORD_FILE, '/files/P020261014.docx', COUNTY_SITE)],
    ['/files/P020261014.docx', composeDocx(letters.WORD_FILE)],
  ]);
}

const COMMON = {
  format: 'auto',
  group: 'reply',
  enabled: true,
  confirmed: 'never',
  selectors: null,
} as const;

export async function startDemoSite(): Promise<DemoSite> {
  const pagesOfCity = cityPages(CITY_ROWS);
  const [cityServer, provinceServer, countyServer] = await Promise.all([
    serve(pagesOfCity),
    serve(provincePages()),
    serve(countyPages()),
  ]);
  return {
    sources: [
      {
        ...COMMON,
        id: 'demo-city',
        name: '绍兴市 建议提案办理（TRS 列表）',
        url: `${cityServer.url}/zwgk/jytabl/`,
        regionCode: '330600',
        level: 'city',
        agency: null,
        family: 'trs',
      },
      {
        ...COMMON,
        id: 'demo-province',
        name: '浙江省 建议提案（大汉，脚本里的列表）',
        url: `${provinceServer.url}/col/col58320/index.html`,
        regionCode: '330000',
        level: 'province',
        agency: '浙江省教育厅',
        family: 'hanweb',
      },
      {
        ...COMMON,
        id: 'demo-county',
        name: '安吉县教育局（RSS，GBK 页面与 Word 附件）',
        url: `${countyServer.url}/feed.xml`,
        regionCode: '330523',
        level: 'county',
        agency: '安吉县教育局',
        family: null,
      },
    ],
    addLatecomer() {
      for (const [path, body] of cityPages([LATECOMER_ROW, ...CITY_ROWS]))
        pagesOfCity.set(path, body);
    },
    async close() {
      for (const { server } of [cityServer, provinceServer, countyServer]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
