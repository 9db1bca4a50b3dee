import { ruleTable, words } from '../text/rule-table.ts';

/**
 * What begins with a family name and stands where a person may, too: agencies without their last word (水务牵头), groups
 * (商户反映), and things that are done to pupils and teachers (学生成绩被公布). Those that are no names anywhere are in
 * `knownWords`.
 */
const ORDINARY = ruleTable(
  'ordinary-words-like-names',
  [
    {
      id: 'bodies',
      match: words(
        '水务 水产 国资 国土 国安 国税 安监 应急 商务 商贸 党委 党办 党组 党校 党群 党政 党建 房管 房产 司法 文广 文卫 文化 文明 通信 经信 农牧 农委 农办 城管 宣教 党工 康复 金管 卫健 公安 田长 路长 林长 幸福 全校 全镇 全乡 全村 全社 全班 全网 全员 全局 边检 纪监 经开 高开 时报 印刷 管委 管办 时代 石油 华文 方舱',
      ),
      source: '地方党政机构的简称：docs/field-notes.md §2.5',
    },
    {
      id: 'groups',
      match: words(
        '商户 商家 商贩 商店 农户 农牧 租户 司机 师傅 成员 党员 队员 顾客 游客 旅客 乘客 常委 专班 班级 班子 班长 毕业 应届 容易 高一 高二 高三 高考 高年 高龄 高分 高薪 高价 初一 初二 初三 双方 多方 各方 万人 百姓 众人 广大 金牌 单亲 孤儿 温州 贫困 特困 边远 边缘 何人 何时 许多',
      ),
      source: '现代汉语词典：以姓氏用字起头的群体名称',
    },
    {
      id: 'things',
      match: words(
        '成绩 成果 成效 成长 方案 方法 金额 余额 任务 任课 平均 平常 平时 满意 水平 英语 时间 时段 时长 课时 周课 明显 爱好 安心 利益 利润 年级 年龄 相应 相互 全程 全勤 全面 全科 强行 强制 强迫 贵重 国防 国学 国旗 元旦 满分 练习 万元 双语 应有 能力 通报 通知 党籍 花费 平安 平等 严重 常规 查实 查证 包干 施工 施教 路途 路程 江河 段考 温习 冷暖 明知 明令 向上 易错 费用 车费 车辆 牧区 阳光 空间 空余 空闲 单科 单元 单一 别有 水电 石块 白色 黄色 红色 高效 高质 高额 高水 康体 严厉 严防 严格 严谨 严密 周密 路径 随机 随意 随时 随班 相继 相似 成本 时候 时期 时隔 时而 楼道 楼梯 楼栋 楼层 卫生 厚度 厚重 楼房 时效 时常 国际 国内 国外 农场 能够 满足 晓得 盘活 盘点',
      ),
      source: '现代汉语词典：以姓氏用字起头的常用词',
    },
  ],
  {
    keep: 'what no marked letter names after a family name; judged by test/privacy/by-place.test.ts',
  },
);

/** Words of two characters that begin like a name, and of which one of three characters is made as well. */
export const ordinaryWords = ORDINARY.derive((rows) => new Set(rows.flatMap(({ match }) => match)));
