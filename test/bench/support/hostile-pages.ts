const PARAGRAPH = '<p>近年来，我市深入推进“双减”工作，课后服务覆盖率达到98%。</p>';
const MB = 1024 * 1024;

/** Pages that bring ordinary readers down, by name; each is made when asked for. */
export const hostilePages: Readonly<Record<string, () => string>> = {
  'an ordinary page of 30 kB': () => page(PARAGRAPH.repeat(300)),
  '1,000 nested <div>': () => page(`${'<div>'.repeat(1_000)}${PARAGRAPH}${'</div>'.repeat(1_000)}`),
  '100,000 nested <div>, none closed': () => page(`${'<div>'.repeat(100_000)}${PARAGRAPH}`),
  '50,000 nested tables': () => page(`${'<table><tr><td>'.repeat(50_000)}${PARAGRAPH}`),
  'a page of 10 MB': () => page(PARAGRAPH.repeat((10 * MB) / new Blob([PARAGRAPH]).size)),
  '200,000 tags': () => page(`<b></b>${PARAGRAPH}`.repeat(50_000)),
  '200,000 links': () =>
    page('<li><a href="/a/t20240718_1.html">关于提案的答复</a></li>'.repeat(100_000)),
  'one line of 5 MB': () => page(`<p>${'双减，'.repeat((5 * MB) / 9)}</p>`),
  'one tag with 200,000 attributes': () =>
    page(`<div ${'a="1" '.repeat(200_000)}>${PARAGRAPH}</div>`),
  '2 MB of "<"': () => page('<'.repeat(2 * MB)),
  '2 MB of "&#"': () => page('&#'.repeat(MB)),
  '1 MB of digits and blanks': () => page(`<p>${'2024 年 '.repeat(MB / 9)}</p>`),
  '1 MB of opening marks': () => page(`<p>${'《（“'.repeat(MB / 9)}</p>`),
};

function page(body: string): string {
  return `<html><head><title>答复</title></head><body><div class="content">${body}</div></body></html>`;
}
