// One dialect of names: data that a module keeps is UPPER_SNAKE, what it can do is camelCase.

const UPPER_SNAKE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/u;
const CAMEL = /^_?[a-z][A-Za-z0-9]*$/u;
const DATA = new Set(['Literal', 'TemplateLiteral', 'ArrayExpression', 'ObjectExpression']);
const DATA_CLASSES = new Set(['Set', 'Map', 'RegExp']);
// A sum of numbers is data; a comparison is an answer.
const ARITHMETIC = new Set(['+', '-', '*', '/', '**', '%', '|', '&', '<<', '>>']);
const WRAPPERS = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

const unwrapped = (node) => (WRAPPERS.has(node?.type) ? unwrapped(node.expression) : node);

/** What a constant's first value says it is; `either` where only running the code would tell. */
function kindOf(init) {
  const value = unwrapped(init);
  if (value === null || value === undefined) return 'either';
  if (/^(?:Arrow)?Function(?:Expression)?$/u.test(value.type)) return 'function';
  if (value.type === 'NewExpression')
    return DATA_CLASSES.has(value.callee.name) ? 'data' : 'either';
  if (value.type === 'UnaryExpression') return value.operator === '!' ? 'either' : 'data';
  if (value.type === 'BinaryExpression') return ARITHMETIC.has(value.operator) ? 'data' : 'either';
  return DATA.has(value.type) ? 'data' : 'either';
}

const constantCase = {
  create(context) {
    const check = (declaration) => {
      if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return;
      for (const { id, init } of declaration.declarations) {
        if (id.type !== 'Identifier') continue;
        const kind = kindOf(init);
        if (kind === 'data' && !UPPER_SNAKE.test(id.name)) {
          context.report({ node: id, message: `${id.name} is data of the module: UPPER_SNAKE.` });
        }
        if (kind === 'function' && !CAMEL.test(id.name)) {
          context.report({ node: id, message: `${id.name} is a function: camelCase.` });
        }
        if (kind === 'either' && !UPPER_SNAKE.test(id.name) && !CAMEL.test(id.name)) {
          context.report({ node: id, message: `${id.name}: UPPER_SNAKE or camelCase.` });
        }
      }
    };
    return {
      Program(program) {
        for (const node of program.body) {
          check(node.type === 'ExportNamedDeclaration' ? node.declaration : node);
        }
      },
    };
  },
};

export default { meta: { name: 'dialect' }, rules: { 'constant-case': constantCase } };
