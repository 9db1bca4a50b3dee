import { charTable } from '../text/char-table.ts';

// 公安部《二〇二〇年全国姓名报告》 and the 百家姓. In this line: family names that as a character of its own are hardly ever
// anything else in an official letter, counted over the composed letters of the tests.
const SURE = new Set(
  Array.from(
    '王李张刘陈杨黄赵吴徐孙朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭肖萧董潘袁蔡蒋杜叶魏苏吕丁卢姚沈钟姜崔谭陆范汪廖贾邹熊孟秦邱侯尹薛闫阎雷黎陶贺龚邵覃戴郝赖樊倪庄聂鲁岳翟殷詹耿俞柳阮梅童凌裴霍涂苗辛靳骆柯辜邢葛欧饶甄鲍屠滕卓卞仇岑娄佟隋臧褚奚冼栾巩郁喻傅伍缪窦裘虞简褟亓郇禤佴仝逄璩晁笪郄邝鄢訾郗郜郦郏蒯鞠佘邬殳夔厍亢邴邰羿郤竺忻戢蔺厐鄞芈虢隰',
  ),
);
// Frequent ones that are words, too: 周 is a week, 高 is high, 方 is a side.
const FREQUENT = new Set(
  Array.from(
    '钱周马高程夏田江汤顾金石韦付方白段龙史毛孔武万常康易乔文牛洪颜焦左甘祝包宁尚符舒纪谷曲盛冉路游阳温施章祁芦蓝蒙桂闵丛敖刁卜吉齐柏查单任于余曾莫严向关兰申盖宫',
  ),
);
// All others: 百家姓 in full, and rare ones that are borne today (国家语言资源监测与研究中心、公安部姓氏统计).
const RARE = Array.from(
  '昌云酆费廉毕乐皮伏穆项贝麻席季昝房宗宣贲杭诸钮嵇滑荣羊於惠麴封芮储汲糜松井富巫乌巴弓牧隗山班仰秋仲伊祖景束幸司韶蓟薄印宿怀蒲鄂索咸籍苍闻莘劳姬扶堵宰雍却桑濮寿边扈燕冀浦农别晏柴瞿充慕茹习艾鱼容古慎戈庾终暨居衡弘匡寇广禄阙东殴沃利蔚隆勾融冷阚那毋沙乜养须丰巢相荆逯益桓厉谌官缑战尉茆车池墨尤尧苟茅荀菅蓬谯贡邸郎钭降雒隽霖青顿骞斛漆况琴伯赏南哈言福苑麦练揭丘冒仉么尕岱巨帅庹弋戎敬斯朴果柘栗泮洗漕灵狄玄盘税竹粟绳缐翁老茶英药虎蚁豆贵赫迟遆铁雪鹿黑卿卯冶晋哀扎揣操敦朝桐檀汝洛涿渠牟献甫耶胥腾苒莎萨藏裕谦辉迪遇郅钊鑫随雄霜鞏律晓闾应全水花成明安强党商满连元国能爱爨妫卫禚厚郈竺撒粘蹇闪锺靖矫',
);
const COMPOUND = new Set(
  '欧阳 上官 司马 诸葛 慕容 令狐 司徒 尉迟 夏侯 皇甫 东方 公孙 长孙 宇文 司空 轩辕 端木 百里 呼延 东郭 南宫 西门 独孤 南门 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 万俟 闻人 赫连 拓跋 完颜 叶赫 第五 梁丘 左丘 东门 微生 呼延 亓官 巫马 乐正 公西 漆雕 壤驷 谷梁 宰父 夹谷 段干 公良 公羊 百里 羊舌'.split(
    ' ',
  ),
);

const ANY = new Set([...SURE, ...FREQUENT, ...RARE]);

/** Whether a character is a family name and, as a word of its own, hardly anything else. */
export function isSureFamily(text: string): boolean {
  return SURE.has(text);
}

/** Whether a character is a family name, rare ones and those that are words included. */
export function isFamily(text: string): boolean {
  return ANY.has(text);
}

/** Whether a character is one of the family names that are frequent. */
export function isFrequentFamily(text: string): boolean {
  return SURE.has(text) || FREQUENT.has(text);
}

export function isCompoundFamily(text: string): boolean {
  return COMPOUND.has(text);
}

const FREQUENT_CHARACTERS = [...SURE, ...FREQUENT].join('');

/** A frequent family name as the source of a pattern. */
export const FREQUENT_FAMILY = `(?:${[...COMPOUND].join('|')}|[${FREQUENT_CHARACTERS}])`;

/** Any family name as the source of a pattern: many of them are words as well. */
export const ANY_FAMILY = `(?:${[...COMPOUND].join('|')}|[${FREQUENT_CHARACTERS}${RARE.join('')}])`;

const SURE_SIGNS = charTable(`${[...SURE].join('')}阿艾买热古乌哈巴扎次娜央`);
const COMPOUND_STARTS = charTable(Array.from(COMPOUND, (family) => family.charAt(0)).join(''));

/** The next place of a text, from one on, with what clauses hold that may hold a name that is sure by itself; or -1. */
export function findSureFamily(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (SURE_SIGNS[code] === 1) return at;
    if (COMPOUND_STARTS[code] === 1 && COMPOUND.has(text.slice(at, at + 2))) return at;
  }
  return -1;
}

// Characters and words that names of Uyghurs, Kazakhs, Tibetans and Mongols are written with.
const SOUNDS = new Set(
  Array.from(
    '阿不都卜杜拉热依木艾力江买提麦合吐逊尔肉孜古丽娜米迪里夏亚森玉素甫吾斯曼塔别克努哈帕则巴沙吉胡西赛乌布加明坎叶兰次仁旺堆卓玛扎顿珠格桑梅朵央金姆白曲珍德尼达娃普边洛丹增多强平措贡嘎索朗益旦仓决罗特根日云其花那萨苏额敦琴高呼图雅宝音朝鲁青勒坦汗罕恩娅佐如奴尕藏万孜合曼',
  ),
);
const SOUND_WORDS = new Set(
  '买买 买提 巴特 拉姆 央金 扎西 卓玛 达娃 古丽 尼玛 白玛 格桑 次仁 丹增 多吉 索朗 阿里 哈斯 乌日 娜仁 苏和 其其 才让 米热 阿依 阿不 木提 热依 巴图'.split(
    ' ',
  ),
);
// Such names of two characters, and beginnings that nothing else has.
const WHOLE = new Set(
  '卓玛 扎西 达娃 尼玛 次仁 格桑 白玛 丹增 多吉 索朗 央金 平措 德吉 古丽 娜仁 苏和 巴图 其美 旺堆 洛桑 才让 旦增 普布 拉巴 才旦 次旦 多杰 边巴 加央 扎巴 仁青 才仁 斯琴 孟克 那日'.split(
    ' ',
  ),
);
const BEGINNING =
  /^(?:阿不|阿卜|阿依|阿力|阿迪|艾力|艾山|艾合|买买|麦麦|买合|麦合|热依|古丽|吐尔|吐逊|玉素|努尔|帕提|哈斯|哈尼|哈力|乌日|乌云|巴特|巴图|娜仁|那仁|萨仁|其其|额尔|扎西|次仁|格桑|白玛|丹增|多吉|索朗|央金|卓玛|尼玛|达娃|洛桑|旺堆|德吉|平措|米热|木合|塔依|叶尔|阿尔|赛里|呼和|才让|旦增|普布|拉巴|多杰|才旦|边巴|加央|仁青|斯琴|孟克|那日|热孜|玉山|吾买|吾甫|阿衣)/u;

/** Whether a token is made of what such names are written with. */
export function isTransliterated(text: string): boolean {
  return text.length === 1 ? SOUNDS.has(text) : SOUND_WORDS.has(text);
}

/** Whether a word may begin such a name although it is one by itself: 乌云高娃. */
export function beginsTransliterated(text: string): boolean {
  return BEGINNING.test(text);
}

/** Whether such characters together are a name by their beginning: 阿依古丽, 卓玛; 阿里 and 和田 are places. */
export function isTransliteratedName(text: string): boolean {
  return WHOLE.has(text) || (text.length > 2 && BEGINNING.test(text));
}

const BEGINNINGS = charTable(
  [
    ...ANY,
    ...SOUNDS,
    ...[...COMPOUND, ...WHOLE, ...SOUND_WORDS].map((name) => name.charAt(0)),
    BEGINNING.source.replaceAll(/\P{Script=Han}/gu, ''),
  ].join(''),
);

/** Whether any name may begin with a character: one look, before all that costs more. */
export function mayBeginName(text: string): boolean {
  return BEGINNINGS[text.charCodeAt(0)] === 1;
}

const BETWEEN = new Set(
  Array.from(
    '的了和与及或由向对让给为在以将把被请使供且需可能均都也还再又更最很等因称系其之从到于所各每该本此有无不未已是要会应就按经据接如另据',
  ),
);

/** Whether a character is grammar: no name begins with it where no family name is known. */
export function isBetweenWords(text: string): boolean {
  return BETWEEN.has(text);
}

/** What every name has one of: a family name, a character that sounds of other languages are written with, Latin letters. */
export const MAY_BE_NAME = new RegExp(
  `[${[...ANY, ...SOUNDS].join('')}A-Za-z]|${[...COMPOUND].join('|')}`,
  'u',
);
