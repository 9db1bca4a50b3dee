const PARAGRAPH = '<p>近年来，我市深入推进“双减”工作，课后服务覆盖率达到98%。</p>';
const PARAGRAPH_BYTES = new Blob([PARAGRAPH]).size;
const MB = 1024 * 1024;

/** Pages that make ordinary readers fail, by name; each is made when needed. */
export const hostilePages: Readonly<Record<string, () => string>> = {
  'an ordinary page of 30 kB': () => page(paragraphs(300)),
  '1,000 nested <div>': () => page(`${'<div>'.repeat(1_000)}${PARAGRAPH}${'</div>'.repeat(1_000)}`),
  '100,000 nested <div>, none closed': () => page(`${'<div>'.repeat(100_000)}${PARAGRAPH}`),
  '50,000 nested tables': () => page(`${'<table><tr><td>'.repeat(50_000)}${PARAGRAPH}`),
  'a page of 10 MB': () => page(paragraphs((10 * MB) / PARAGRAPH_BYTES)),
  '100,000 paragraphs (200,000 tags)': () => page(paragraphs(100_000)),
  '100,000 links in 100,000 rows': () => page(rows(100_000)),
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

/** No two alike: a repeated body would be taken for a page printed twice. */
function paragraphs(count: number): string {
  return Array.from({ length: count }, (_, index) => PARAGRAPH.replace('98', String(index))).join(
    '',
  );
}

function rows(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `<li><a href="/a/t20240718_${index}.html">关于第${index}号提案的答复</a></li>`,
  ).join('');
}
