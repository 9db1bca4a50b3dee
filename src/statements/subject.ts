import { ACTS } from './act-rules.ts';

/** Whose act a clause tells: the office's or its place's, somebody else's, or it does not say. */
export type Subject = 'own' | 'other' | null;

/** When it was, in front of who did it. */
const LEADING_TIME =
  /^(?:(?:自|从|在|于|到|至|截至)?(?:20\d\d年|[今去前明当同]年)?(?:\d{1,2}月(?:\d{1,2}日)?份?|[上下]半年|[春秋]季学期|[暑寒][假期]|[上下中]旬|年?[底初末]|第?[一二三四]季度|以来|起|前|后|底|末|初|间|期间|开始|至\d{1,2}月)*|[上本](?:个)?(?:学期|学年|月|年度)|(?:半|[一二两三四五]|[近]\S)年来?|每(?:年|月|周|天|学期|学年)|目前|当前|近年来|现|同时|此外|随后|后来|截至目前|一年来|三年来)[，,]?/u;

/** The office itself, or the place that it speaks for: acts without a subject are theirs. */
const OWN_SUBJECT =
  /^(?:[我本](?:局|厅|委|办|部|院|署|处|会|市|县|区|省|州|盟|旗|镇|校|单位|地区?)|我们|全(?:[市县区省州盟旗域]|自治区)|[市县区省]级(?!以)|各级(?:财政|教育|部门|政府)|(?:[市县区省](?:、[市县区乡镇])?(?:[两三]级|本级)?)财政(?!局|厅|部))/u;

const BODY_END =
  '国务院|中央|国家|教育部|法院|检察院|政府|财政|公安|部门|单位|机构|机关|公司|银行|企业|学校|中学|小学|初中|高中|幼儿园|高校|大学|学院|集团|协会|学会|基金会|联合会|委员会|家委会|常委会|人大|政协|街道|社区|乡镇|镇|村|[市县区省州](?![级域内外])|局|厅|委(?!托|派)|(?<![再可举开承主兴创停督筹补联新试])办(?!理|法|结|公|学|好)|部(?!分|署|门|制)|院|署|中心|小组|专班|工作组|督导组|工作队|驻村队|志愿者|家长|学生|教师|老师|校长|群众|居民|专家|代表|委员|媒体|网友';

/** A subject that is somebody else, in front of what it does. */
const OTHER_SUBJECT = new RegExp(
  `^(?:各(?:地|校|县|区|市|级|学校|部门|单位|乡镇|街道|中小学|有关)[^，；]{0,10}?|[^，；、（(]{0,12}?(?:${BODY_END})(?:[、和与及][^，；]{1,30}?)?|[\\d一二两三四五六七八九十百多余]{1,6}[所家名个][^，；]{1,8}?|[^，；]{1,10}(?:某市|一地|地区|省份|城市))(?=[\\p{Script=Han}\\d“《])`,
  'u',
);

/** Bodies that act by themselves; schools, parents and pupils are whom a letter's promises are about. */
const AGENCY =
  /^(?:其[余他](?:省份|地区|地市|各?[省市县区])|(?![在对向从为把将由给与同会联请按根据通待报经等])(?!.*我[局厅委办部们])(?:[^，；、（(在对向把将由报同请经给为与使让]{0,14}?(?:国务院|中央|法院|检察院|政府(?!采购)|公安|税务|公司|银行|分行|集团|协会|学会|基金会|联合会|总会|[少文][年化]宫|常委会|人大|政协|科协|团委|妇联|工会|编办|编委|局|厅|委(?!托|派|员|书)|(?<![可举开承主兴创停督])办(?!理|法|结|公|学|好)|署|(?<![全内各干])部(?!分|署|门|制|队|编)|部门(?!预算)))(?:[、和与及][^，；]{1,30}?)?)(?=[\p{Script=Han}\d“《])/u;
/** What is demanded of all who are under the office. */
const DEMANDED =
  /^(?:各(?:地|校|县|区|市|州|盟|旗|乡|镇|级|学校|部门|单位|乡镇|街道|中小学|有关|相关)|相关|有关|学校|教师|家长|机构)[^，；]{0,14}?(?:要(?!求)|应当?(?!届)|须|必须|不得)/u;

function withoutTime(clause: string): string {
  return clause.replace(LEADING_TIME, '');
}

/** 标准由市发展改革委核定: it is theirs to do. */
const BY_AGENCY =
  /由(?!我|本[局厅委])(?:[^，；由]{0,14}?)(?:局|厅|委(?!托|派|员)|编办|法院|公司|集团|企业|协会|总会)(?![^，；]{0,10}(?:会同|和|、)我[局厅委])[^，；]{2,}/u;
/** 确保每一分钱都用在学生身上: no subject, whatever noun follows. */
const WITHOUT_SUBJECT =
  /^(?:准备|打算|继续|确保|保证|保障|力求|力争|使得?|让|把|将|对(?!口)|向|并|且)/u;
const MEANING_TO = /^(?:并|也|还|再|先|同时)?(?:力争|争取|计划|打算|准备|继续|抓紧|尽快|要|拟)/u;

/** Tells whose act a clause tells, for the letter of one author. */
export interface Voice {
  /** A clause without the time in front of it. */
  readonly withoutTime: (clause: string) => string;
  /** Whether a clause tells of the office itself, or of the place that it speaks for. */
  readonly isOwnAct: (clause: string) => boolean;
  /** Whether a clause names another body that acts. */
  readonly isAgencysAct: (clause: string) => boolean;
  /** Whose act a clause tells; a verb in front of all nouns says that its subject was named before. */
  readonly subjectOf: (clause: string) => Subject;
}

/** What was found out about a clause; what was not needed yet is missing. */
interface Reading {
  readonly text: string;
  isOwn?: boolean;
  subject?: Subject;
}

/**
 * The voice of a letter; many speak of themselves as 市科技局, which is `author`, 某某市科学技术局, in short. Clauses are
 * asked about by those who bind them, judge them and quote them: each is read once.
 */
export function createVoice(author: string | null): Voice {
  const core = (author ?? '').replace(REGION, '');
  const isAuthor = (text: string): boolean => {
    const named = core === '' ? undefined : SHORT_NAME.exec(text)?.[1];
    return named !== undefined && (isShortFor(named, core) || isShortFor(named, author ?? ''));
  };
  const isOwn = (text: string): boolean => OWN_SUBJECT.test(text) || isAuthor(text);
  const readings = new Map<string, Reading>();
  const read = (clause: string): Reading => {
    const known = readings.get(clause);
    if (known !== undefined) return known;
    const reading: Reading = { text: withoutTime(clause) };
    readings.set(clause, reading);
    return reading;
  };
  const isOwnAct: Voice['isOwnAct'] = (clause) => {
    const reading = read(clause);
    return (reading.isOwn ??= isOwn(reading.text));
  };
  const subjectIn = (clause: string): Subject => {
    const { text } = read(clause);
    if (isOwnAct(clause)) return 'own';
    if (ACTS.test(text) || WITHOUT_SUBJECT.test(text)) return null;
    return OTHER_SUBJECT.test(text) ? 'other' : null;
  };
  return {
    withoutTime: (clause) => read(clause).text,
    isOwnAct,
    isAgencysAct(clause) {
      const told = read(clause).text;
      const text = withoutTime(told.replace(MEANING_TO, ''));
      const isTheirs = !(text === told ? isOwnAct(clause) : isOwn(text));
      return (isTheirs && !ACTS.test(text) && AGENCY.test(text)) || BY_AGENCY.test(text);
    },
    subjectOf(clause) {
      const reading = read(clause);
      if (reading.subject === undefined) reading.subject = subjectIn(clause);
      return reading.subject;
    },
  };
}

const REGION =
  /^(?:中华人民共和国|\p{Script=Han}{2,8}?(?:省|自治区))?(?:\p{Script=Han}{2,8}?(?:自治州|地区|市|州|盟))?(?:\p{Script=Han}{1,8}?(?:区|县|旗|市))?(?=\p{Script=Han}{2})/u;
// 市科技局, 自治区教育厅, 团市委
const SHORT_NAME = /^(?:省|自治区|市|县|区|州|盟|旗)?(\p{Script=Han}{1,12}?[局厅委办部会院])/u;

/** Whether the characters of a short name stand in this order in the long one, and end it. */
function isShortFor(short: string, long: string): boolean {
  if (short.length < 2 || short.at(-1) !== long.at(-1)) return false;
  let at = -1;
  return Array.from(short).every((char) => {
    at = long.indexOf(char, at + 1);
    return at >= 0;
  });
}

/** Whether a clause without its time says what schools, localities, teachers or parents have to do. */
export function isDemand(clause: string): boolean {
  return DEMANDED.test(clause);
}

const BODY = new RegExp(`^[^，；、（(]{1,16}?(?:${BODY_END})`, 'u');

/** The body that a clause begins with, as it is printed; empty where it begins with none. */
export function leadingBody(clause: string): string {
  return BODY.exec(clause)?.[0] ?? '';
}
