// `greyzone diff`: two cases, or two lines of one, side by side: the orders that differ, and what happened in one line only.

import {
  type CaseLog,
  diffLines,
  documentText,
  type Ground,
  layGround,
  lineEnds,
  readCase,
  replayCase,
  type Standing,
  type TurnDifference,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { loadScenario } from '../load-scenario.ts';
import { otherNotes, toldFault, whyOtherScenario } from '../play/case-shelf.ts';
import type { Terminal } from '../terminal.ts';

export interface DiffOptions {
  readonly lines?: readonly string[];
  readonly scenario?: string;
  readonly json?: true;
}

interface Played {
  readonly name: string;
  readonly standing: Standing;
}

interface Case {
  readonly file: string;
  readonly log: CaseLog;
  readonly ground: Ground;
  readonly standings: ReadonlyMap<number, Standing>;
}

export function diff(one: string, other: string | undefined, options: DiffOptions, terminal: Terminal): void {
  if (other !== undefined && options.lines !== undefined)
    throw badInput('--lines compares lines of one case, and two cases are named');
  const first = open(one, options);
  const [a, b] = other === undefined ? twoLines(first, options.lines) : twoCases(first, open(other, options));
  const differences = diffLines(a.standing, b.standing);
  terminal.out(options.json ? diffJson(first, a, b, differences) : diffText(a, b, differences, terminal));
}

function open(file: string, options: DiffOptions): Case {
  const read = readCase(file);
  if ('fault' in read) throw badInput(toldFault(read));
  const { log } = read;
  const scenario = loadScenario(options.scenario ?? log.opening.scenario.id);
  const otherText = whyOtherScenario(log.opening, scenario);
  if (otherText !== null) throw badInput(toldFault({ fault: otherText, notes: otherNotes(file).slice(0, 1) }));
  const laid = layGround(scenario, log.opening);
  if ('faults' in laid) throw badInput(laid.faults.join('\n'));
  const { fault, standings } = replayCase(laid.ground, log);
  if (fault !== null) throw new Stop(EXIT.failed, `${file}: entry ${fault.entry} does not hold: ${fault.message}`);
  return { file, log, ground: laid.ground, standings };
}

/** Lines are counted from 1, the oldest first; unless told, the last two. */
function twoLines({ file, log, standings }: Case, asked?: readonly string[]): readonly [Played, Played] {
  const ends = lineEnds(log.entries, log.entries.length);
  if (ends.length < 2) throw badInput(`${file} has one line only; take a turn back and play on to make another`);
  const names = asked ?? [String(ends.length - 1), String(ends.length)];
  const [a, b] = names.map((name): Played => {
    const end = /^\d+$/.test(name) ? ends[Number(name) - 1] : undefined;
    if (end === undefined) throw badInput(`--lines ${name}: lines are counted from 1 to ${ends.length}`);
    return { name: `line ${name}`, standing: standings.get(end.n)! };
  });
  if (a === undefined || b === undefined || names.length !== 2) throw badInput('--lines: expected two lines, as 1,3');
  return [a, b];
}

function twoCases(a: Case, b: Case): readonly [Played, Played] {
  const [one, two] = [a.ground.scenario, b.ground.scenario];
  if (one.hash !== two.hash)
    throw badInput(
      `the cases were played in different texts: ${one.id} ${one.hash.slice(0, 8)} and ${two.id} ${two.hash.slice(0, 8)}`,
    );
  const played = (one: Case): Played => ({ name: one.file, standing: one.standings.get(one.log.entries.length)! });
  return [played(a), played(b)];
}

function diffJson({ ground }: Case, a: Played, b: Played, differences: readonly TurnDifference[]): string {
  const { id, version, hash } = ground.scenario;
  const side = ({ name, standing }: Played) => ({ name, turns: standing.played });
  const document = {
    format: 'greyzone.diff/1',
    scenario: { id, version, hash },
    a: side(a),
    b: side(b),
    turns: differences,
  };
  return documentText(document);
}

function diffText(a: Played, b: Played, differences: readonly TurnDifference[], { paint }: Terminal): string {
  const turns = `A ${a.name}, ${a.standing.played} turns; B ${b.name}, ${b.standing.played} turns`;
  if (differences.length === 0) return `${turns}\nNo difference in the turns that both have.\n`;
  const parts = differences.map(({ turn, date, orders, onlyA, onlyB }) =>
    [
      paint('heading', `Turn ${turn}, ${date}`),
      ...orders.map(({ name, a: one, b: two }) => `  order ${name}: A ${one}, B ${two}`),
      ...onlyA.map((name) => `  A only: ${name}`),
      ...onlyB.map((name) => `  B only: ${name}`),
    ].join('\n'),
  );
  return `${[turns, ...parts].join('\n\n')}\n`;
}
