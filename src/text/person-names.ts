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

/** A name with a frequent family name, as the source of a pattern; blanks may stand inside (张 伟). */
export const NAME_PATTERN = `(?:(?:${COMPOUND})|[${COMMON}])${GIVEN}`;

/** A name with any family name, many of which are words as well: to be judged by `withoutName`. */
export const ANY_NAME_PATTERN = `(?:(?:${COMPOUND})|[${COMMON}${RARE}])${GIVEN}`;

/** A name of a minority: 艾山·买买提. */
export const MINORITY_PATTERN = String.raw`\p{Script=Han}{1,8}(?:[·•・‧]\p{Script=Han}{1,8}){1,3}`;

const COMMON_NAME = new RegExp(`^(?:(?:${COMPOUND})|[${COMMON}])`, 'u');
const WHOLE_NAME = new RegExp(`^${ANY_NAME_PATTERN}$`, 'u');

// In nobody's given name: grammar, and what ends the name of an institution or a division.
const NOT_GIVEN = /[的了们个员局厅部院组所县区市您你她它这那哪些很把被课股]/u;

// Begin like a name, and are none whatever stands around.
const WORDS = new Set(
  (
    '高校 高中 高职 高专 高等 高度 高新 单位 单独 方面 方式 常务 常委 常驻 任何 任职 任教 任期 杜绝 关于 关系 关联 成员 成为 ' +
    '成批 包括 包含 于是 于此 金融 石油 石化 许多 康复 康养 符合 余下 余名 余位 何种 何人 万名 万人 毕竟 曾经 曾任 周边 周围 ' +
    '马上 尚未 尚有 左右 谢谢 程度 严禁 严肃 顾客 顾虑 游客 曲艺 路政 林业 武警 武装 纪委 纪检 文艺 文体 文教 文旅 文史 文科 ' +
    '文联 文宣 侯选 候选 华侨 华人 安全 安置 安排 白领 白族 黎族 苗族 吉林 全体 全市 全省 全县 全区 全国 国家 部分 连续 连任 ' +
    '管理 与会 应届 应当 应邀 原任 时任 和谐 东部 有关 有的 有些 有权 农民 农村 农业 农工 商会 商界 经济 司法 师生 家长 广大 满族 平台 ' +
    '代表 海外 水利 生态 相关 通过 年度 年轻 年长 双方 支部 支持 初中 强烈 红色 能源 真正 理事 利用 来自 未来 普通 比如 国企 ' +
    '农林 印发 居民 山区 海关 沙龙 农科 宣传 明确 全部 全民 时间 宗教 家庭 园区 古老 后来 和平 楼宇 松散 ' +
    '江苏 江西 安徽 甘肃 宁夏'
  ).split(/\s+/u),
);

// Words and cities that may also be somebody's name: names only where a proposal is spoken of. Smaller towns are
// known by their 市县区 alone: a name that slips through weighs more than a town that is lost (高平, 康定, 万宁).
const MAY_BE_NAMES = new Set(
  (
    '文化 文学 文明 文博 文职 成都 成功 成立 成果 成年 成人 关心 关注 关爱 关键 关工 高层 高级 高管 高知 高龄 高端 阳光 方便 方案 ' +
    '龙头 田径 常年 常态 常规 金牌 严格 严谨 许可 顾问 罗列 万众 万家 程序 白天 路过 易于 江南 江北 毕业 包村 包保 史学 陶艺 武术 ' +
    '唐山 阳泉 吕梁 包头 沈阳 白山 白城 徐州 常州 苏州 宁波 温州 金华 黄山 龙岩 宁德 郑州 焦作 许昌 周口 武汉 黄石 黄冈 邵阳 岳阳 ' +
    '常德 江门 梅州 阳江 柳州 贺州 甘孜 毕节 曲靖 文山 兰州 金昌 白银 武威 张掖 甘南 黄南 吴忠 石家庄 秦皇岛 张家口 马鞍山 张家界 石嘴山 ' +
    '江阴 余姚 邹城 曲阜 任丘 黄骅 霍州 彭州 孟州 林州 邓州 高州 雷州 高密 石狮 龙港 张家港 武夷山 侯马 石首 洪湖 武穴 安庆 安阳 安顺 ' +
    '柯桥 路桥 罗湖 石景山 黄埔'
  ).split(' '),
);

// Groups of people: 高校教师, 市民进, 教育界. 王民建 and 李青年 may be somebody, so those count only alone.
const GROUP =
  /(?:家长|教师|学生|校长|园长|群众|居民|村民|市民|企业|机构|单位|高校|学校|部门|方面|党派|专家|行业|社区|人大|政协|各位|全体|有关|部分|广大|众多|多数|少数|大会|媒体|协会|干部|职工|员工|儿童|同学|老师|政府|医护|医生|团体|公司|工会|团委|工商联|界别|(?:教育|科技|文艺|文化|经济|工商|医卫|体育|新闻|法律|金融|社会|宗教|农业|各)界|(?:^|[省市县区])(?:民盟|民革|民建|民进|致公|农工|九三|台盟|教育|青年|妇女|基层|一线|组织))$/u;

// Family names that are also words before a name: 向张伟代表汇报.
const PARTICLE = /^[向于和由时]/u;

/**
 * What remains of `text` when the name in it is taken out; null where it is no name. `isExpected`: a proposal or
 * 关于 stands next to it, where hardly anything but a name does.
 */
export function withoutName(text: string, isExpected: boolean): string | null {
  const bare = text.replaceAll(/[ \u3000]/gu, '');
  if (!WHOLE_NAME.test(text) || isWordOrPlace(bare, isExpected)) return null;
  const rest = bare.slice(1);
  if (PARTICLE.test(bare) && rest.length > 1) {
    if (isGroup(rest) || WORDS.has(rest) || MAY_BE_NAMES.has(rest)) return null;
    if (COMMON_NAME.test(rest)) return bare.charAt(0);
  }
  return isExpected || COMMON_NAME.test(bare) ? '' : null;
}

/** Whether this names a group and not a person: 家长, 高校, 各位, 青溪市. */
export function isGroup(text: string): boolean {
  return WORDS.has(text) || GROUP.test(text) || /\p{Script=Han}{2}[市县区]$/u.test(text);
}

function isWordOrPlace(text: string, isExpected: boolean): boolean {
  return (
    isGroup(text) ||
    NOT_GIVEN.test(text.slice(1)) ||
    // 金融界 and 高校类, while 成功明 may be somebody.
    (text.length > 2 && WORDS.has(text.slice(0, 2)) && /[界类级系型方性]$/u.test(text)) ||
    (!isExpected && MAY_BE_NAMES.has(text))
  );
}
