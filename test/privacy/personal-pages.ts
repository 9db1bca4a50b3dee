/** A small page with a person, a number or an address in it, or with something public that looks like one. */
export interface PersonalPage {
  readonly id: string;
  readonly group: string;
  readonly html: string;
  /** What no reader may see. */
  readonly secrets: readonly string[];
  /** What is public and has to be shown. */
  readonly keep: readonly string[];
}

type Place = 'title' | 'greeting' | 'opening' | 'point' | 'tail' | 'table' | 'lines';

/** Where it stands, how it is written with `A` `B` `C` for names, and what is secret or kept of it besides the names. */
interface Frame {
  readonly place: Place;
  readonly text: string;
  readonly secrets?: readonly string[];
  readonly keep?: readonly string[];
}

// Invented: frequent, double, rare and minority names, of two to four characters and more.
const NAMES =
  '周敏儿 欧阳文静 郇玉 阿依古丽 李承泽 张伟 厉声远 扎西顿珠 陈思远 司马青 禤洁仪 艾力·吐尔逊 赵一鸣 刘洋 佴明远 买买提江 郑晓峰 诸葛云 逄锦 格桑梅朵 孙宇 张李雨桐 仝小雨 娜仁花 何静姝 吴桐 璩琳 巴特尔 钱多宝 上官雨晴 晁盖天 热依罕 罗海燕 高洁 万紫云 阿卜杜拉·麦合木提 王丽娟 江一舟 连心怡 乌日娜 林知夏 胡杨 令狐楠 古丽米热 黄小满 白露 宿文博 央金拉姆'.split(
    ' ',
  );

const FRAMES: Readonly<Record<string, readonly Frame[]>> = {
  title: [
    { place: 'title', text: '关于对A委员提案办理情况的答复' },
    { place: 'title', text: '对A代表提出的第57号建议的复函' },
    { place: 'title', text: '关于市人大代表A《关于减轻作业负担的建议》的答复' },
    { place: 'title', text: '青溪市教育局对A等代表第57号建议的答复' },
    { place: 'title', text: '对政协委员A、B第57号提案的答复' },
    { place: 'title', text: 'A委员提案的答复' },
    { place: 'title', text: '关于答复A同志所提第57号提案的函' },
    { place: 'title', text: '关于第57号提案的答复函（A、B）' },
    { place: 'title', text: '第57号（A委员）关于落实双减政策的提案答复' },
    { place: 'title', text: '对市政协委员A女士提案的答复' },
    { place: 'title', text: '对A委员“关于减轻学生负担”提案的答复意见' },
    { place: 'title', text: '关于A等5名代表所提减轻学生作业负担建议的答复' },
    { place: 'title', text: '青溪市教育局关于A代表的建议答复' },
    { place: 'title', text: '关于市十届人大四次会议A代表提出减轻学生作业负担建议的答复' },
    { place: 'title', text: '第57号提案（提案人：A）答复' },
    { place: 'title', text: '对第57号建议的答复（领衔代表：A）' },
    { place: 'title', text: '致A委员的提案答复函' },
    { place: 'title', text: '關於A委員第57號提案的答覆' },
  ],
  greeting: [
    { place: 'greeting', text: '尊敬的A委员：' },
    { place: 'greeting', text: 'A、B、C委员：' },
    { place: 'greeting', text: '市政协委员A、B：' },
    { place: 'greeting', text: 'A 委员：' },
    { place: 'greeting', text: 'A副主席、B常委：' },
    { place: 'greeting', text: '尊敬的A先生、B女士：' },
    { place: 'greeting', text: 'A代表（东城代表团）：' },
    { place: 'greeting', text: '民盟青溪市委、A委员：' },
    { place: 'greeting', text: 'A代表并B代表：' },
    { place: 'greeting', text: 'A家长，您好：' },
  ],
  opening: [
    {
      place: 'opening',
      text: 'A委员在市政协四届五次会议上提出的《关于深化双减工作的提案》收悉，现答复如下：',
    },
    { place: 'opening', text: '您和B等委员提出的《关于深化双减工作的提案》收悉，现答复如下：' },
    { place: 'opening', text: '由A代表领衔、B附议的《关于深化双减工作的建议》收悉，现答复如下：' },
    { place: 'opening', text: '现就A同志所提第57号提案《关于深化双减工作的提案》答复如下：' },
  ],
  member: [
    { place: 'point', text: 'A委员去年反映的作业公示问题已经解决' },
    { place: 'point', text: '参照A代表的建议修订作业管理办法' },
    { place: 'point', text: 'A、B、C等委员多次到校调研' },
    { place: 'point', text: '人大代表A到校视察' },
    { place: 'point', text: '全国政协委员、第三小学教师A参与督导' },
    { place: 'point', text: '提案人A对办理结果表示满意' },
    { place: 'point', text: '会同A、B两位代表走访学校' },
    { place: 'point', text: '委员A、B和C的意见均已采纳' },
    { place: 'point', text: '附议人：A、B，作业时间监测已开展' },
    { place: 'point', text: '民进会员A提交的社情民意已采纳' },
    { place: 'point', text: '政协常委A率队视察课后服务' },
    { place: 'point', text: '吸收A主委的意见，完善作业设计' },
    { place: 'point', text: '与A委员、B委员面商' },
    { place: 'point', text: '代表小组组长A牵头开展视察' },
    { place: 'point', text: '经征求A同志同意，增设托管点' },
    { place: 'point', text: 'A代表来电表示满意' },
  ],
  contact: [
    {
      place: 'point',
      text: '联系人：A，联系电话：８７６５４３２１',
      secrets: ['８７６５４３２１', '87654321'],
    },
    { place: 'point', text: '经办人A，办公电话8765432转805' },
    { place: 'point', text: '可联系A（0577－87654321）', secrets: ['87654321'] },
    { place: 'point', text: '咨询请致电138 1234 5678', secrets: ['138 1234 5678'] },
    { place: 'point', text: '微信同号：13812345678', secrets: ['13812345678'] },
    { place: 'point', text: '请加QQ群：712345678', secrets: ['712345678'] },
    { place: 'point', text: '微信号为qingxi_2024，可预约', secrets: ['qingxi_2024'] },
    { place: 'point', text: '电子邮箱为zhou.min（at）example.com', secrets: ['zhou.min'] },
    { place: 'point', text: '意见请发至zhoumin＠example．com', secrets: ['zhoumin'] },
    {
      place: 'point',
      text: '负责人A电话幺三八一二三四五六七八',
      secrets: ['幺三八一二三四五六七八'],
    },
    { place: 'point', text: '服务电话400 123 4567', secrets: ['400 123 4567'] },
    { place: 'point', text: '值班电话（工作日）：87654321', secrets: ['87654321'] },
    { place: 'point', text: '具体事宜请与A联系' },
    { place: 'point', text: '承办人：A 科长，联系方式87654321', secrets: ['87654321'] },
    { place: 'lines', text: '联系电话：\n87654321\n联系人：\nA', secrets: ['87654321'] },
    { place: 'lines', text: '手 机：1381234\n5678', secrets: ['1381234'] },
    { place: 'tail', text: '（联系人：A；联系电话：0577-87654321）', secrets: ['87654321'] },
    { place: 'tail', text: '签发人：A　　经办人：B' },
    {
      place: 'point',
      text: '手机１３８－１２３４－５６７８',
      secrets: ['１３８－１２３４－５６７８', '138-1234-5678'],
    },
    {
      place: 'point',
      text: '微信：wxid_abc123，QQ：712345678',
      secrets: ['wxid_abc123', '712345678'],
    },
  ],
  identity: [
    { place: 'point', text: '身份证号为330302 1990 0307 451X', secrets: ['330302 1990'] },
    { place: 'point', text: '身份证号码：330302900307451', secrets: ['330302900307451'] },
    { place: 'point', text: '学籍号为L330302201203074512', secrets: ['330302201203074512'] },
    {
      place: 'point',
      text: '开户行：青溪农商行，账号：201000123456789',
      secrets: ['201000123456789'],
    },
    { place: 'point', text: '卡号6222 0212 3456 7890 123已退款', secrets: ['6222 0212'] },
    { place: 'point', text: '车牌号浙C12345的接送车辆已查处', secrets: ['浙C12345'] },
    { place: 'point', text: '护照号E12345678', secrets: ['E12345678'] },
    { place: 'point', text: '统一收款账户3301012345678901234', secrets: ['3301012345678901234'] },
  ],
  address: [
    { place: 'point', text: '家住青溪市东风路18号2幢301室', secrets: ['东风路18号2幢301'] },
    { place: 'point', text: '其家庭地址为东风小区5-2-301', secrets: ['东风小区5-2-301'] },
    { place: 'point', text: '居住在锦绣花园6栋1单元1102', secrets: ['锦绣花园6栋'] },
    { place: 'point', text: '户籍所在地青溪市柳河镇柳树村12组', secrets: ['柳树村12组'] },
    { place: 'point', text: '通讯地址：青溪市东风路18号，邮编：325000', secrets: ['325000'] },
  ],
  child: [
    { place: 'point', text: 'A同学已返校上课' },
    { place: 'point', text: '学生A的作业负担问题已处理' },
    { place: 'point', text: '五年级学生A、B获得资助' },
    { place: 'point', text: '其女A在第三小学就读' },
    { place: 'point', text: '您的孩子A已转入第三小学' },
    { place: 'point', text: 'A（女，9岁）已纳入帮扶' },
    { place: 'point', text: '小学生A在信中说作业少了' },
    { place: 'point', text: '儿子A的学籍已办理' },
    { place: 'point', text: 'A小朋友已参加课后托管' },
  ],
  parent: [
    { place: 'point', text: '学生家长A表示满意' },
    { place: 'point', text: 'A家长反映的问题已解决' },
    { place: 'point', text: 'A的母亲B来电致谢' },
    { place: 'point', text: '监护人A已签字确认' },
    { place: 'point', text: '家长代表A、B参加座谈' },
    { place: 'point', text: '家长委员会主任A列席会议' },
    { place: 'point', text: '孩子父亲A已收到退费' },
  ],
  petitioner: [
    { place: 'point', text: '信访人A反映的超时作业问题已整改' },
    { place: 'point', text: '市民A来信建议延长托管' },
    { place: 'point', text: '投诉人A的退费已到账' },
    { place: 'point', text: '来电人：A，诉求已办结' },
    { place: 'point', text: '群众A（化名除外）举报属实' },
    { place: 'point', text: '您（A）反映的机构已关停' },
    { place: 'point', text: '网友A留言建议增加体育课' },
    { place: 'point', text: '申请人A的诉求已受理' },
    { place: 'point', text: 'A女士来访反映的问题已答复' },
  ],
  punished: [
    { place: 'point', text: '涉事教师A被记过' },
    { place: 'point', text: '对违规教师A、B给予警告处分' },
    { place: 'point', text: '当事人A被罚款5万元' },
    { place: 'point', text: '机构法定代表人A已被约谈' },
    { place: 'point', text: '第三小学教师A有偿补课，已退还' },
    { place: 'point', text: '被处罚人：A，处罚决定已公示' },
    { place: 'point', text: '负责人A被行政拘留' },
    { place: 'point', text: '举办者A已全额退费' },
    { place: 'point', text: '第三小学校长A被诫勉谈话' },
    { place: 'point', text: '培训机构老板A承诺退费' },
    { place: 'point', text: '经查，A从事无证培训属实' },
  ],
  staff: [
    { place: 'point', text: '班主任A老师设计分层作业' },
    { place: 'point', text: '特级教师A开设讲座' },
    { place: 'point', text: '副局长A到校督查' },
    { place: 'point', text: '市教育局副局长A、科长B入校检查' },
    { place: 'point', text: '聘请A教授为作业设计专家' },
    { place: 'point', text: '专家组成员：A、B、C' },
    { place: 'point', text: '分管副市长A召开专题会' },
    { place: 'point', text: '以A名师工作室为引领' },
    { place: 'point', text: 'A局长带队检查' },
    { place: 'point', text: '由局长A任组长，统筹推进' },
  ],
  table: [
    { place: 'table', text: '姓名|学校|资助金额\nA|第三小学|1200元\nB|第五小学|1500元' },
    { place: 'table', text: '承办单位|经办人|联系电话\n基教科|A|87654321', secrets: ['87654321'] },
    { place: 'table', text: '提案人|A\n附议人|B、C' },
  ],
  'keep hotline': [
    { place: 'point', text: '开通12345热线受理咨询', keep: ['12345'] },
    { place: 'point', text: '公布12355青少年服务热线', keep: ['12355'] },
    { place: 'point', text: '设立举报电话12391', keep: ['12391'] },
    { place: 'point', text: '违规培训可拨打12315举报', keep: ['12315'] },
    { place: 'point', text: '心理援助热线：12356', keep: ['12356'] },
    { place: 'point', text: '紧急情况拨打110、120', keep: ['110'] },
  ],
  'keep figure': [
    { place: 'point', text: '住在乡镇的学生达3200人', keep: ['3200人'] },
    { place: 'point', text: '电话家访13800余人次', keep: ['13800'] },
    { place: 'point', text: '微信公众号推送文章12600篇', keep: ['12600篇'] },
    { place: 'point', text: '预收费监管账户资金1380万元', keep: ['1380万元'] },
    { place: 'point', text: '发放告家长书138000份', keep: ['138000份'] },
    { place: 'point', text: '改造教学楼3栋、宿舍2幢', keep: ['3栋'] },
    { place: 'point', text: '地址公示的培训机构共86家', keep: ['86家'] },
    { place: 'point', text: '印发青教〔2024〕57号文件', keep: ['57号'] },
  ],
  'keep office': [
    { place: 'point', text: '落实校长第一责任人责任', keep: ['校长第一责任人'] },
    { place: 'point', text: '具体负责人：分管副校长', keep: ['副校长'] },
    { place: 'point', text: '由局长任组长、副局长任副组长', keep: ['局长任组长'] },
    { place: 'point', text: '市长周敏儿主持召开双减工作会', keep: ['周敏儿'] },
    { place: 'point', text: '责任人：各学校校长', keep: ['各学校校长'] },
    { place: 'point', text: '联系人制度覆盖全部学校', keep: ['联系人制度'] },
  ],
  'keep group': [
    {
      place: 'point',
      text: '邀请家长代表、教师代表、学生代表座谈',
      keep: ['家长代表', '教师代表', '学生代表'],
    },
    { place: 'point', text: '组织人大代表、政协委员视察学校', keep: ['人大代表', '政协委员'] },
    {
      place: 'point',
      text: '高校代表、企业代表、社区代表参加论证',
      keep: ['高校代表', '社区代表'],
    },
    { place: 'point', text: '学生家长满意度达到98.6%', keep: ['98.6%'] },
    { place: 'point', text: '向教师和学生发放问卷', keep: ['教师和学生'] },
    { place: 'point', text: '家长应当合理安排孩子作息', keep: ['家长应当'] },
    { place: 'point', text: '农村学生常态化参加课后服务', keep: ['常态化'] },
    { place: 'point', text: '教师严格控制作业总量', keep: ['严格控制'] },
    { place: 'point', text: '优秀教师万余人参与托管', keep: ['万余人'] },
  ],
  'keep place': [
    { place: 'point', text: '余姚代表、慈溪代表联名提出的建议已采纳', keep: ['余姚代表'] },
    { place: 'point', text: '向阳小学代表发言', keep: ['向阳小学代表'] },
    { place: 'point', text: '苏教版代表性课例上线', keep: ['苏教版'] },
    { place: 'point', text: '位于东风路18号的青少年宫向学生开放', keep: ['青少年宫'] },
    { place: 'point', text: '办学地址须与许可证一致', keep: ['办学地址'] },
  ],
  'keep masked': [
    { place: 'point', text: '李某某等3名教师被通报', keep: ['李某某'] },
    { place: 'point', text: '张某反映的超时作业属实，已整改', keep: ['张某'] },
  ],
};

const CLEAN = '对青溪市政协四届五次会议第57号提案的答复';
const GREETING = '民盟青溪市委：';
const OPENING = '贵单位提出的《关于深化双减工作的提案》收悉，现答复如下：';
const FIGURES = '，全市课后服务覆盖学校86所、学生5.3万人';

/** All pages; those of the second half (`isHeld`) have other frames and other names than those of the first. */
export function personalPages(half: 'first' | 'second'): readonly PersonalPage[] {
  let at = 0;
  const pages: PersonalPage[] = [];
  for (const [group, frames] of Object.entries(FRAMES)) {
    for (const [index, frame] of frames.entries()) {
      if ((index % 2 === 0) !== (half === 'first')) continue;
      const names = [0, 1, 2].map((step) => nameAt(at + step, half));
      at += 3;
      pages.push(pageOf(`${group}-${index}`, group, { frame, names }));
      // The same words with another kind of name.
      if (!group.startsWith('keep') && /A/u.test(frame.text)) {
        const others = [0, 1, 2].map((step) => nameAt(at + step, half));
        at += 1;
        pages.push(pageOf(`${group}-${index}-b`, group, { frame, names: others }));
      }
    }
  }
  return pages;
}

/** The first half has the names at even places of the list, the second those at odd ones. */
function nameAt(at: number, half: 'first' | 'second'): string {
  const place = (at * 2) % NAMES.length;
  return NAMES[half === 'first' ? place : place + 1] ?? '';
}

interface Filling {
  readonly frame: Frame;
  readonly names: readonly string[];
}

const SLOTS = ['A', 'B', 'C'] as const;

function filled(
  { text }: Frame,
  names: readonly string[],
): { readonly used: readonly string[]; readonly text: string } {
  return {
    used: SLOTS.flatMap((slot, at) => (hasSlot(text, slot) ? [names[at] ?? ''] : [])),
    text: SLOTS.reduce((all, slot, at) => fill(all, slot, names[at] ?? ''), text),
  };
}

/** The frames of all lines of a body, with names, and whether they hold what no reader may see. */
export function personalTexts(): readonly {
  readonly text: string;
  readonly isPersonal: boolean;
}[] {
  return Object.values(FRAMES)
    .flat()
    .filter(({ place }) => place === 'point' || place === 'lines' || place === 'tail')
    .flatMap((frame, at) =>
      // Names of several kinds: what one kind needs another does not.
      [0, 5, 11, 17].map((shift) => {
        const names = [0, 1, 2].map((step) => nameAt(at + shift + step, 'first'));
        const { used, text } = filled(frame, names);
        return { text, isPersonal: used.length > 0 || (frame.secrets ?? []).length > 0 };
      }),
    );
}

function pageOf(id: string, group: string, { frame, names }: Filling): PersonalPage {
  const { place } = frame;
  const { used, text } = filled(frame, names);
  const title = place === 'title' ? text : CLEAN;
  const points = [
    place === 'point' ? `一是${text}${FIGURES}。` : `一是压减作业总量${FIGURES}。`,
    ...(place === 'lines' ? text.split('\n') : []),
    '二是投入资金180万元，改造功能教室42间。',
    '下一步，我局将于2025年底前实现课后服务全覆盖，继续减轻学生作业负担。',
  ];
  const paragraphs = [
    place === 'greeting' ? text : GREETING,
    place === 'opening' ? text : OPENING,
    ...points,
    '青溪市教育局',
    '2024年7月1日',
    ...(place === 'tail' ? [text] : []),
  ];
  const table = place === 'table' ? tableOf(text) : '';
  const body = paragraphs.map((line) => `<p>${line}</p>`).join('');
  return {
    id,
    group,
    html: `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${body.replace('<p>二是', `${table}<p>二是`)}</body></html>`,
    secrets: [...used, ...(frame.secrets ?? [])],
    keep: frame.keep ?? [],
  };
}

/** A letter of the frame that is no part of a number or an address. */
function hasSlot(text: string, slot: string): boolean {
  return new RegExp(`${slot}(?![A-Za-z0-9])`, 'u').test(text);
}

function fill(text: string, slot: string, name: string): string {
  return text.replaceAll(new RegExp(`(?<![A-Za-z0-9])${slot}(?![A-Za-z0-9])`, 'gu'), name);
}

function tableOf(text: string): string {
  const rows = text.split('\n').map((row) => {
    const cells = row.split('|').map((cell) => `<td>${cell}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}
