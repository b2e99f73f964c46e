// The text of `--until` + the names there are -> goals, or the first mistake of form and every unknown name, each with its column.

import { nearest } from '../../nearest.ts';
import type { Problem } from '../../problem.ts';
import { unknownName } from '../unknown-name.ts';
import type { Goal } from './goal.ts';

/** What the text may speak of. */
export interface GoalNames {
  readonly outcomes: readonly {
    readonly name: string;
    readonly element: string;
    readonly better: 'lower' | 'higher' | 'neither';
  }[];
  readonly policies: readonly { readonly name: string; readonly options: readonly string[] }[];
  /** The outcome that `ranking` and `best` mean when they name none. */
  readonly usual: string;
}

/** The name under which problems say where they stand; its text is the one that was read. */
export const UNTIL = '--until';

const EXAMPLES = 'as: diff(OUTCOME, POLICY, OTHER) +- 0.01; ranking(OUTCOME); best(OUTCOME) +- 0.005';
const HEADS = ['diff', 'ranking', 'best'] as const;

/** Goals are parted by `;`. No goals when there is a problem. */
export function parseGoals(
  text: string,
  names: GoalNames,
): { readonly goals: readonly Goal[]; readonly problems: readonly Problem[] } {
  const read = readGoals(tokensOf(text));
  if (!Array.isArray(read)) return { goals: [], problems: [read as Problem] };
  const settled = (read as readonly ReadGoal[]).map((goal) => settle(goal, names));
  const problems = settled.flatMap(({ problems }) => problems);
  return problems.length > 0
    ? { goals: [], problems }
    : { goals: settled.flatMap(({ goal }) => (goal === null ? [] : [goal])), problems: [] };
}

interface Token {
  readonly kind: 'word' | 'quoted' | 'sign' | 'within' | 'end' | 'stray';
  /** Of a quoted name, without its quotes. */
  readonly text: string;
  /** From 1. */
  readonly column: number;
  readonly length: number;
}

/** A word ends before `+-`, since the parts of a policy's name are joined by `+`. */
const TOKEN = /\s*(?:(\+\/?-|±)|([,;()])|"([^"]*)"|'([^']*)'|((?:(?!\+\/?-)[^\s,;()"'±])+)|(\S))/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const lexer = new RegExp(TOKEN);
  for (let found = lexer.exec(text); found !== null; found = lexer.exec(text)) {
    const [whole, within, sign, double, single, word, stray] = found;
    const length = whole.trimStart().length;
    const place = { column: lexer.lastIndex - length + 1, length };
    const quoted = double ?? single;
    if (within !== undefined) tokens.push({ kind: 'within', text: within, ...place });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, ...place });
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted, ...place });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, ...place });
    else tokens.push({ kind: 'stray', text: stray ?? '', ...place });
  }
  tokens.push({ kind: 'end', text: '', column: text.trimEnd().length + 1, length: 1 });
  return tokens;
}

/** A goal whose names are not looked up yet. */
interface ReadGoal {
  readonly head: Token;
  readonly kind: Goal['kind'];
  readonly names: readonly Token[];
  readonly within: number | null;
}

function readGoals(tokens: readonly Token[]): ReadGoal[] | Problem {
  const goals: ReadGoal[] = [];
  let at = 0;
  const next = (): Token => tokens[Math.min(at, tokens.length - 1)]!;
  const isSign = (text: string): boolean => next().kind === 'sign' && next().text === text;
  for (;;) {
    if (goals.length > 0 && next().kind === 'end') return goals;
    const head = next();
    const kind = HEADS.find((name) => head.kind === 'word' && name === head.text);
    if (kind === undefined) return unexpected(head, 'diff(...), ranking or best', nearest(head.text, HEADS));
    at++;
    const names: Token[] = [];
    if (isSign('(')) {
      at++;
      const wanted = kind === 'diff' ? 3 : 1;
      while (names.length < wanted) {
        const name = next();
        if (name.kind !== 'word' && name.kind !== 'quoted') return unexpected(name, nameAt(kind, names.length));
        names.push(name);
        at++;
        const sign = names.length < wanted ? ',' : ')';
        if (!isSign(sign)) return unexpected(next(), `"${sign}" after "${name.text}"`);
        at++;
      }
    } else if (kind === 'diff') return unexpected(next(), '"(" after diff');
    let within: number | null = null;
    if (next().kind === 'within') {
      at++;
      const number = next();
      within =
        number.kind === 'word' && /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(number.text) ? Number(number.text) : 0;
      if (!(within > 0 && Number.isFinite(within))) return unexpected(number, 'a number above 0 after +-');
      at++;
    } else if (kind === 'diff') return unexpected(next(), 'how well it shall be known, as +- 0.01');
    goals.push({ head, kind, names, within });
    if (next().kind === 'end') return goals;
    if (!isSign(';'))
      return unexpected(next(), `${within === null ? '"+-" with a number, or ' : ''}";" before another goal`);
    at++;
  }
}

function nameAt(kind: Goal['kind'], place: number): string {
  if (kind !== 'diff' || place === 0) return 'the name of an outcome';
  return place === 1 ? 'the name of a policy' : 'the name of the policy that it is compared with';
}

function unexpected(token: Token, expected: string, near: string | null = null): Problem {
  const got = token.kind === 'end' ? 'nothing more' : `"${token.text}"`;
  const note = near === null ? EXAMPLES : `did you mean "${near}"? ${EXAMPLES}`;
  return problemAt(token, 'bad-goal', `expected ${expected}, got ${got}`, [note]);
}

function problemAt({ column, length }: Token, code: string, message: string, notes: readonly string[]): Problem {
  const place = { file: UNTIL, line: 1, column, length: Math.max(1, length) };
  return { severity: 'error', code, path: '', message, place, notes };
}

function settle(
  read: ReadGoal,
  names: GoalNames,
): { readonly goal: Goal | null; readonly problems: readonly Problem[] } {
  const { head, kind, within } = read;
  const [outcomeToken = head, policy, baseline] = read.names;
  const outcome = read.names.length === 0 ? names.usual : outcomeToken.text;
  const problems = [
    ...outcomeProblems(outcomeToken, outcome, kind, names),
    ...[policy, baseline].flatMap((token) => (token === undefined ? [] : policyProblems(token, names))),
  ];
  if (problems.length > 0) return { goal: null, problems };
  if (kind !== 'diff') return { goal: { kind, outcome, indifference: within ?? 0 }, problems };
  const same = sameProblem(policy!, baseline!, names);
  if (same !== null) return { goal: null, problems: [same] };
  return { goal: { kind, outcome, policy: policy!.text, baseline: baseline!.text, halfWidth: within! }, problems };
}

function outcomeProblems(token: Token, outcome: string, kind: Goal['kind'], { outcomes }: GoalNames): Problem[] {
  const known = outcomes.find(({ name }) => name === outcome);
  if (known === undefined) {
    const members = outcomes.filter(({ element }) => element === outcome).map(({ name }) => name);
    if (members.length > 0)
      return [
        problemAt(token, 'many-outcomes', `"${outcome}" has a number for each member`, [`name one, as ${members[0]}`]),
      ];
    return placed(
      token,
      unknownName(
        'outcome',
        outcome,
        outcomes.map(({ name }) => name),
      ),
    );
  }
  if (kind !== 'best' || known.better !== 'neither') return [];
  const note = 'say "better: lower" or "better: higher" in the scenario, or seek the whole order with ranking(...)';
  return [problemAt(token, 'no-direction', `nobody says which way ${outcome} is better, so none is best`, [note])];
}

function policyProblems(token: Token, { policies }: GoalNames): Problem[] {
  return placed(
    token,
    unknownName(
      'policy',
      token.text,
      policies.map(({ name }) => name),
    ),
  );
}

/** Two names may stand for the same options; such a difference is 0 by definition. */
function sameProblem(policy: Token, baseline: Token, { policies }: GoalNames): Problem | null {
  const optionsOf = ({ text }: Token): string | undefined =>
    policies.find(({ name }) => name === text)?.options.join('+');
  if (policy.text !== baseline.text && optionsOf(policy) !== optionsOf(baseline)) return null;
  const message = `"${policy.text}" and "${baseline.text}" are the same policy, so they differ by 0`;
  return problemAt(baseline, 'same-policy', message, ['name another one']);
}

function placed(token: Token, problem: Problem | null): Problem[] {
  if (problem === null) return [];
  return [problemAt(token, problem.code, problem.message, problem.notes)];
}
