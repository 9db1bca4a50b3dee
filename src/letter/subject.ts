import { ACTS } from './clause-rules.ts';

/** Whose act a clause tells: the office's or its place's, somebody else's, or it does not say. */
export type Subject = 'own' | 'other' | null;

/** When it was, in front of who did it. */
const LEADING_TIME =
  /^(?:(?:自|从|在|于|到|至|截至)?(?:20\d\d年|[今去前明当同]年)?(?:\d{1,2}月(?:\d{1,2}日)?份?|[上下]半年|[春秋]季学期|[暑寒][假期]|[上下中]旬|年?[底初末]|[一二三四]季度|以来|起|前|后|底|末|初|间|期间|开始|至\d{1,2}月)*|[上本](?:个)?(?:学期|学年|月|年度)|(?:半|[一二两三四五]|[近]\S)年来?|每(?:年|月|周|天|学期|学年)|目前|当前|近年来|现|同时|此外|随后|后来|截至目前|一年来|三年来)[，,]?/u;

/** The office itself, or the place that it speaks for: acts without a subject are theirs. */
const OWN_SUBJECT =
  /^(?:[我本](?:局|厅|委|办|部|院|署|处|会|市|县|区|省|州|盟|旗|镇|校|单位|地区?)|我们|全(?:[市县区省州盟旗域]|自治区)|[市县区省]级(?!以)|各级(?:财政|教育|部门|政府)|(?:[市县区省](?:、[市县区乡镇])?(?:[两三]级|本级)?)财政(?!局|厅|部))/u;

const BODY_END =
  '国务院|中央|国家|教育部|法院|检察院|政府|财政|公安|部门|单位|机构|机关|公司|银行|企业|学校|中学|小学|初中|高中|幼儿园|高校|大学|学院|集团|协会|学会|基金会|联合会|委员会|家委会|常委会|人大|政协|街道|社区|乡镇|镇|村|[市县区省州](?![级域内外])|局|厅|委(?!托|派)|办(?!理|法|结|公|学|好)|部(?!分|署|门|制)|院|署|中心|小组|专班|工作组|督导组|工作队|驻村队|志愿者|家长|学生|教师|老师|校长|群众|居民|专家|代表|委员|媒体|网友';

/** A subject that is somebody else, in front of what it does. */
const OTHER_SUBJECT = new RegExp(
  `^(?:各(?:地|校|县|区|市|级|学校|部门|单位|乡镇|街道|中小学|有关)[^，；]{0,10}?|[^，；、（(]{0,12}?(?:${BODY_END})(?:[、和与及][^，；]{1,30}?)?|[\\d一二两三四五六七八九十百多余]{1,6}[所家名个][^，；]{1,8}?|[^，；]{1,10}(?:某市|一地|地区|省份|城市))(?=[\\p{Script=Han}\\d“《])`,
  'u',
);

/** A clause without the time in front of it. */
export function withoutTime(clause: string): string {
  return clause.replace(LEADING_TIME, '');
}

/** Whether a clause tells of the office itself, or of the place that it speaks for. */
export function isOwnAct(clause: string): boolean {
  return OWN_SUBJECT.test(withoutTime(clause));
}

/** Whether a clause names somebody else who acts, whatever verb stands in it. */
export function isOthersAct(clause: string): boolean {
  const text = withoutTime(clause);
  return !OWN_SUBJECT.test(text) && OTHER_SUBJECT.test(text);
}

/** Whose act a clause tells; a verb in front of all nouns says that its subject was named before. */
export function subjectOf(clause: string): Subject {
  const text = withoutTime(clause);
  if (OWN_SUBJECT.test(text)) return 'own';
  if (ACTS.test(text)) return null;
  return OTHER_SUBJECT.test(text) ? 'other' : null;
}
