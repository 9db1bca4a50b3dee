import { ruleTable } from '../text/rule-table.ts';

const GRAMMAR = '汉语的时间副词与助词';
const LETTERS = 'docs/field-notes.md §2.3';

/** What may follow 将 as a sign of the future; before a noun it means 把. */
const FUTURE_START =
  '再|新|陆续|首次|共同|统筹|一如既往|一并|通过|面向|根据|参照|给予|予以|会|于|在|从|自|以|按|对|为|向|与|把|继续|进一步|持续|不断|积极|认真|严格|切实|着力|努力|全力|适时|尽快|及时|逐步|分[批期步类]|全面|重点|加大|加强|加快|结合|会同|联合|组织|开展|建立|完善|启动|出台|制定|研究|推动|推进|指导|督促|争取|力争|[今明20\\d]';
/** 将…作为 is 把…作为, whatever stands between; 将 that puts a noun somewhere is 把, too. */
const AS_BA = `(?!把)[^，；]{1,40}?(?:控制在|限制在|压缩到|稳定在|保持在|作为|当作|当成|视为|视作|定为|设为|确定为|来抓)|(?!${FUTURE_START})[^，；]{1,40}?(?:列[为入]|[纳计记编]入|写[入进明]|[设摆放贴挂列存藏]在|融入|排[入进]|贯穿|置于|分为|调整为|转化为|延伸到|覆盖到|落实到|细化到|公示|公布于|单列|误[作为当认]|[^，；]{0,8}了(?!解|结|却)|写[作成]|叫[作做]|[挪移改放送交分转推降提升压]到|[录计归并编划移导存输接]入|(?:推送|延长|调整|移交|下放|转交|划归)(?:到|至|给)|[交发送转]给|[写改分变当换]成)`;

/** 将 as the future, or another word for what is planned, in the office's own voice or in anybody's. */
export const PLANNED = ruleTable('planned', [
  {
    id: 'will',
    // 将军, 将近, 即将 and 必将 apart; 将 that takes an object is looked at below.
    match: [
      `(?<![即必行已曾可应须需宜]|有权|授权|不得|禁止|严禁|建议|提出|要求|是)将(?!军|近|心|就|来的?|信|${AS_BA})(?=[\\p{Script=Han}\\d“])`,
      '即将',
    ],
    source: GRAMMAR,
  },
  {
    id: 'mean-to',
    match: [
      '(?:我们|我[局厅委办部院])会(?!同|议|上|商|见|谈|计)',
      '(?<![模虚草])拟(?!定了|订了|合|态|于20[01])',
      '力争',
      '争取(?!了|到)',
      '准备(?!金|好了|了|工作|情况|期|就绪|充分)(?=[在于对从把将用建开设\\p{Script=Han}])',
      '打算(?=[^，；])',
      '(?<!不|不能|不作|不再|无法|没有|未作?|难以|共|曾|所)承诺(?!书|制|函|的)',
      '着手',
      '筹划',
      '谋划(?!了)',
      '正在研究',
      '研究制定',
      '研究出台',
      '(?:正在|初步|积极)考虑(?!到)',
      '(?<=年|局|厅|委|们|县|市|区|省|部|协|还|并|也|^)计划(?!的|书|单列|内|外|生育|[》”，、和表经]|$)',
      '会(?=把|将|继续|加大|进一步|逐步|尽快|尽力|积极|认真|及时|尽最)',
      '(?:我们|我局|还|切实|今年|明年)要(?!求|素|是|不|多|约?\\d)',
      '^(?:今后|往后)(?!的)',
    ],
    source: GRAMMAR,
  },
]);

/** A day or span that is still to come from the letter's day on is found by `find-deadline`; these name none. */
export const TO_COME = ruleTable('to-come', [
  {
    id: 'to-come',
    match: [
      '明年',
      '后年',
      '下学期',
      '年内(?!已)',
      '年底前',
      '月底前',
      '学期末前',
      '十五五',
      '三年内',
      '两年内',
      '五年内',
      '届时',
      '到20[2-9]\\d年',
    ],
    source: GRAMMAR,
  },
]);

/** What is over, or true already. */
export const DONE = ruleTable('done', [
  {
    id: 'aspect',
    match: [
      '已(?!有(?:的|经验))',
      '曾(?=经|于|在|\\d|多|两|三)',
      '(?<!为|除)了(?!解|然|断|却|望|$)',
      '(?<![超通经])过(?=\\d|一|两|三|问题)',
    ],
    source: GRAMMAR,
  },
  {
    id: 'superseded',
    match: [
      '(?:半|[一二两三四五\\d])年来',
      '\\d个月来',
      '过去(?=是|为|的)',
      '以前是',
      '原定',
      '原计划',
      '原来打算',
      '原拟',
      '当初',
      '^实际',
    ],
    source: GRAMMAR,
  },
  {
    id: 'up-to-now',
    match: [
      '目前',
      '截至',
      '截止',
      '累计',
      '至今',
      '以来',
      '先后',
      '近年',
      '连续[一二两三四五六七八九十\\d]{1,3}年(?=[获被保实位开举组安投入])',
      '历年',
      '现有',
      '现已',
      '现行',
      '去年',
      '前年',
      '上年',
      '上学年',
      '近[一二两三四五\\d]{1,2}年',
      '(?<!\\d)日前',
      '近日',
      '刚刚',
      '成功举办',
      '成功创建',
      '荣获',
      '获评',
      '被评为',
      '如期',
      '圆满',
      '顺利(?=[举完结通])',
      '结营',
      '闭幕',
      '多年来',
      '长期以来',
      '一直',
      '历来',
      '始终',
      '印发了',
      '出台了',
    ],
    source: GRAMMAR,
  },
]);

/** What is expected to come, and nobody's promise; or what would follow from something. */
export const FORECAST = ruleTable('forecasts', [
  {
    id: 'expected',
    match: ['预计', '预期', '有望', '估计', '预测', '要到20\\d{2}年'],
    source: GRAMMAR,
  },
  {
    id: 'would-follow',
    match: [
      '将(?:会|可能|有|进一步)?(?:富余|短缺|紧缺|不足|出现|面临|加重|影响|导致|造成|带来|加剧|引发|使得?|有约|超出|冲击)',
      '可能',
      '就(?:要|得|需)',
      '将于[^，；]{1,12}(?:到期|届满|期满|结束)',
      '要增加[^，；]{0,8}(?:支出|负担|成本)',
    ],
    source: GRAMMAR,
  },
]);
/** What an office expects of its own work is as good as promised. */
export const FINISHES = ruleTable('finishes', [
  {
    id: 'finishes',
    match: [
      '完成',
      '建成',
      '投用',
      '出台',
      '印发',
      '开放',
      '启用',
      '到位',
      '竣工',
      '上线',
      '开通',
      '拿出',
      '公布',
      '发布',
      '实现',
    ],
    source: LETTERS,
  },
]);

/** Of what is over these words say less than a word for the future does. */
export const WEAKLY_DONE = /现有|现行|目前|历年|近[一二两三四五\d]{1,2}年/gu;

/** A year before the letter's says that a thing is over; which years those are depends on the letter. */
export const YEAR = /(?<!\d)(20\d{2})(?=年|[—–~-]\d{2,4}年|至\d{2,4}年|学年)/gu;

/** What is asked of somebody else, in the office's voice. */
export const ASKS = ruleTable('asks-others', [
  {
    id: 'asks',
    match: [
      '(?<![邀申提报聘恳敬])请(?=贵|各[乡镇县区市州盟旗校地]|有关|相关)',
      '[也还]请(?!示|假|到|来|进)',
      '请(?:予以?|统筹|一并|酌情|尽快)',
      '(?:抄送|抄告|函告|反馈|告知)我[局厅委办部会]$',
      '(?:^|[，；：是将]|我们|我局|同时)(?:也)?(?:建议|恳请|敬请|提请|商请|呼吁|希望|期待|盼|请(?!示|假|到|来了|进))(?=[^，；]{0,30}(?:\\p{Script=Han}))',
      '(?:致函|去函|发函|行文)[^，；]{0,20}(?:请|建议|商请)',
    ],
    source: LETTERS,
  },
  {
    id: 'demands',
    match: [
      '(?<!按照|根据|依据|符合|达到|有关|相关|政策|的|工作|明确|提出|文件|统一|基本)要求(?=[各全学机校县市区教师班地所其相有他培])',
    ],
    source: LETTERS,
  },
]);

/** Somebody's opinion or wish, told in a main clause. */
export const SAYS = ruleTable('says', [
  {
    id: 'somebody-thinks',
    match: ['^(?!我|本[局厅委])[^，；“]{1,12}(?:都|均|则|还)?(?:认为|担心)'],
    source: LETTERS,
  },
  {
    id: 'somebody-says',
    match: [
      '^提案要求',
      '(?:您|你们?|贵[委会局党]|委员|代表|家长|群众|专家|媒体|有人|社会上|网友|教师|提案|建议|企业|商家)[^，；]{0,16}(?:提出|建议|认为|指出|反映|希望|呼吁|提到|表示|主张)(?!的(?=[^，；]{0,40}(?:已|我|将|采纳)))',
    ],
    source: LETTERS,
  },
]);

/** What would be so if something were so. */
const SUPPOSED = '若|如果|倘若|假如|如按|一旦';

/** 鼓励科技馆安排学生专场，向学生免费开放: what somebody is encouraged to do goes on in the next clauses. */
const ENCOURAGES = ruleTable('encourages', [
  {
    id: 'pivot',
    match: [
      '(?:鼓励|倡导|提倡|号召|动员|允许|(?:支持|引导)(?=有条件|各))(?=[^，；]{1,20}[校园馆站家企位构者生师长区地院会民])',
    ],
    source: '现代汉语：兼语句',
    keep: 'safety: whose act goes on in the next clause; judged by test/statements/clauses.test.ts',
  },
]);

/** A sign in a main clause that holds for what follows it in the sentence, too. */
export const GOVERNING = {
  test: (text: string): boolean =>
    PLANNED.test(text) ||
    ASKS.test(text) ||
    SAYS.test(text) ||
    ENCOURAGES.test(text) ||
    HYPOTHETICAL.test(text) ||
    ELSEWHERE.test(text),
};

const HYPOTHETICAL = new RegExp(`(?:${SUPPOSED})(?=[^，；]{2,})`, 'u');

/** The country, or places that are not the office's. */
export const ELSEWHERE = ruleTable('elsewhere', [
  {
    id: 'other-place',
    match: [
      '^(?:从)?(?:[东西南北中]?[方部]?某[省市县区州]|邻近|相邻|周边[省市县]|外省|外地|外市|省外|国外|邻省|邻市|兄弟|沿海|其他省|其他城市)',
      '外省',
      '邻省',
      '邻市',
      '沿海某',
    ],
    source: GRAMMAR,
  },
  {
    id: 'country',
    match: ['^(?:从)?全国', '全国(?:平均|范围|各地)'],
    source: GRAMMAR,
  },
  {
    id: 'some-places',
    match: ['^(?:从)?(?:部分省|部分城市|一些地方|有的地方|有些地方)'],
    source: GRAMMAR,
  },
]);

/** Praise of the suggestion, thanks, invitations: no act at all. */
export const COURTESY = ruleTable('courtesy', [
  {
    id: 'praise',
    match: [
      '(?:您|你们?|贵[委会局党]|委员|代表|提案|建议|来件|来函|来信)[^。；]{0,60}(?:扎实|翔实|详实|重要参考|有益参考|立意|针对性|切中|中肯|富有建设性|具有(?:重要|很强|较强|积极)|很有(?:意义|价值|见地|帮助)|非常(?:好|重要|及时|有)|十分(?:好|重要|及时|中肯|有)|值得|可操作性|借鉴|启发|高度契合|思路一致|不谋而合|完全赞同|表示赞[同赏])',
      '(?:这|该)[^。；]{0,12}(?:想法|建议|意见|提案)[^。；]{0,16}(?:很|非常|十分|具有|值得|有意义|有价值)',
    ],
    source: LETTERS,
  },
  {
    id: 'thanks',
    match: [
      '^(?:最后|首先)?[，,]?(?:再次|衷心|诚挚|诚恳|非常|十分)?地?(?:感谢|谢谢)',
      '^祝(?!贺)',
      '^(?:您|你们?|各位)好$',
      '^有(?:事|问题|疑问)请',
      '(?:想请|邀请|欢迎)您(?:再)?(?:到|来|去)[^。；]{0,20}(?:走一?走|看一?看|指导|视察|坐坐)',
      '^如(?:仍|还|您)?(?:对[^，。；]{2,16})?有?(?:疑问|不明|异议|其他问题)[^。；]{0,40}(?:联系|咨询|致电|沟通|恭候)',
      '随时恭候',
      '^(?:专此|特此|谨此|此复|此函|此致|敬礼)',
      '^(?:(?:也|并|同时|今后|最后|真诚|诚挚|热忱|热切|衷心)[，,]?){0,3}(?:欢迎|恳请|敬请|期待|希望|请)(?:您|你们|各位|贵[委会局党]|社会各界|广大|大家|继续|致电|来电|来函|来信|垂询|咨询|批评|监督)',
      '(?<![若如果金])(?:继续|一如既往地?|多多?)(?:关心|关注|支持|监督)(?![^。；]{0,16}[将，])[^。；]{0,12}(?:教育|我们|我局|工作)[^。；]{0,20}(?:意见|建议|支持|发展)?$',
      '提出(?:更多)?(?:您?的?)?(?:宝贵|好的)(?:意见|建议)',
      '^(?:以上|上述)(?:答复|意见|回复|办理情况)[^。；]{0,30}(?:当否|妥否|满意|参考|意见|批评)',
    ],
    source: LETTERS,
  },
]);

/** Return slips, ratings, sign-offs, contacts: what a form asks for, not what a letter says. */
export const FORMS = ruleTable('forms', [
  {
    id: 'co-handling',
    match: ['综合答复', '统一答复', '一并答复', '不再单独答复', '纳入主办(?:单位|部门)'],
    source: '会办意见的通行用语',
  },
  {
    id: 'feedback',
    match: [
      '(?:征询|反馈|回执|测评|评价|评议|意见)(?:表|单|函|卡)',
      '(?:满意|基本满意|比较满意|不满意)[、，或和]{1,2}(?:或者)?(?:满意|基本满意|比较满意|不满意|不够满意)(?![^。；]{0,14}(?:占|率|\\d|[一二三四五六七八九]成))',
      '扫(?:描|码|一扫)[^。；]{0,20}(?:二维码|打分|评价)',
      '(?:进行|结果|态度)打分',
      '(?:画|打|划)“?(?:勾|√|对号)',
      '“(?:基本满意|不满意)”[^。；]{0,6}栏',
      '请(?:对照|就|按)[^。；]{0,30}(?:办理态度|答复内容|办理结果)[^。；]{0,30}(?:栏|打|划|填)',
      '寄回',
      '寄给我',
      '寄送(?:至|给|回)?我',
      '回寄',
      '填写(?:后|并)',
      '对应栏',
      '扫码评价',
      '对(?:本|此|该)(?:答复|件|次办理|复函|文件)[^。；]{0,24}(?:评价|看法|满意|宝贵)',
      '(?:对|就)[^。；]{0,10}办理(?:结果|情况)的?(?:评价|意见)',
      '(?:本|此)(?:答复|复函|件|函)[^。；]{0,16}(?:审定|审核|审签|签发|把关)',
    ],
    source: '建议提案办理情况征询意见表的通行用语',
  },
  {
    id: 'remedies',
    match: ['(?:申请|提起|提出)[^。；]{0,12}(?:行政复议|行政诉讼)'],
    source: '行政复议法、行政诉讼法：告知救济途径的用语',
  },
  {
    id: 'contacts',
    match: [
      '^(?:抄送|抄报|主送|附件|附[:：]|主题词|联系人|联系单位|联系方式|承办人|承办单位|经办人|联系电话|电话(?![回家]访)|手机|传真|邮编|地址|签发人|扫一扫|打印|责任编辑|信息来源|来源|作者|编辑|发布时间|浏览次数|校对|印发|共印|[（(]?此件|[（(]?(?:联系|电话(?![回家]访)|经办|信息|公开|主动)|公开(?:方式|属性|形式)|办理结果|答复类别|分管领导|交办时间|办结时间|主办单位|领衔代表)',
      '联系(?:人|电话)[:：]',
    ],
    source: 'docs/field-notes.md §2.3 (7)',
  },
]);
