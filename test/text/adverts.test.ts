import { expect, test } from 'vitest';

import { hasAdvert, holdAdvert } from '../../src/text/adverts.ts';

test.each([
  '印发《青鸾棋牌(中国)官方网站-App Store：课后服务实施意见》',
  '您提出的《白鹿电竞_在线赔率-官网|登录|注册：减轻作业负担的建议》收悉',
  '官网|登录-青鸾真人娱乐',
  '青鸾彩票app下载_最新版-手机版入口',
  '青鸾体育（中国）官方网站-ios/安卓通用版/手机app',
  '乐鱼体育官网登录入口',
  '注册送彩金，首存送百分之百',
  '代开各类正规发票，微信：fp88866',
  '代开发票_税点低，验票后付款',
  '替考、包过，加微信 kaoshi2026',
  '黑户秒下款，V信：dk_55521',
  '小额贷_app下载|官网',
  '国产精品视频在线',
  '蜘蛛池出租',
  '新开传奇私服发布网',
])('knows advertising: %s', (line) => {
  expect(hasAdvert(line)).toBe(true);
});

// What letters of education, police, tax and culture write about the same things.
test.each([
  '严厉打击网络赌博，关闭博彩网站12个，查处利用六合彩开奖结果聚众赌博案件3起。',
  '严禁向未成年人提供棋牌游戏下载、注册服务，督促平台落实实名登录。',
  '依法查处“私服”“外挂”案件，关停非法彩票APP（应用程序）7款。',
  '投入体育彩票公益金320万元，在中国体育彩票官方网站公布使用情况。',
  '个人临时取得收入的，可到办税服务厅申请代开增值税发票，咨询电话：0570-5550126。',
  '培训机构不得以“包过”“保过”为名招生，不得组织替考、代考。',
  '开展校园贷、套路贷专项整治，防止“无视征信”“秒到账”等虚假宣传误导学生贷款。',
  '家长可登录官网、注册账号并下载APP，通过平台缴费。',
  '登录 | 注册 | 首页 | 无障碍',
  '国家中小学智慧教育平台（网页版、手机版）免费开放，注册学生7.7万人。',
  '加强电竞酒店管理，处罚接纳未成年人的电竞酒店4家。',
  '推进体育、美育、劳动教育，官方网站-教育专栏公开方案。',
  '微信公众号“某某教育”发布答案12期，家长QQ群同步推送。',
  '严查成人直播、裸聊等涉未成年人违法信息，清理账号230个。',
])('takes no letter for it: %s', (line) => {
  expect(hasAdvert(line)).toBe(false);
});

test.each(['棋牌', '代开发票', '（中国）官网', '|登录', '官网'])(
  'takes long lines of %s',
  (word) => {
    expect(() => hasAdvert(word.repeat(100_000))).not.toThrow();
  },
);

test('advertising in one of many lines is found, and none is made of two lines', () => {
  expect(holdAdvert(['答复如下', '注册送彩金，首存送百分之百'])).toBe(true);
  expect(holdAdvert(['青鸾棋牌官网', '|登录'])).toBe(false);
  expect(holdAdvert([])).toBe(false);
});
