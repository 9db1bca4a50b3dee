/** Readings of the characters that names of divisions are made of, as used in place names. */
const SYLLABLES =
  'a阿 ai爱 an安鞍庵岸 ang昂 ao澳敖 ba巴坝霸鲅八灞 bai白百柏拜 ban版班坂 bao保包宝堡 bei北贝碑陂碚 ben本 beng蚌 ' +
  'bi壁毕璧碧濞比泌 bian边 bin滨宾彬 bing兵秉 bo波亳博泊勃伯播 bu布埠步部埗 cai蔡彩 cang沧仓苍 cao曹草 ce册策 cen岑 ceng曾 ' +
  'cha察岔茶查 chai柴 chan瀍禅 chang长常昌场厂 chao朝潮巢 che车 chen郴辰陈 cheng承城成澄呈称 chi赤池茌 chong重崇充冲 ' +
  'chou畴 chu滁楚 chuan川船 chun春淳 ci磁次慈 cong丛从 cui翠 cun村 cuo措错 da大达 dai戴代岱 dan郸丹儋旦 ' +
  'dang党当砀宕凼 dao岛道刀稻 de德得的 deng磴灯登邓等 di底迪坻滴棣地 dian店淀甸点电垫 die叠迭 ding定顶鼎丁 dong东洞 dou斗 ' +
  'du杜度渡独都 duan端 dui堆 dun敦 duo多掇 e鄂额峨 en恩 er尔洱二儿 fa法 fan烦繁范樊番 fang坊防房方放邡 fei肥妃费 fen汾芬分 ' +
  'feng峰封丰凤锋风奉烽 fo佛 fu福抚阜浮复府扶富罘符芙涪孚附 ga嘎噶 gai盖改 gan甘赣感干 gang港岗冈钢刚 gao藁高皋 ge格葛阁个戈革各 ' +
  'gen根 geng耿 gong贡宫弓公工拱共巩恭珙功 gou沟 gu古固谷沽故姑鼓 gua瓜 guai拐 guan关莞馆冠灌官观管 guang广光 gui贵桂归 ' +
  'guo郭果国 ha哈 hai海 han邯汉罕邗含涵寒韩 hang杭 hao浩好濠 he河和鹤合菏贺荷赫禾 hei黑 heng衡恒横亨 hong红宏洪虹 hou侯后 ' +
  'hu湖呼葫壶虎胡鄠互 hua化华花骅桦滑 huai淮怀槐 huan桓环 huang皇黄潢晃凰煌湟 hui徽惠回辉珲汇会晖 hun浑 huo霍获 ' +
  'ji吉鸡济蓟极集冀稷基暨绩即积及 jia家佳嘉贾郏架夹迦加伽 jian建间尖涧箭监简剑碱 jiang江疆绛姜将 jiao焦交郊蛟椒蕉胶礁 jie界揭节介街解结 ' +
  'jin津晋锦金进缙 jing京景荆靖静井竞箐镜泾旌经精 jiu九酒鸠旧久 ju巨句居莒 juan鄄 jue觉 jun军君峻 ka喀卡 kai开凯 kan坎 kang康 ' +
  'kao考 ke克岢科柯可 ken垦 kong崆 kou口 ku库 kuan宽 kuang矿 kui奎葵 kun昆坤 la拉喇腊 lai来涞赉莱崃 lan兰岚蓝澜 ' +
  'lang廊琅郎阆蒗朗浪 lao老崂 le勒乐 lei耒雷类垒 leng楞棱冷 li丽理里犁黎蠡礼离力立梨利溧荔鲤栗历李醴澧 lian连莲联涟濂廉 liang梁凉良两 ' +
  'liao辽聊 lie烈列 lin林临蔺邻麟 ling岭陵灵凌零令 liu柳留流浏六 long龙陇隆 lou娄楼 lu芦泸鲁鹿路卢潞陆庐麓渌炉禄碌 luan栾滦 ' +
  'lun伦仑轮 luo洛漯罗萝 lv吕旅绿 lve略 ma马玛麻 mai迈麦 man满曼 mang芒茫 mao茂茅 mei梅眉美湄 men门们 meng蒙孟梦盟勐 ' +
  'mi密汨米弥 mian绵渑棉冕勉 min民闵闽岷敏 ming明名鸣 mo默莫漠墨谟磨末模 mou谋 mu木牡穆牟牧沐 na纳那 nai奈乃 nan南 nang囊 ' +
  'nao淖 ne讷 nei内 nen嫩 ni尼 nian年碾 nie聂 ning宁 niu牛 nong农 nu怒 nuo诺 ou瓯 pai牌 pan盘攀磐潘 pei沛 ' +
  'peng彭蓬 pi皮邳郫 pian偏 piao票 ping平萍坪屏凭 po鄱坡 pu莆濮普蒲仆浦谱埔 qi齐七祁栖启杞淇旗蕲綦麒岐起奇耆其 qia恰 ' +
  'qian迁黔前千乾潜犍阡谦钱 qiang强羌 qiao桥谯硚巧 qie茄且 qin秦钦沁覃勤 qing庆青清晴 qiong琼邛 qiu丘邱 qu衢曲区朐渠 ' +
  'quan泉全权圈劝荃 que确 qun群 rang让壤 rao饶 ren仁任 ri日 rong容荣蓉榕融 rou柔 ru如乳汝 rui芮瑞 run润 ruo若 sa萨 ' +
  'sai赛塞 san三 sang桑 se色 sha沙莎 shan山陕善汕鄯单 shang上商尚 shao绍邵韶 she涉社射歙 shen沈深神审莘申 sheng胜圣嵊省 ' +
  'shi石十施氏市狮师浉始什 shou寿手首 shu树舒熟沭墅曙蜀疏 shuang双 shui水 shun顺 shuo朔硕 si四斯寺泗思 song松嵩淞 su苏肃宿 ' +
  'sui绥随遂睢濉穗 sun孙 suo索 ta塔 tai太泰台 tan潭坛滩郯 tang唐汤塘棠堂 tao陶桃洮 te特 teng腾滕藤 ti提 tian天田填 ' +
  'tiao调 tie铁 ting亭汀 tong同通铜桐潼峒 tou头 tu吐土突图徒涂 tuan团 tun屯 tuo托陀拖脱 wa瓦洼 wai外 wan湾万宛 ' +
  'wang望王汪旺 wei潍威尾渭卫魏围伟为微巍维未委尉 wen温文闻汶 weng翁瓮 wo沃斡涡卧 wu乌无芜武梧吴五婺舞伍悟巫务吾 xi西锡溪昔喜隰细淅息浠习 ' +
  'xia夏厦峡下霞 xian咸县献贤仙 xiang香乡襄湘镶向相响象翔厢芗祥项 xiao孝小萧霄猇 xie谢 xin新忻信辛心 xing邢兴陉行杏荥星 xiong雄 ' +
  'xiu秀休岫修 xu徐许盱溆圩叙 xuan宣玄 xue薛穴 xun逊浔寻旬循浚 ya鸭亚雅牙琊涯崖 yan彦延盐岩烟堰铅兖偃鄢郾炎雁沿研砚阎晏焉 ' +
  'yang阳扬杨洋羊漾央 yao尧遥姚瑶要耀 ye掖冶野邺叶业 yi伊宜沂益义依邑易猗翼谊眙仪弋黟夷峄驿彝 yin银音阴荫鄞殷印 ying营鹰迎应颍英蓥盈 ' +
  'yong永埇邕雍 you右友邮游尤犹攸酉油 yu余玉榆峪裕盂于鱼宇雨豫虞禹屿渝舆禺郁隅域蔚 yuan原源远元苑园垣袁沅员 yue岳越月 yun云运郓郧筠匀蕴 za杂 ' +
  'zai载仔 zan赞 zang藏 zao枣 ze泽则 zeng增 zha扎札柞 zhai寨 zhan湛站沾 zhang张漳彰章樟丈 zhao照肇昭赵诏招召 zhe浙柘 ' +
  'zhen镇圳振浈真贞 zheng郑正征政蒸 zhi治枝芝峙志沚至陟植芷指织脂 zhong中忠钟仲 zhou州舟周洲 zhu驻株珠主诸竹柱祝助 zhuang庄 ' +
  'zhun准 zhuo涿卓 zi淄自资孜子秭滋紫梓 zong宗枞 zou邹 zu族足 zui嘴 zun遵 zuo作左';

/** Places whose name is read otherwise than its characters usually are. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['陕西', 'shaanxi'],
  ['六安', 'luan'],
  ['六合', 'luhe'],
  ['乐清', 'yueqing'],
  ['乐亭', 'laoting'],
  ['长子', 'zhangzi'],
  ['东阿', 'donge'],
  ['番禺', 'panyu'],
  ['荥经', 'yingjing'],
  ['大城', 'daicheng'],
  ['尉犁', 'yuli'],
  ['洪洞', 'hongtong'],
  ['繁峙', 'fanshi'],
  ['筠连', 'junlian'],
  ['吴堡', 'wubu'],
  ['大埔', 'dabu'],
  ['涡阳', 'guoyang'],
  ['莘县', 'shenxian'],
]);

let readings: ReadonlyMap<string, string> | null = null;

/** Reads a place's name in pinyin without tones, one string a character; null when one is unknown. */
export function readSyllables(name: string): readonly string[] | null {
  const exception = EXCEPTIONS.get(name);
  if (exception !== undefined) return [exception];
  readings ??= new Map(
    SYLLABLES.split(' ').flatMap((group) => {
      const syllable = group.replaceAll(/[^a-z]/gu, '');
      return Array.from(group.slice(syllable.length), (char) => [char, syllable] as const);
    }),
  );
  const syllables: string[] = [];
  for (const char of name) {
    const syllable = readings.get(char);
    if (syllable === undefined) return null;
    syllables.push(syllable);
  }
  return syllables;
}
