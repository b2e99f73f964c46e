// Formula text -> Formula, or one fault with its place. The grammar is a chevrotain parser; nothing is ever evaluated as code.

import {
  createToken,
  EmbeddedActionsParser,
  type IRecognitionException,
  type IToken,
  Lexer,
  type TokenType,
} from 'chevrotain';
import { type BinaryOp, type Formula, type FormulaFault, operandsOf, type Span, type Word } from './formula.ts';

/** Longest formula, deepest nesting of brackets, and most operations inside each other (`a + b + c` are two) that are read at all. */
export const MAX_FORMULA_LENGTH = 4000;
export const MAX_FORMULA_DEPTH = 40;
export const MAX_FORMULA_STEPS = 250;

const Space = createToken({ name: 'space', pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED });
const Identifier = createToken({ name: 'a name', pattern: /[A-Za-z_][A-Za-z0-9_]*/ });
const NumberToken = createToken({ name: 'a number', pattern: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/ });
const word = (name: string) => createToken({ name: `"${name}"`, pattern: new RegExp(name), longer_alt: Identifier });
const sign = (text: string) => createToken({ name: `"${text}"`, pattern: text });

const And = word('and');
const Or = word('or');
const Not = word('not');
const True = word('true');
const False = word('false');
const Over = word('over');
const Of = word('of');
const LessEqual = sign('<=');
const GreaterEqual = sign('>=');
const Equal = sign('==');
const NotEqual = sign('!=');
const Less = sign('<');
const Greater = sign('>');
const Plus = sign('+');
const Minus = sign('-');
const Times = sign('*');
const Divide = sign('/');
const Power = sign('^');
const Open = sign('(');
const Close = sign(')');
const OpenIndex = sign('[');
const CloseIndex = sign(']');
const Comma = sign(',');

const TOKENS = [
  Space,
  And,
  Or,
  Not,
  True,
  False,
  Over,
  Of,
  Identifier,
  NumberToken,
  LessEqual,
  GreaterEqual,
  Equal,
  NotEqual,
  Less,
  Greater,
  Plus,
  Minus,
  Times,
  Divide,
  Power,
  Open,
  Close,
  OpenIndex,
  CloseIndex,
  Comma,
];

const COMPARISONS: readonly TokenType[] = [LessEqual, GreaterEqual, Equal, NotEqual, Less, Greater];

const lexer = new Lexer(TOKENS, { positionTracking: 'onlyOffset' });

class FormulaParser extends EmbeddedActionsParser {
  constructor() {
    super(TOKENS, { recoveryEnabled: false, maxLookahead: 2 });
    this.performSelfAnalysis();
  }

  readonly formula = this.RULE('formula', (): Formula => this.SUBRULE(this.disjunction));

  private readonly disjunction = this.RULE('disjunction', (): Formula => {
    let left = this.SUBRULE(this.conjunction);
    this.MANY(() => {
      this.CONSUME(Or);
      left = binary('or', left, this.SUBRULE2(this.conjunction));
    });
    return left;
  });

  private readonly conjunction = this.RULE('conjunction', (): Formula => {
    let left = this.SUBRULE(this.negation);
    this.MANY(() => {
      this.CONSUME(And);
      left = binary('and', left, this.SUBRULE2(this.negation));
    });
    return left;
  });

  private readonly negation = this.RULE('negation', (): Formula => {
    const nots: IToken[] = [];
    this.MANY(() => nots.push(this.CONSUME(Not)));
    const operand = this.SUBRULE(this.comparison);
    return this.ACTION(() =>
      nots.reduceRight<Formula>(
        (of, not) => ({ kind: 'unary', op: 'not', operand: of, at: join(spanOf(not), of.at) }),
        operand,
      ),
    );
  });

  private readonly comparison = this.RULE('comparison', (): Formula => {
    let left = this.SUBRULE(this.addition);
    this.OPTION(() => {
      const op = this.OR(COMPARISONS.map((token) => ({ ALT: () => this.CONSUME(token) })));
      left = binary(op.image as BinaryOp, left, this.SUBRULE2(this.addition));
    });
    return left;
  });

  private readonly addition = this.RULE('addition', (): Formula => {
    let left = this.SUBRULE(this.multiplication);
    this.MANY(() => {
      const op = this.OR([{ ALT: () => this.CONSUME(Plus) }, { ALT: () => this.CONSUME(Minus) }]);
      left = binary(op.image as BinaryOp, left, this.SUBRULE2(this.multiplication));
    });
    return left;
  });

  private readonly multiplication = this.RULE('multiplication', (): Formula => {
    let left = this.SUBRULE(this.sign);
    this.MANY(() => {
      const op = this.OR([{ ALT: () => this.CONSUME(Times) }, { ALT: () => this.CONSUME(Divide) }]);
      left = binary(op.image as BinaryOp, left, this.SUBRULE2(this.sign));
    });
    return left;
  });

  /** `-a ^ -b ^ c` is `-(a ^ (-(b ^ c)))`: operands first, then folded from the right, so that a long chain does not recurse. */
  private readonly sign = this.RULE('sign', (): Formula => {
    const operands = [this.SUBRULE(this.signedAtom)];
    this.MANY(() => {
      this.CONSUME(Power);
      operands.push(this.SUBRULE2(this.signedAtom));
    });
    return this.ACTION(() => foldPowers(operands));
  });

  private readonly signedAtom = this.RULE('signedAtom', (): SignedAtom => {
    const signs: IToken[] = [];
    this.MANY(() => signs.push(this.OR([{ ALT: () => this.CONSUME(Minus) }, { ALT: () => this.CONSUME(Plus) }])));
    return { signs, atom: this.SUBRULE(this.atom) };
  });

  private readonly atom = this.RULE(
    'atom',
    (): Formula =>
      this.OR([
        { ALT: () => this.SUBRULE(this.number) },
        { ALT: () => truth(this.CONSUME(True), true) },
        { ALT: () => truth(this.CONSUME(False), false) },
        { ALT: () => this.SUBRULE(this.bracket) },
        { ALT: () => this.SUBRULE(this.nameOrCall) },
      ]),
  );

  private readonly number = this.RULE('number', (): Formula => {
    const token = this.CONSUME(NumberToken);
    return { kind: 'number', value: Number(token.image), at: spanOf(token) };
  });

  private readonly bracket = this.RULE('bracket', (): Formula => {
    const open = this.CONSUME(Open);
    const inner = this.SUBRULE(this.disjunction);
    const close = this.CONSUME(Close);
    return this.ACTION(() => ({ ...inner, at: join(spanOf(open), spanOf(close)) }));
  });

  private readonly nameOrCall = this.RULE('nameOrCall', (): Formula => {
    const name = this.CONSUME(Identifier);
    let result: Formula = { kind: 'name', name: name.image, index: null, at: spanOf(name) };
    this.OPTION(() => {
      result = this.OR([
        { ALT: () => this.SUBRULE(this.index, { ARGS: [name] }) },
        { ALT: () => this.SUBRULE(this.call, { ARGS: [name] }) },
      ]);
    });
    return result;
  });

  private readonly index = this.RULE('index', (name: IToken): Formula => {
    this.CONSUME(OpenIndex);
    const index = wordOf(this.CONSUME(Identifier));
    let close = this.CONSUME(CloseIndex);
    let second: Word | null = null;
    this.OPTION(() => {
      this.CONSUME2(OpenIndex);
      second = wordOf(this.CONSUME2(Identifier));
      close = this.CONSUME2(CloseIndex);
    });
    return this.ACTION(() => ({
      kind: 'name',
      name: name.image,
      index,
      ...(second === null ? {} : { second }),
      at: join(spanOf(name), spanOf(close)),
    }));
  });

  private readonly call = this.RULE('call', (name: IToken): Formula => {
    const args: Formula[] = [];
    let set: Word | null = null;
    let of: Word | null = null;
    this.CONSUME(Open);
    args.push(this.SUBRULE(this.disjunction));
    this.MANY(() => {
      this.CONSUME(Comma);
      args.push(this.SUBRULE2(this.disjunction));
    });
    this.OPTION(() => {
      this.CONSUME(Over);
      set = wordOf(this.CONSUME(Identifier));
      this.OPTION2(() => {
        this.CONSUME(Of);
        of = wordOf(this.CONSUME2(Identifier));
      });
    });
    const close = this.CONSUME(Close);
    return this.ACTION(() => ({
      kind: 'call',
      name: name.image,
      nameAt: spanOf(name),
      args,
      over: set === null ? null : { set, of },
      at: join(spanOf(name), spanOf(close)),
    }));
  });
}

const parser = new FormulaParser();

/** Reads one formula. Bounded in time and depth whatever the text holds. */
export function parseFormula(text: string): { readonly formula: Formula } | { readonly fault: FormulaFault } {
  const limit = tooLarge(text);
  if (limit !== null) return { fault: limit };
  const { tokens, errors } = lexer.tokenize(text);
  const badCharacter = errors[0];
  if (badCharacter !== undefined) return { fault: characterFault(text, badCharacter.offset) };
  parser.input = tokens;
  const formula = parser.formula();
  const error = parser.errors[0];
  if (error !== undefined) return { fault: syntaxFault(error, text) };
  const tooDeep = stepFault(formula);
  return tooDeep === null ? { formula } : { fault: tooDeep };
}

/** Whoever reads the tree later recurses into it. */
function stepFault(formula: Formula): FormulaFault | null {
  let level: readonly Formula[] = [formula];
  for (let steps = 0; level.length > 0; steps++) {
    const [first] = level;
    if (steps > MAX_FORMULA_STEPS && first !== undefined) {
      const message = `expected at most ${MAX_FORMULA_STEPS} operations inside each other`;
      return { message, at: first.at, notes: ['Give its parts names as auxiliaries.'] };
    }
    level = level.flatMap(operandsOf);
  }
  return null;
}

function tooLarge(text: string): FormulaFault | null {
  if (text.length > MAX_FORMULA_LENGTH) {
    const at = { start: 0, end: 1 };
    return {
      message: `expected a formula of at most ${MAX_FORMULA_LENGTH} characters, got ${text.length}`,
      at,
      notes: ['Give its parts names as auxiliaries.'],
    };
  }
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')') depth--;
    if (depth > MAX_FORMULA_DEPTH) {
      return {
        message: `expected at most ${MAX_FORMULA_DEPTH} brackets inside each other`,
        at: { start: i, end: i + 1 },
        notes: ['Give the inner parts names as auxiliaries.'],
      };
    }
  }
  return null;
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '×': '*',
  '·': '*',
  '÷': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '&': 'and',
  '|': 'or',
  '!': 'not',
};

function characterFault(text: string, offset: number): FormulaFault {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const at = { start: offset, end: offset + character.length };
  if (character === '=') return equalsFault(text, at);
  const meant = LOOK_ALIKES[character];
  const notes = meant === undefined ? [] : [`Did you mean "${meant}"?`];
  if (character === '%') notes.push('Write a share as a number: 5 % is 0.05.');
  return { message: `expected a formula, got the character ${JSON.stringify(character)}`, at, notes };
}

function equalsFault(text: string, at: Span): FormulaFault {
  const after = text[at.end] ?? '';
  if (after !== '>' && after !== '<') return { message: 'expected "==" to compare, got "="', at, notes: [] };
  const both = { start: at.start, end: at.end + 1 };
  return { message: `expected a comparison, got "=${after}"`, at: both, notes: [`Did you mean "${after}="?`] };
}

function syntaxFault(error: IRecognitionException, text: string): FormulaFault {
  const { token } = error;
  const atEnd = Number.isNaN(token.startOffset) || token.image === '';
  const at = atEnd ? { start: Math.max(0, text.length - 1), end: Math.max(1, text.length) } : spanOf(token);
  const got = atEnd ? 'the end of the formula' : JSON.stringify(token.image);
  return { message: `expected ${expectedAt(error, text, at)}, got ${got}`, at, notes: hintsFor(error) };
}

function expectedAt(error: IRecognitionException, text: string, at: Span): string {
  if (error.name === 'MismatchedTokenException')
    return /token of type --> (.+?) <--/.exec(error.message)?.[1] ?? 'something else';
  if (error.name === 'NotAllInputParsedException')
    return text.slice(0, at.start).trim() === '' ? 'a formula' : 'an operator or the end of the formula';
  return 'a number, a name or "("';
}

function hintsFor(error: IRecognitionException): string[] {
  const { image } = error.token;
  if (error.name === 'NotAllInputParsedException' && COMPARISONS.some((token) => token.PATTERN === image)) {
    return ['A comparison has two sides: write "a < b and b < c".'];
  }
  return [];
}

function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}

function wordOf(token: IToken): Word {
  return { name: token.image, at: spanOf(token) };
}

function join(a: Span, b: Span): Span {
  return { start: a.start, end: b.end };
}

function truth(token: IToken, value: boolean): Formula {
  return { kind: 'boolean', value, at: spanOf(token) };
}

/** While the parser records its own grammar, the operands are undefined. */
function binary(op: BinaryOp, left: Formula | undefined, right: Formula | undefined): Formula {
  const at = left?.at && right?.at ? join(left.at, right.at) : { start: 0, end: 0 };
  return { kind: 'binary', op, left: left as Formula, right: right as Formula, at };
}

interface SignedAtom {
  readonly signs: readonly IToken[];
  readonly atom: Formula;
}

function foldPowers(operands: readonly SignedAtom[]): Formula {
  const [last, ...before] = [...operands].reverse();
  return before.reduce<Formula>(
    (exponent, { signs, atom }) => signs.reduceRight(signed, binary('^', atom, exponent)),
    (last as SignedAtom).signs.reduceRight(signed, (last as SignedAtom).atom),
  );
}

function signed(of: Formula, token: IToken): Formula {
  if (token.tokenType === Plus) return of;
  const at = join(spanOf(token), of.at);
  return of.kind === 'number' ? { kind: 'number', value: -of.value, at } : { kind: 'unary', op: '-', operand: of, at };
}
