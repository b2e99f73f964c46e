// The parts of a run that are not steps -> what their pieces tell: worlds, start, views, orders, end of a turn, outcomes.

import type { Lever, Reducer } from '../model/model.ts';
import type { Reduction } from '../vocabulary.ts';
import { activeWith, leafUnder } from './moves.ts';
import type { Chain, PaidLever, Program, SlotKind } from './program.ts';
import type { Lanes, Mask } from './wasm-lanes.ts';
import { cellAt } from './wasm-memory.ts';
import type { Piece } from './wasm-piece.ts';
import { kept, settledLanes, tellShared } from './wasm-step.ts';

/** What hangs on the world alone. */
export function tellWorldValues(piece: Piece): void {
  const { program, memory } = piece.frame;
  for (const { node, slot } of program.world) piece.put(cellAt(memory.world, slot), kept(piece, node));
}

export function tellWorldStarts(piece: Piece): void {
  const { program, memory } = piece.frame;
  piece.put(memory.alive.at, piece.lanes.laid('all'));
  piece.put(memory.fault.at, piece.lanes.constant(0));
  for (const [index, stock] of program.model.stocks.entries()) {
    const value = piece.number(stock.start);
    piece.failUnlessFinite(program.startFaults[index]!, value);
    const settled = settledLanes(piece, stock, value, { clampLow: true, clampHigh: true });
    piece.put(cellAt(memory.starts, index), settled);
  }
}

/** The state before the first turn, but for what views show and what is taken at the start. */
export function tellStartState(piece: Piece): void {
  const { program, memory } = piece.frame;
  const { lanes } = piece;
  for (const [slot, { kind, index }] of program.layout.numbers.entries()) {
    const value = kind === 'stock' ? piece.cell(cellAt(memory.starts, index)) : startNumber(piece, kind, index);
    piece.put(cellAt(memory.numbers, slot), value);
    if (kind === 'stock') piece.put(cellAt(memory.pending, index), value);
  }
  for (const [slot, { kind, index, state }] of program.layout.wholes.entries()) {
    const value = lanes.constant(startWhole(program, kind, index, state));
    piece.put(cellAt(memory.wholes, slot), value);
    piece.put(cellAt(memory.nextWhole, slot), value);
  }
}

export function tellStartViews(piece: Piece): void {
  const { program, memory } = piece.frame;
  const { model, layout } = program;
  const starters = [...model.reducers.keys()].filter(
    (index) => model.reducers[index]!.reduction === 'start' && layout.at.reduced[index]! >= 0,
  );
  const sources = program.views.map((view) => piece.number(model.views[view]!.source));
  const begun = starters.map((index) => piece.number(model.reducers[index]!.of));
  for (const [at, view] of program.views.entries()) {
    piece.put(cellAt(memory.numbers, layout.at.view[view]!), sources[at]!);
    const coming = layout.at.coming[view]!;
    if (coming >= 0) piece.put(cellAt(memory.numbers, coming), sources[at]!);
  }
  for (const [at, index] of starters.entries()) {
    piece.put(cellAt(memory.numbers, layout.at.reduced[index]!), begun[at]!);
  }
}

function startNumber(piece: Piece, kind: SlotKind, index: number): Lanes {
  const { model } = piece.frame.program;
  const { lanes } = piece;
  switch (kind) {
    case 'force': {
      const { levels, start } = model.levers[index]!;
      return lanes.constant(levels[start]!.value);
    }
    case 'purse':
      return lanes.constant(model.purses[index]!.start);
    case 'reduced':
      return lanes.constant(emptyReduction(model.reducers[index]!.reduction));
    default:
      return lanes.constant(0);
  }
}

function startWhole({ model }: Program, kind: SlotKind, index: number, state: number): number {
  if (kind === 'ordered') return model.levers[index]!.start;
  if (kind !== 'leaf' && kind !== 'entered') return 0;
  const { states, initial } = model.machines[index]!;
  const leaf = leafUnder(states, initial);
  if (kind === 'leaf') return leaf;
  return activeWith(states, leaf).includes(state) ? 0 : -1;
}

/** A reduction before its first turn. */
function emptyReduction(reduction: Reduction): number {
  if (reduction === 'first' || reduction === 'final' || reduction === 'start') return Number.NaN;
  if (reduction === 'highest') return -Infinity;
  return reduction === 'lowest' ? Infinity : 0;
}

/** Views and incomes. All views look at the same moment. */
export function tellViews(piece: Piece): void {
  const { program, memory } = piece.frame;
  const { model, layout, views, draws } = program;
  const { lanes } = piece;
  tellShared(piece);
  const looks = views.map((index) => {
    const view = model.views[index]!;
    return { view, index, source: piece.number(view.source), open: gateOf(piece, view) };
  });
  for (const { view, index, source, open } of looks) {
    const slot = cellAt(memory.numbers, layout.at.view[index]!);
    if (view.kind === 'late') {
      const coming = cellAt(memory.numbers, layout.at.coming[index]!);
      piece.put(slot, piece.cell(coming));
      piece.put(coming, source);
    } else if (view.kind === 'gated') {
      if (open !== 'none') piece.put(slot, open === 'all' ? source : lanes.select(open, source, piece.cell(slot)));
    } else {
      const column = draws.findIndex(({ use, channel }) => use === 'normal' && channel === view.channel);
      piece.put(slot, lanes.add(source, lanes.multiply(lanes.constant(view.sd), piece.drawn(column))));
    }
  }
  for (const [index, { perTurn }] of model.purses.entries()) {
    const slot = layout.at.purse[index]!;
    if (slot < 0) continue;
    const at = cellAt(memory.numbers, slot);
    piece.put(at, lanes.add(piece.cell(at), lanes.constant(perTurn)));
  }
}

function gateOf(piece: Piece, view: Program['model']['views'][number]): Mask {
  return view.kind === 'gated' ? piece.condition(view.gate) : 'all';
}

/** Levers on which arms differ. */
export function openLevers({ chains }: Program): readonly number[] {
  return [...new Set(chains.flatMap((own) => own.map(({ lever }) => lever)))].sort((a, b) => a - b);
}

/**
 * A lever that every arm sets once and for all: nobody's rules have a condition, and neither budget nor ramp comes between. After the
 * first turn it stands as it is.
 */
export function isSettled(program: Program, lever: number): boolean {
  const { purse, rampUp, rampDown } = program.model.levers[lever]!;
  if (purse !== null || rampUp !== null || rampDown !== null) return false;
  const chains = [...program.commonChains, ...program.chains.flat()].filter((chain) => chain.lever === lever);
  return chains.every(({ rules }) => rules[0]!.when === null);
}

/** What an arm asks of the levers on which arms differ. */
export function tellArm(piece: Piece, chains: readonly Chain[]): void {
  const { program } = piece.frame;
  const levers = openLevers(program);
  const settled = levers.filter((lever) => isSettled(program, lever));
  const tell = (all: readonly number[]): void => askLevers(piece, chains, all);
  onFirstTurn(piece, settled.length, () => tell(settled));
  tell(levers.filter((lever) => !settled.includes(lever)));
}

function onFirstTurn(piece: Piece, count: number, tell: () => void): void {
  if (count > 0) piece.inBlock(() => piece.isTurn(0), tell);
}

function askLevers(piece: Piece, chains: readonly Chain[], levers: readonly number[]): void {
  for (const lever of levers) {
    const chain = chains.find((one) => one.lever === lever);
    piece.put(cellAt(piece.frame.memory.levels, lever), levelAsked(piece, lever, chain));
  }
}

/** The level by the first rule that holds, else the one that stands. */
function levelAsked(piece: Piece, lever: number, chain: Chain | undefined): Lanes {
  const { lanes } = piece;
  const rules = (chain?.rules ?? []).map(({ when, level }) => ({ mask: piece.condition(when), level }));
  const certain = rules.at(-1)?.mask === 'all' ? rules.at(-1)! : null;
  let level = certain === null ? orderedOf(piece, lever) : lanes.constant(certain.level);
  for (const rule of rules.reverse()) level = lanes.select(rule.mask, lanes.constant(rule.level), level);
  return level;
}

function orderedOf(piece: Piece, lever: number): Lanes {
  const { memory, program } = piece.frame;
  return piece.cell(cellAt(memory.wholes, program.layout.at.ordered[lever]!));
}

/** What all arms ask alike, then payment and ramps. */
export function tellOrders(piece: Piece): void {
  const { program } = piece.frame;
  const settled = program.levers.filter(({ lever }) => isSettled(program, lever));
  onFirstTurn(piece, settled.length, () => payLevers(piece, settled));
  payLevers(
    piece,
    program.levers.filter((one) => !settled.includes(one)),
  );
}

function payLevers(piece: Piece, levers: readonly PaidLever[]): void {
  const { program, memory } = piece.frame;
  const open = new Set(openLevers(program));
  const asked = levers.map(({ lever }) => {
    if (open.has(lever)) return piece.cell(cellAt(memory.levels, lever));
    const chain = program.commonChains.find((one) => one.lever === lever);
    return levelAsked(piece, lever, chain);
  });
  for (const [at, { lever, fault }] of levers.entries()) payLever(piece, lever, fault, asked[at]!);
}

function payLever(piece: Piece, index: number, fault: number, asked: Lanes): void {
  const { program, memory } = piece.frame;
  const { layout, model } = program;
  const { lanes } = piece;
  const lever = model.levers[index]!;
  const costSlot = layout.at.cost[index]!;
  let level = asked;
  if (fault !== 0 || costSlot >= 0 || lever.purse !== null) {
    const costs = lever.levels.map(({ cost }) => piece.number(cost));
    if (fault !== 0) piece.failUnlessFinite(fault, byLevel(piece, level, costs));
    if (lever.purse !== null) level = affordable(piece, lever, costs, level);
    const cost = byLevel(piece, level, costs);
    if (lever.purse !== null) {
      const purse = cellAt(memory.numbers, layout.at.purse[lever.purse]!);
      piece.put(purse, lanes.subtract(piece.cell(purse), cost));
    }
    if (costSlot >= 0) piece.put(cellAt(memory.numbers, costSlot), cost);
  }
  piece.put(cellAt(memory.wholes, layout.at.ordered[index]!), level);
  follow(piece, lever, index, level);
}

/** From the highest level down: who stands on it and cannot pay for it steps down. */
function affordable(piece: Piece, lever: Lever, costs: readonly Lanes[], asked: Lanes): Lanes {
  const { program, memory } = piece.frame;
  const { lanes } = piece;
  const purse = piece.cell(cellAt(memory.numbers, program.layout.at.purse[lever.purse!]!));
  let level = asked;
  for (let at = lever.levels.length - 1; at > 0; at--) {
    const stands = lanes.compare('eq', level, lanes.constant(at));
    const poor = lanes.without(stands, lanes.compare('le', costs[at]!, purse));
    level = lanes.select(poor, lanes.constant(at - 1), level);
  }
  return level;
}

function byLevel(piece: Piece, level: Lanes, values: readonly Lanes[]): Lanes {
  const { lanes } = piece;
  let value = values.at(-1)!;
  for (let at = values.length - 2; at >= 0; at--) {
    if (values.every((one) => one.parts[0] === values[0]!.parts[0])) break;
    value = lanes.select(lanes.compare('eq', level, lanes.constant(at)), values[at]!, value);
  }
  return value;
}

/** One turn of the number in force towards the number ordered. */
function follow(piece: Piece, { levels, rampUp, rampDown }: Lever, index: number, level: Lanes): void {
  const { program, memory } = piece.frame;
  const { lanes } = piece;
  const force = cellAt(memory.numbers, program.layout.at.force[index]!);
  const goal = byLevel(
    piece,
    level,
    levels.map(({ value }) => lanes.constant(value)),
  );
  if (rampUp === null && rampDown === null) {
    piece.put(force, goal);
    return;
  }
  const now = piece.cell(force);
  let result = goal;
  if (rampDown !== null) {
    const next = lanes.subtract(now, lanes.constant(rampDown));
    const isFar = lanes.both(lanes.compare('lt', goal, now), lanes.compare('gt', next, goal));
    result = lanes.select(isFar, next, result);
  }
  if (rampUp !== null) {
    const next = lanes.add(now, lanes.constant(rampUp));
    const isFar = lanes.both(lanes.compare('gt', goal, now), lanes.compare('lt', next, goal));
    result = lanes.select(isFar, next, result);
  }
  piece.put(force, result);
}

/** Reducers; lanes whose run stops here are finished. `goesOn` is told when some lane of the group still runs. */
export function tellEnd(piece: Piece, goesOn: () => void): void {
  const { program, memory } = piece.frame;
  const { model, layout, endWhen } = program;
  const { lanes } = piece;
  tellShared(piece);
  for (const index of program.reducers) {
    reduceTurn(piece, model.reducers[index]!, cellAt(memory.numbers, layout.at.reduced[index]!));
  }
  const last = model.turns - 1;
  const finish = (mask: Lanes): void => {
    piece.put(memory.done.at, mask);
    piece.callPiece('finals');
    piece.callPiece('outcomes');
  };
  if (endWhen === null) {
    piece.inBlock(
      () => piece.isTurn(last),
      () => finish(piece.cell(memory.alive.at)),
    );
    return;
  }
  const stops = lanes.either(piece.condition(endWhen), piece.turnMask(last));
  const alive = piece.cell(memory.alive.at);
  const stopping = lanes.laid(lanes.both(alive, stops));
  piece.whenAny(stopping, () => {
    finish(stopping);
    piece.put(memory.alive.at, lanes.laid(lanes.without(piece.cell(memory.alive.at), stopping)));
  });
  lanes.any(lanes.laid(lanes.without(alive, stopping)));
  piece.code.when(goesOn);
}

function reduceTurn(piece: Piece, { reduction, of }: Reducer, at: number): void {
  const { lanes, frame } = piece;
  const before = () => piece.cell(at);
  switch (reduction) {
    case 'ever':
      if (frame.program.conditions[of]!) {
        const holds = lanes.orZero(piece.condition(of), lanes.constant(1));
        piece.put(at, lanes.binary('v128.or', before(), holds));
      } else piece.put(at, lanes.binary('f64x2.max', before(), piece.number(of)));
      return;
    case 'first': {
      const running = before();
      const isOpen = lanes.compare('ne', running, running);
      piece.put(at, lanes.select(lanes.both(isOpen, piece.condition(of)), piece.turn(1), running));
      return;
    }
    case 'highest':
    case 'lowest':
      piece.put(at, lanes.binary(reduction === 'highest' ? 'f64x2.max' : 'f64x2.min', before(), piece.number(of)));
      return;
    case 'turns':
    case 'average':
    case 'total':
      piece.put(at, lanes.add(before(), piece.number(of)));
      return;
    case 'final':
      piece.put(at, piece.number(of));
      return;
    case 'start':
      return;
  }
}

/** What is taken once, when the run is over. */
export function tellFinals(piece: Piece): void {
  const { program, memory } = piece.frame;
  for (const index of program.finals) {
    const value = piece.number(program.model.reducers[index]!.of);
    piece.put(cellAt(memory.numbers, program.layout.at.reduced[index]!), value);
  }
}

/** The outcomes of the lanes that are done after this turn. */
export function tellOutcomes(piece: Piece): void {
  const { program, memory } = piece.frame;
  const { lanes } = piece;
  const done = piece.cell(memory.done.at);
  for (const [index, { value, firsts }] of program.model.outcomes.entries()) {
    const found = piece.number(value);
    let missing: Mask = 'none';
    for (const first of firsts) {
      const reduced = piece.cell(cellAt(memory.numbers, program.layout.at.reduced[first]!));
      missing = lanes.either(missing, lanes.compare('ne', reduced, reduced));
    }
    piece.failUnlessFinite(program.outcomeFaults[index]!, found, lanes.without(done, missing));
    const told = lanes.select(missing, lanes.constant(Number.NaN), found);
    const at = cellAt(memory.outcomes, index);
    piece.put(at, lanes.select(done, told, piece.cell(at)));
  }
}
