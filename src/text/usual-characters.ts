// Each radical of U+2E80–2EF3 and the ideograph that it looks like: Unicode's EquivalentUnifiedIdeograph.txt. Those
// without one, and those whose ideograph lies outside the basic plane (no text is written with it), are left alone.
const RADICAL_PAIRS =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬' +
  '⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车' +
  '⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿' +
  '⻯竜⻰龙⻱龜⻲亀⻳龟';
// Besides them, the Kangxi radicals (U+2F00–2FD5) and the compatibility ideographs (U+F900–FAFF).
const LOOK_ALIKE = /[\u2e80-\u2fd5\uf900-\ufaff]/u;
const LOOK_ALIKES = new RegExp(LOOK_ALIKE, 'gu');

const USUAL: ReadonlyMap<string, string> = new Map(
  Array.from({ length: RADICAL_PAIRS.length / 2 }, (_, at) => [
    RADICAL_PAIRS.charAt(at * 2),
    RADICAL_PAIRS.charAt(at * 2 + 1),
  ]),
);

/**
 * Radicals and compatibility ideographs, which fonts of PDF files put in the place of the usual characters (⼀ for 一,
 * ⻓ for 长), as the usual ones. Every index stays where it was.
 */
export function toUsualCharacters(text: string): string {
  return LOOK_ALIKE.test(text) ? text.replaceAll(LOOK_ALIKES, usualCharacter) : text;
}

function usualCharacter(char: string): string {
  const usual = USUAL.get(char) ?? char.normalize('NFKC');
  return usual.length === 1 ? usual : char;
}
