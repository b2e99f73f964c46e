// `greyzone replay`: a case is played again from its log; every turn must come to the state that was noted when it was played.

import {
  type CaseEntry,
  type CaseLog,
  type ChanceRuling,
  documentText,
  endStory,
  layGround,
  lineTo,
  readCase,
  replayCase,
  type Scenario,
  type SeminarInput,
  type Standing,
  turnStory,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { loadScenario } from '../load-scenario.ts';
import { otherNotes, toldFault, whyOtherScenario } from '../play/case-shelf.ts';
import type { Terminal } from '../terminal.ts';

export interface ReplayOptions {
  readonly scenario?: string;
  readonly verify?: true;
  readonly json?: true;
}

/** What a replay came to. `fault` is null when the whole log holds. */
interface Proof {
  readonly turns: number;
  readonly agreeing: number;
  readonly fault: { readonly entry: number; readonly message: string } | null;
}

export function replay(file: string, options: ReplayOptions, terminal: Terminal): void {
  const read = readCase(file);
  if ('fault' in read) throw new Stop(isChanged(read.fault) ? EXIT.failed : EXIT.badInput, toldFault(read));
  const { log, torn } = read;
  if (torn) terminal.err('greyzone: the last line was cut off while it was written; it is left out\n');
  const scenario = loadScenario(options.scenario ?? log.opening.scenario.id);
  const other = whyOtherScenario(log.opening, scenario);
  if (other !== null) {
    // What was ordered can be read without the scenario; what came of it cannot.
    if (!options.verify && !options.json) terminal.out(`${log.entries.map(entryText).join('\n')}\n`);
    throw new Stop(EXIT.failed, toldFault({ fault: other, notes: otherNotes(file).slice(0, 1) }));
  }
  const laid = layGround(scenario, log.opening);
  if ('faults' in laid) throw badInput(laid.faults.join('\n'));
  const { standings, standing, ...proof } = replayCase(laid.ground, log);
  if (options.json) terminal.out(replayJson(file, scenario, log, torn, proof));
  else if (options.verify) terminal.out(`${proofText(proof)}\n`);
  else {
    const last = standing ?? standings.get([...standings.keys()].at(-1)!)!;
    tellStory(laid.ground.model, log, last, standings, terminal);
    terminal.out(`\n${proofText(proof)}\n`);
  }
  if (proof.fault !== null) throw new Stop(EXIT.failed, `${file}: entry ${proof.fault.entry} does not hold`);
}

function isChanged(fault: string): boolean {
  return fault.includes('was changed');
}

function proofText({ turns, agreeing, fault }: Proof): string {
  const held = `${agreeing} of ${turns} ${turns === 1 ? 'turn comes' : 'turns come'} to the noted state`;
  return fault === null ? `${held}: the case holds.` : `${held}; entry ${fault.entry}: ${fault.message}.`;
}

function replayJson(file: string, { id, version, hash }: Scenario, log: CaseLog, torn: boolean, proof: Proof): string {
  const { kind: _, format: __, ...opening } = log.opening;
  const document = {
    format: 'greyzone.replay/1',
    file,
    scenario: { id, version, hash },
    opening,
    entries: log.entries.length,
    torn,
    ...proof,
    holds: proof.fault === null,
  };
  return documentText(document);
}

/** The line on which the case stands; other lines are for `diff`. */
function tellStory(
  model: Parameters<typeof turnStory>[0],
  log: CaseLog,
  last: Standing,
  standings: ReadonlyMap<number, Standing>,
  { out, width, paint }: Terminal,
): void {
  const options = { width, paint, trace: false };
  const head = [...standings.keys()].at(-1)!;
  let played = 0;
  for (const entry of lineTo(log.entries, head)) {
    if (entry.input.kind === 'turn') out(`${turnStory(model, last.records[played++]!, options)}\n`);
    else out(`${paint('faint', entryText(entry))}\n`);
  }
  if (last.over) out(endStory(model, last.records, options));
}

/** One input in a line, with the wall time where it was kept. */
export function entryText({ n, on, at, input }: CaseEntry): string {
  const from = `${at === undefined ? '' : ` [${at}]`}${on === n - 1 ? '' : ` (goes on from ${on})`}`;
  switch (input.kind) {
    case 'orders': {
      const levers = Object.entries(input.levers).map(([lever, level]) => `${lever} ${level}`);
      return `> turn ${input.turn}, ${input.seat}: ${levers.length === 0 ? 'nothing new' : levers.join(', ')}${from}`;
    }
    case 'turn':
      return `> turn ${input.turn} is played${from}`;
    case 'holder':
      return `> turn ${input.turn}, ${input.seat} is held by ${input.holder === 'person' ? 'a person' : 'its strategy'}${from}`;
    case 'inject':
      return `> turn ${input.turn}, inject ${input.inject}${from}`;
    case 'ruling': {
      const sets = Object.entries({ ...input.stocks, ...input.machines }).map(([name, value]) => `${name} = ${value}`);
      return `> turn ${input.turn}, ruling ${sets.join(', ')} because ${input.reason}${from}`;
    }
    case 'note':
      return `> turn ${input.turn}, note of ${input.seat}: ${input.text}${from}`;
    case 'estimate':
      return `> turn ${input.turn}, ${input.seat} gives ${input.outcome} ${input.probability}${from}`;
    case 'bookmark':
      return `> turn ${input.turn}, bookmark ${input.name}${from}`;
    case 'back':
      return `> back to before turn ${input.turn}${from}`;
    default:
      return `> turn ${input.turn}, ${seminarText(input)}${from}`;
  }
}

function seminarText(input: SeminarInput): string {
  switch (input.kind) {
    case 'clock':
      return `${input.what === 'startex' || input.what === 'endex' ? input.what.toUpperCase() : input.what} at ${input.at}`;
    case 'move':
      return `move ${input.move} begins at ${input.at}`;
    case 'msel': {
      const until = input.until === undefined ? '' : ` until turn ${input.until}`;
      return `${input.entry} is ${input.status}${until}${input.reason ? ` because ${input.reason}` : ''}`;
    }
    case 'ad hoc':
      return `${input.id} to ${input.to.join(', ')} from ${input.from}: ${input.text} (${input.reason})`;
    case 'adjudication':
      return `${input.mode} ruling on ${input.channel}: ${rulingText(input.ruling)}${input.reason === '' ? '' : ` because ${input.reason}`}`;
    case 'request':
      return `${input.seat} asks (${input.id}): ${input.text}`;
    case 'answer':
      return `answer to ${input.request}: ${input.text}`;
    case 'turned away':
      return `message ${input.message} of ${input.seat} is turned away: ${input.why}`;
    case 'rating':
      return `${input.objective}, task ${input.task + 1}, is rated ${input.rating}${input.why === '' ? '' : ` because ${input.why}`}`;
    case 'improvement': {
      const who = input.owner === '' ? '' : ` (${input.owner})`;
      return `to improve for ${input.objective}: ${input.what}${who}${input.due === '' ? '' : ` by ${input.due}`}`;
    }
    case 'feedback':
      return `feedback of ${input.seat}: ${Object.values(input.scores).join(', ')}`;
  }
}

function rulingText(ruling: ChanceRuling): string {
  switch (ruling.way) {
    case 'accept':
      return 'as the model drew';
    case 're-roll':
      return `drawn again (${ruling.drawn})`;
    case 'moderate':
      return `${ruling.answer} with odds ${ruling.chance}`;
    case 'override':
      return ruling.answer;
  }
}
