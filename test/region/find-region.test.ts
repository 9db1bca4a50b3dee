import { readFileSync } from 'node:fs';
import path from 'node:path';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  findRegion,
  regionByCode,
  regionChain,
  regionMatchesPrefix,
  searchRegions,
  type RegionHints,
} from '../../src/region/find-region.ts';
import { latinName } from '../../src/region/latin-name.ts';
import { makeDivisionsTable } from '../support/make-divisions-table.ts';

const codeOf = (hints: RegionHints): string | null => findRegion(hints)?.code ?? null;

test.each([
  ['固原市教育体育局', '640400'],
  ['内蒙古自治区科学技术厅', '150000'],
  ['安徽省教育厅', '340000'],
  ['广西壮族自治区教育厅', '450000'],
  ['广西自治区教育厅', '450000'],
  ['新疆教育厅', '650000'],
  ['新疆生产建设兵团教育局', '650000'],
  ['北京市教育委员会', '110000'],
  ['北京市海淀区教育委员会', '110108'],
  ['上海市浦东新区教育局', '310115'],
  ['重庆市九龙坡区教育委员会', '500107'],
  ['天津市河北区教育局', '120105'],
  ['吉林省教育厅', '220000'],
  ['吉林市教育局', '220200'],
  ['吉林教育厅', '220000'],
  ['温州市科学技术局', '330300'],
  ['温州教育局', '330300'],
  ['会宁县融媒体中心', '620422'],
  ['南京市鼓楼区教育局', '320106'],
  ['南京鼓楼区教育局', '320106'],
  ['福建省福州市鼓楼区教育局', '350102'],
  ['延边朝鲜族自治州教育局', '222400'],
  ['延边州教育局', '222400'],
  ['恩施州科技局', '422800'],
  ['黔东南州教育局', '522600'],
  ['凉山州教育和体育局', '513400'],
  ['巴音郭楞蒙古自治州教育局', '652800'],
  ['长阳土家族自治县教育局', '420528'],
  ['长阳县教育局', '420528'],
  ['鄂伦春自治旗教育局', '150723'],
  ['科右前旗教育局', '152221'],
  ['锡林郭勒盟教育局', '152500'],
  ['大兴安岭地区行署教育局', '232700'],
  ['和县教育局', '340523'],
  ['滑县教育体育局', '410526'],
  ['仙桃市教育局', '429004'],
  ['济源市教育体育局', '419001'],
  ['东莞市教育局', '441900'],
  ['苏州工业园区教育局', '320571'],
  ['三明市三元区教育局', '350404'],
  ['青岛西海岸新区教育和体育局', '370211'],
  ['重庆两江新区教育局', '500000'],
  ['合肥高新区教育局', '340100'],
  ['国家税务总局温州市税务局', '330300'],
  ['国家统计局内蒙古调查总队', '150000'],
  ['中共会宁县委教育工作委员会', '620422'],
  ['政协固原市委员会', '640400'],
  ['会宁县 教育局', '620422'],
  ['北京市教育委员会、天津市教育委员会', '110000'],
  ['教育部', '000000'],
  ['教育部办公厅 中国科协办公厅', '000000'],
  ['国务院办公厅', '000000'],
  ['国家体育总局', '000000'],
  ['中共中央办公厅', '000000'],
])('knows the division of %s', (agency, code) => {
  expect(codeOf({ agency })).toBe(code);
});

test.each<[string, RegionHints, string | null]>([
  ['a shared name by the host', { agency: '鼓楼区教育局', host: 'www.fuzhou.gov.cn' }, '350102'],
  ['a shared name by the site code', { agency: '朝阳区教委', siteIdCode: '1101050003' }, '110105'],
  ['a shared name by the source', { agency: '西湖区教育局', fallbackCode: '360100' }, '360103'],
  ['a shared name by the province', { agency: '长安区教育局', fallbackCode: '610000' }, '610116'],
  ['a shared name by the text', { agency: '鼓楼区教育局', text: '徐州市某某委员' }, '320302'],
  ['not a shared name without a hint', { agency: '鼓楼区教育局' }, null],
  ['省 by the host', { agency: '省教育厅', host: 'jyt.ah.gov.cn' }, '340000'],
  ['省 from a city below', { agency: '省教育厅', fallbackCode: '340100' }, '340000'],
  ['市 of a county-level city', { agency: '市教育局', siteIdCode: '4101830002' }, '410183'],
  ['市 above a county', { agency: '市教育局', siteIdCode: '6204220001' }, '620400'],
  ['市 of a municipality', { agency: '市教委', host: 'jw.beijing.gov.cn' }, '110000'],
  ['县 by the text', { agency: '县教育局', text: '会宁县政协委员，会宁县近年来' }, '620422'],
  ['区 by the source', { agency: '区教育局', fallbackCode: '440106' }, '440106'],
  ['自治区 by the host', { agency: '自治区教育厅', host: 'jyt.nx.gov.cn' }, '640000'],
  ['州 by the host', { agency: '州教育局', host: 'www.enshi.gov.cn' }, '422800'],
  ['a bare office by the site code', { agency: '教育局', siteIdCode: '6404000021' }, '640400'],
  ['no agency by the index number', { siteIdCode: '640400005/2022-00124' }, '640400'],
  ['no agency by a credit code', { siteIdCode: '116204224227458732/2023-00020' }, '620422'],
  ['an unknown county code by its city', { siteIdCode: '6404990001' }, '640400'],
  ['a central body by its site code', { siteIdCode: 'bm05000001' }, '000000'],
  ['a central body by its host', { host: 'www.moe.gov.cn' }, '000000'],
  ['the State Council by its host', { host: 'www.gov.cn' }, '000000'],
  ['the agency before the host', { agency: '会宁县教育局', host: 'www.baiyin.gov.cn' }, '620422'],
  ['a ministry quoted by a county', { agency: '教育部', siteIdCode: '6204220001' }, '000000'],
  ['the text when there is nothing else', { text: '温州市政协：温州市教育局' }, '330300'],
  ['not one mention in a text', { text: '与温州市交流' }, null],
  ['not a university as a city', { agency: '中山大学' }, null],
  // A site's code is printed by the page: it counts on hosts that allow it.
  ['no code on a host of nobody', { siteIdCode: '4201000001', host: 'copies.example' }, null],
  ['no ministry there', { siteIdCode: 'bm05000001', host: 'copies.example' }, null],
  ['no ministry on a county', { siteIdCode: 'bm05000001', host: 'www.huining.gov.cn' }, '620422'],
  ['no ministry on a host of no place', { siteIdCode: 'bm05000001', host: 'a1.gov.cn' }, null],
  ['no other city', { siteIdCode: '3201000001', host: 'jyj.wuhan.gov.cn' }, '420100'],
  ['no city on a ministry', { siteIdCode: '4201000001', host: 'www.moe.gov.cn' }, '000000'],
  ['a county in its city', { siteIdCode: '6204220001', host: 'www.baiyin.gov.cn' }, '620422'],
  [
    'a code where the host tells no place',
    { siteIdCode: '4201000001', host: 'a1.gov.cn' },
    '420100',
  ],
  ['the host with its final dot', { host: 'jyj.wuhan.gov.cn.' }, '420100'],
  ['nothing', {}, null],
  ['nothing from nonsense', { agency: '局', host: 'x', siteIdCode: '99', fallbackCode: 'y' }, null],
])('finds %s', (_name, hints, code) => {
  expect(codeOf(hints)).toBe(code);
});

test.each([
  ['edu.gd.gov.cn', '440000'],
  ['kjt.nmg.gov.cn', '150000'],
  ['jyt.shaanxi.gov.cn', '610000'],
  ['jyt.shanxi.gov.cn', '140000'],
  ['jyj.wuhan.gov.cn', '420100'],
  ['jyj.sz.gov.cn', '440300'],
  ['edu.sh.gov.cn', '310000'],
  ['rsj.gnzrmzf.gov.cn', '623000'],
  ['jyty.cxz.gov.cn', '532300'],
  ['www.huining.gov.cn', '620422'],
  ['www.panyu.gov.cn', '440113'],
  ['www.yueqing.gov.cn', '330382'],
  ['jyj.suzhou.gov.cn', '320500'],
  ['jyj.tongling.ah.gov.cn', '340700'],
  ['www.bjhd.gov.cn', null],
  ['www.example.com', null],
  ['www.beijing.gov.cn.example.com', null],
])('reads the host %s', (host, code) => {
  expect(codeOf({ host })).toBe(code);
});

test('carries the same divisions as the package they were taken from', () => {
  const table = path.resolve(import.meta.dirname, '../../src/region/divisions-table.ts');
  expect(readFileSync(table, 'utf8')).toBe(makeDivisionsTable());
});

test('gives chain and level of a code', () => {
  expect(regionByCode('620422')).toEqual({ code: '620422', name: '会宁县', level: 'county' });
  expect(regionByCode('000000')).toEqual({ code: '000000', name: '全国', level: 'national' });
  expect(regionByCode('123456')).toBeNull();
  expect(regionChain('620422').map((region) => region.name)).toEqual([
    '甘肃省',
    '白银市',
    '会宁县',
  ]);
  expect(regionChain('110108').map((region) => region.name)).toEqual(['北京市', '海淀区']);
  expect(regionChain('429004').map((region) => region.name)).toEqual(['湖北省', '仙桃市']);
  expect(regionChain('640000').map((region) => region.level)).toEqual(['province']);
});

test.each([
  ['620422', '62', true],
  ['620422', '6204', true],
  ['620422', '620400', true],
  ['620422', '620000', true],
  ['620422', '620423', false],
  ['620000', '6204', false],
  ['620422', '', true],
])('%s lies in %j: %s', (code, prefix, matches) => {
  const region = regionByCode(code);
  expect(region !== null && regionMatchesPrefix(region, prefix)).toBe(matches);
});

test('completes what a moderator types', () => {
  const names = (query: string, limit = 5): string[] =>
    searchRegions(query, limit).map((region) => region.name);
  expect(names('温州')[0]).toBe('温州市');
  expect(names('吉林', 2)).toEqual(['吉林省', '吉林市']);
  expect(names('朝阳')[0]).toBe('朝阳市');
  expect(names('宁远县')).toContain('宁远县');
  expect(names('3303', 3)).toEqual(['温州市', '鹿城区', '龙湾区']);
  expect(names('全国')).toEqual(['全国']);
  expect(names('', 40)).toHaveLength(34);
  expect(names('没有这个地方')).toEqual([]);
  expect(names('区', 0)).toEqual([]);
});

test.each([
  ['zhejiang', '浙江省'],
  ['zhej', '浙江省'],
  ['Zhejiang Province', '浙江省'],
  ['zhejiang prov', '浙江省'],
  ['Inner Mongolia Autonomous Region', '内蒙古自治区'],
  ['suzhoushi', '苏州市'],
  ['r', '日照市'],
  ['zj', '浙江省'],
  ['hlj', '黑龙江省'],
  ['suzhou', '苏州市'],
  ['Suzhou, Anhui', null],
  ['jiangsu suzhou', '苏州市'],
  ['江苏苏州', '苏州市'],
  ['江苏省 苏州市 Jiangsu Suzhou', '苏州市'],
  ['Xi’an', '西安市'],
  ['shaanxi', '陕西省'],
  ['Lüliang', '吕梁市'],
  ['lvliang', '吕梁市'],
  ['Tibet', '西藏自治区'],
  ['inner mongolia', '内蒙古自治区'],
  ['Atlantis', null],
  ['...', null],
])('completes %s to %s', (query, name) => {
  expect(searchRegions(query, 25)[0]?.name ?? null).toBe(name);
});

test('finds both places of one pinyin, and never more than the limit', () => {
  const names = searchRegions('suzhou', 25).map((region) => region.name);
  expect(names.slice(0, 2)).toEqual(['苏州市', '宿州市']);
  expect(searchRegions('s', 25)).toHaveLength(25);
});

test.each([
  ['330000', 'Zhejiang'],
  ['610100', 'Xi’an'],
  ['141100', 'Lüliang'],
  ['230100', 'Harbin'],
  ['222400', 'Yanbian'],
])('writes %s as %s', (code, name) => {
  const region = regionByCode(code);
  expect(region === null ? null : latinName(region)).toBe(name);
});

test('gives a known division or null for any hints', () => {
  const text = fc.option(
    fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom(...Array.from('省市县区旗州盟北京鼓楼朝阳教育局.govcn')), {
          maxLength: 30,
        })
        .map((chars) => chars.join('')),
    ),
  );
  fc.assert(
    fc.property(
      fc.record({ siteIdCode: text, host: text, agency: text, text, fallbackCode: text }),
      (hints) => {
        const region = findRegion(hints);
        expect(region === null || regionByCode(region.code) === region).toBe(true);
      },
    ),
  );
});
