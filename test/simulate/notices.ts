import type { Answering } from './world.ts';

const page = (title: string, body: string): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;

/** What sites answer with status 200 in place of what was requested; some requests get another wording. */
export const NOTICES: Readonly<Partial<Record<Answering, readonly string[]>>> = {
  busy: [
    page('提示', '<h1>系统繁忙，请稍后再试！</h1>'),
    page('系统提示', '<p>当前访问人数过多，服务器忙，请稍候重试。</p>'),
    page('', '<div>服务器正忙，请稍后访问</div>'),
  ],
  maintenance: [
    page('网站维护', '<p>网站正在维护升级中，给您带来不便敬请谅解。</p>'),
    page(
      '公告',
      '<div class="box"><h2>系统升级公告</h2><p>为提供更好的服务，本网站于今日进行系统升级，期间暂停访问。</p></div>',
    ),
  ],
  database: [
    page('Error', '<b>数据库连接失败</b><br>Could not connect to the database server.'),
    page('', 'Error establishing a database connection'),
    page('出错了', '<p>ORA-12541: TNS:no listener</p>'),
  ],
  java: [
    page(
      'Apache Tomcat/8.5.5 - Error report',
      '<h1>HTTP Status 500 – Internal Server Error</h1><pre>java.lang.NullPointerException\n\tat com.example.cms.web.ContentAction.execute(ContentAction.java:118)\n\tat org.apache.struts2.dispatcher.Dispatcher.serviceAction(Dispatcher.java:577)</pre>',
    ),
    page(
      '异常信息',
      '<p>java.sql.SQLException: Connection is not available, request timed out after 30000ms.</p>',
    ),
  ],
  nginx: [
    page(
      'Welcome to nginx!',
      '<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>',
    ),
    page('IIS Windows Server', '<div id="container"><img src="iisstart.png" alt="IIS"></div>'),
  ],
  login: [
    page(
      '用户登录',
      '<form action="/login.do" method="post"><h2>用户登录</h2>用户名：<input name="user">密码：<input type="password" name="pass"><button>登录</button></form>',
    ),
    page(
      '统一身份认证平台',
      '<div class="login"><p>请先登录后访问</p><input name="username"><input type="password" name="password"></div>',
    ),
  ],
  home: [
    page(
      '人民政府门户网站',
      '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/bsfw/">办事服务</a></div><div class="news"><h3>政务要闻</h3><ul><li><a href="/yw/1.html">全市重点项目推进会召开</a></li><li><a href="/yw/2.html">市领导调研防汛工作</a></li><li><a href="/yw/3.html">全市安全生产电视电话会议召开</a></li></ul></div><div class="notice"><h3>通知公告</h3><ul><li><a href="/tz/1.html">关于停水的通知</a></li><li><a href="/tz/2.html">关于道路封闭施工的公告</a></li></ul></div>',
    ),
  ],
  moved: [
    page('提示', '<p>本站已迁移至新网站，请访问新网址。</p>'),
    page('网站迁移公告', '<p>您访问的网站已整合迁移，原网站停止更新。</p>'),
  ],
};

/** What a page says before its text is there. */
export const STUBS: readonly [string, ...string[]] = [
  '正文正在整理，稍后发布。',
  '内容整理中，敬请期待。',
  '文件正在上传，请稍后查看。',
];

/** What is left of a letter that its site took back. */
export const WITHDRAWALS: readonly [string, ...string[]] = [
  '该信息已撤回。',
  '根据工作需要，该文件已撤销发布。',
];
