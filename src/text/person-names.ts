import { ruleTable } from './rule-table.ts';
import { knownWords, possibleNames } from './words-like-names.ts';

// The hundred commonest family names in their order (公安部《二〇二〇年全国姓名报告》), then others of the 百家姓 that
// are still frequent. Rarer ones below open too many words (连任, 管理, 原任) to be believed without a proposal near.
const COMMON =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤' +
  '康易乔赖文牛樊洪颜倪庄聂鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单裴霍涂成苗谷曲盛冉路游阳辛靳骆柯温辜' +
  '安施邢葛章阎欧饶祁甄鲍芦蓝蒙屈滕卓桂卞仇岑娄闵佟丛隋臧褚奚敖冼栾巩刁卜储郁喻傅吉伍齐缪窦裘虞柏查';
const RARE =
  '车连边解管原项米麻费卫宫景晏班池应全国元初明平时水和东都部支井习代仲农冷利劳匡升千古司后吾印厉双商啜园匋墨央季宗宣家富寇封屠尤尧居山巫师库广年庞庾强归郎廉强戚扶扈旷昌晁普暴曾有未朴权束来杭松桑桓梁楚楼步殳毋比水汲沃沙沃泉浦海涂湛满潘濮燕牟牧狄玉理瑞瓮生甯益盖皮相督真瞿禹秋积穆空窦端符竺笪索红经罕羊羿翁耶聊胥能臧艾花苍苟茅茹荀荆荣莘菅萧蒯蒲蓟蓬蔚蔡薄藏虎融衡衣言许谌谯谷贡贲贺越逄逯通邝邰郗郏郜郦鄂酆钮钭闻阙阚隗雍霍鞠须顿饮香骞鬱鱼麦黑鼎鄢占战尉苑茆由';
const COMPOUND =
  '欧阳|上官|司马|诸葛|慕容|令狐|司徒|尉迟|夏侯|皇甫|东方|公孙|长孙|宇文|司空|轩辕|端木|百里|呼延|东郭|南宫|西门|独孤|南门|澹台|公冶|宗政|濮阳|淳于|单于|太叔|申屠|仲孙|钟离|鲜于|闾丘|万俟|闻人|赫连|拓跋|完颜|叶赫';

const BLANK = String.raw`[ \u3000]`;
const GIVEN = String.raw`${BLANK}{0,3}\p{Script=Han}(?:${BLANK}{0,2}\p{Script=Han})?`;

/** A name with a frequent family name, as the source of a pattern; blanks may be inside (张 伟). */
export const NAME_PATTERN = `(?:(?:${COMPOUND})|[${COMMON}])${GIVEN}`;

/** A name with any family name, many of which are words as well: to be judged by `withoutName`. */
export const ANY_NAME_PATTERN = `(?:(?:${COMPOUND})|[${COMMON}${RARE}])${GIVEN}`;

/** A name of a minority: 艾山·买买提. */
export const MINORITY_PATTERN = String.raw`\p{Script=Han}{1,8}(?:[·•・‧]\p{Script=Han}{1,8}){1,3}`;

const COMMON_NAME = new RegExp(`^(?:(?:${COMPOUND})|[${COMMON}])`, 'u');
const WHOLE_NAME = new RegExp(`^${ANY_NAME_PATTERN}$`, 'u');

// Never in a given name: grammar, and what ends the name of an institution or a division.
const NOT_GIVEN = /[的了们个员局厅部院组所县区市您你她它这那哪些很把被课股]/u;

// Groups of people: 高校教师, 市民进, 教育界. 王民建 and 李青年 may be persons, so those count only alone.
const GROUP = ruleTable(
  'groups-of-people',
  [
    {
      id: 'words',
      match: [
        '家长',
        '教师',
        '学生',
        '校长',
        '园长',
        '群众',
        '居民',
        '村民',
        '市民',
        '企业',
        '机构',
        '单位',
        '高校',
        '学校',
        '部门',
        '方面',
        '党派',
        '专家',
        '行业',
        '社区',
        '人大',
        '政协',
        '各位',
        '全体',
        '有关',
        '部分',
        '广大',
        '众多',
        '多数',
        '少数',
        '大会',
        '媒体',
        '协会',
        '干部',
        '职工',
        '员工',
        '儿童',
        '同学',
        '老师',
        '政府',
        '医护',
        '医生',
        '团体',
        '公司',
        '工会',
        '团委',
        '工商联',
        '界别',
        '(?:教育|科技|文艺|文化|经济|工商|医卫|体育|新闻|法律|金融|社会|宗教|农业|各)界',
        '(?:^|[省市县区])(?:民盟|民革|民建|民进|致公|农工|九三|台盟|教育|青年|妇女|基层|一线|组织)',
      ],
      source: 'docs/field-notes.md §2.5: who signs proposals beside persons',
    },
  ],
  { shape: '(?:$)$' },
);

// Family names that are also words before a name: 向张伟代表汇报.
const PARTICLE = /^[向于和由时]/u;

/**
 * What remains of `text` when the name in it is taken out; null where it is not a name. `isExpected`: a proposal or
 * 关于 is next to it, where hardly anything but a name occurs.
 */
export function withoutName(text: string, isExpected: boolean): string | null {
  const bare = text.replaceAll(/[ \u3000]/gu, '');
  if (!WHOLE_NAME.test(text) || isWordOrPlace(bare, isExpected)) return null;
  const rest = bare.slice(1);
  if (PARTICLE.test(bare) && rest.length > 1) {
    if (isGroup(rest) || knownWords().has(rest) || possibleNames().has(rest)) return null;
    if (COMMON_NAME.test(rest)) return bare.charAt(0);
  }
  return isExpected || COMMON_NAME.test(bare) ? '' : null;
}

/** Whether this names a group and not a person: 家长, 高校, 各位, 青溪市. */
export function isGroup(text: string): boolean {
  return knownWords().has(text) || GROUP.test(text) || /\p{Script=Han}{2}[市县区]$/u.test(text);
}

function isWordOrPlace(text: string, isExpected: boolean): boolean {
  return (
    isGroup(text) ||
    NOT_GIVEN.test(text.slice(1)) ||
    // 金融界 and 高校类, while 成功明 may be a person.
    (text.length > 2 && knownWords().has(text.slice(0, 2)) && /[界类级系型方性]$/u.test(text)) ||
    (!isExpected && possibleNames().has(text))
  );
}
