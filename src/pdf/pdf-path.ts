// How pdf.js writes a path: a code, then the coordinates of its points.
const [MOVE, LINE, CLOSE] = [0, 1, 4];

/** The rectangles along the axes that a path consists of: left, bottom, right, top; null for any other path. */
export function rectanglesOf(path: readonly number[]): readonly (readonly number[])[] | null {
  const rectangles: (readonly number[])[] = [];
  let points: (readonly [number, number])[] = [];
  const end = (): boolean => {
    const rectangle = points.length === 0 ? [] : rectangleOf(points);
    points = [];
    if (rectangle === null) return false;
    if (rectangle.length > 0) rectangles.push(rectangle);
    return true;
  };
  for (let at = 0; at < path.length;) {
    const [code = CLOSE, x = 0, y = 0] = path.slice(at, at + 3);
    if (code === CLOSE) at += 1;
    else if (code === MOVE || code === LINE) at += 3;
    else return null;
    if (code !== LINE && !end()) return null;
    if (code !== CLOSE) points.push([x, y]);
  }
  return end() ? rectangles : null;
}

/** Four corners, perhaps with the first one again. */
function rectangleOf(points: readonly (readonly [number, number])[]): readonly number[] | null {
  if (points.length < 4 || points.length > 5) return points.length === 1 ? [] : null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [bottom, top] = [Math.min(...ys), Math.max(...ys)];
  const isCorner = ([x, y]: readonly [number, number]): boolean =>
    (x === left || x === right) && (y === bottom || y === top);
  return points.every(isCorner) ? [left, bottom, right, top] : null;
}
