// A step of a turn (the injects, or a phase) -> what its piece tells: shared formulas, moves, writers in order, commit. Everything happens
// under masks of lanes; what only some lanes do is written by selection, what no lane does is skipped.

import type { Chance, Consequence } from '../model/model.ts';
import { GUARD_BAND } from './guard-band.ts';
import { CHANCE_TOLERANCE, chanceUse } from './lower-program.ts';
import { enteredBy, leafUnder } from './moves.ts';
import type { DrawUse, Program, Step, Touched } from './program.ts';
import { exactly, type Range, sumRange } from './range.ts';
import type { Lanes, Mask } from './wasm-lanes.ts';
import { poissonLanes } from './wasm-laws.ts';
import { expForTest } from './wasm-math.ts';
import { cellAt } from './wasm-memory.ts';
import { leavesInside } from './wasm-node.ts';
import type { Piece } from './wasm-piece.ts';

/** Something that is told to a piece; a piece that grows too large is cut between units. */
export type Unit = (piece: Piece) => void;

/** Flag 0 of a group: something was written in this step. Flag 1 + m: machine m has moved. */
const WRITTEN = 0;
const MOST_RATE = 64;

/** Transitions of which the commit must know whether they were taken, numbered from 0 through the whole model. */
export type TookMasks = ReadonlyMap<string, number>;

export function tookMasks(program: Program): TookMasks {
  const masks = new Map<string, number>();
  for (const step of program.phases) {
    for (const machine of step.machines) {
      for (const [state, { transitions }] of program.model.machines[machine]!.states.entries()) {
        for (const [at, { effects }] of transitions.entries()) {
          if (effects.some(({ stock, mode }) => mode === 'add' && isBoth(step, stock))) {
            masks.set(`${machine} ${state} ${at}`, masks.size);
          }
        }
      }
    }
  }
  return masks;
}

/** Stocks that incidents, machines or injects write to somewhere; only these have a pending cell that must be right. */
export function pendingStocks({ phases, injects }: Program): ReadonlySet<number> {
  return new Set(
    [injects, ...phases].flatMap(({ touched }) =>
      touched.filter(({ writes }) => writes !== 'none').map(({ stock }) => stock),
    ),
  );
}

/** `isWhole`: all units stand in one function, so that what they tell each other may stay in its locals. */
export function stepUnits(program: Program, step: Step, isWhole: boolean): readonly Unit[] {
  const write = new StepWriter(program, step, isWhole);
  return [
    (piece) => write.open(piece),
    ...(step.injects.length > 0 ? [(piece: Piece) => write.injects(piece)] : []),
    ...step.incidents.map((index) => (piece: Piece) => write.incident(piece, index)),
    ...step.machines.map((index) => (piece: Piece) => write.machine(piece, index)),
    (piece) => write.commit(piece),
  ];
}

/** The formulas that a stage works out for itself and later ones. */
export function tellShared(piece: Piece): void {
  const { program, memory } = piece.frame;
  for (const { node, slot, stage } of program.shared) {
    if (stage !== piece.stage) continue;
    piece.put(cellAt(memory.scratch, slot), kept(piece, node));
  }
}

/** A formula as it lies in memory: a condition as a mask. */
export function kept(piece: Piece, node: number): Lanes {
  const { program } = piece.frame;
  return program.conditions[node] ? piece.lanes.laid(piece.condition(node)) : piece.number(node);
}

/** The running sum of a state's chances, and what is known of it. */
interface Slices {
  readonly sum: Lanes;
  readonly range: Range;
}

class StepWriter {
  private readonly program: Program;
  private readonly step: Step;
  private readonly took: TookMasks;
  private readonly pending: ReadonlySet<number>;
  private readonly isWhole: boolean;

  constructor(program: Program, step: Step, isWhole: boolean) {
    this.isWhole = isWhole;
    this.program = program;
    this.step = step;
    this.took = tookMasks(program);
    this.pending = pendingStocks(program);
  }

  open(piece: Piece): void {
    tellShared(piece);
    if (this.isLazy()) piece.setFlag(WRITTEN, 0);
    const written = this.step.moves.filter(({ stock }) => this.touchedOf(stock).writes !== 'none');
    const values = written.map(({ next }) => piece.number(next));
    for (const [at, { stock }] of written.entries()) piece.put(this.pendingAt(piece, stock), values[at]!);
  }

  injects(piece: Piece): void {
    const { model, layout } = this.program;
    const { lanes } = piece;
    const { memory } = piece.frame;
    const due = this.step.injects.map((index): Lanes => {
      const { turn, when } = model.injects[index]!;
      const asked = layout.at.asked[index]!;
      let any: Mask = asked < 0 ? 'none' : piece.cell(cellAt(memory.wholes, asked));
      if (turn !== null) any = lanes.either(any, piece.turnMask(turn));
      if (when !== null) any = lanes.either(any, piece.condition(when));
      const released = piece.cell(cellAt(memory.wholes, layout.at.released[index]!));
      return lanes.laid(lanes.without(any, released));
    });
    for (const [at, index] of this.step.injects.entries()) {
      piece.put(cellAt(memory.noted, this.queueOf(index)), due[at]!);
      const asked = layout.at.asked[index]!;
      if (asked >= 0) piece.put(cellAt(memory.wholes, asked), lanes.constant(0));
    }
    for (const [at, index] of this.step.injects.entries()) {
      piece.whenAny(due[at]!, () => {
        const released = cellAt(memory.wholes, layout.at.released[index]!);
        piece.put(released, lanes.laid(lanes.either(piece.cell(released), due[at]!)));
        this.consequences(piece, model.injects[index]!, due[at]!, null);
      });
    }
  }

  incident(piece: Piece, index: number): void {
    const incident = this.program.model.incidents[index]!;
    const { lanes } = piece;
    const isNoted = this.isNoted(index);
    if (isNoted) this.begin(piece, notedKey(index), cellAt(piece.frame.memory.noted, index), lanes.constant(0));
    const fault = this.program.incidentFaults[index]!;
    const when = piece.condition(incident.when);
    piece.whenAny(when, () => {
      if (incident.rate !== null) {
        const rate = piece.number(incident.rate);
        const inRange = lanes.both(
          lanes.compare('ge', rate, lanes.constant(0)),
          lanes.compare('le', rate, lanes.constant(MOST_RATE)),
        );
        piece.fail(fault, lanes.without(when, inRange));
        const u = piece.drawn(this.columnOf(incident.channel!, 'chance'));
        const times = poissonLanes(lanes, rate, u);
        this.happens(piece, index, lanes.both(when, lanes.compare('gt', times, lanes.constant(0))), times);
      } else if (incident.chance === null) this.happens(piece, index, when, null);
      else this.happens(piece, index, this.chance(piece, incident.chance, incident.channel!, fault, when), null);
    });
  }

  /** What is only noted is noted without a branch, which the processor would often guess wrong. */
  private happens(piece: Piece, index: number, mask: Mask, times: Lanes | null): void {
    const incident = this.program.model.incidents[index]!;
    const { lanes } = piece;
    if (this.isNoted(index)) {
      this.note(
        piece,
        notedKey(index),
        cellAt(piece.frame.memory.noted, index),
        lanes.orZero(mask, times ?? lanes.constant(1)),
      );
    }
    if (incident.effects.length + incident.asks.length > 0) {
      piece.whenAny(mask, () => this.consequences(piece, incident, mask, times));
    }
  }

  /** Something that later units of the step must know: it has a value from here on. */
  private begin(piece: Piece, key: string, cell: number, value: Lanes): void {
    if (this.isWhole) piece.variables.set(key, piece.lanes.variable(value));
    else piece.put(cell, value);
  }

  private note(piece: Piece, key: string, cell: number, value: Lanes): void {
    if (this.isWhole) piece.lanes.assign(piece.variables.get(key)!, value);
    else piece.put(cell, value);
  }

  /** To be used before it is noted anew. */
  private told(piece: Piece, key: string, cell: number): Lanes {
    return this.isWhole ? piece.variables.get(key)! : piece.cell(cell);
  }

  machine(piece: Piece, index: number): void {
    const { states } = this.program.model.machines[index]!;
    const { lanes } = piece;
    if (this.keepsEntries(index)) piece.setFlag(1 + index, 0);
    this.begin(piece, leafKey(index), cellAt(piece.frame.memory.nextLeaf, index), piece.leaf(index));
    this.forgetTook(piece, index);
    const asked = states.flatMap(({ initial, transitions }, at) => (initial < 0 && transitions.length > 0 ? [at] : []));
    // A state's parent has a smaller index, so from the largest down every inner state comes before those around it.
    const around = states
      .flatMap(({ initial, transitions }, at) => (initial >= 0 && transitions.length > 0 ? [at] : []))
      .reverse();
    const fired = around.length === 0 ? null : lanes.variable(lanes.constant(0));
    for (const state of [...asked, ...around]) {
      const inside = piece.inLeaves(index, leavesInside(this.program.model.machines[index]!, state));
      const mask = around.includes(state) ? lanes.without(inside, fired!) : inside;
      piece.whenAny(mask, () => this.ask(piece, index, state, mask, fired));
    }
  }

  commit(piece: Piece): void {
    const still = this.step.moves.filter(({ stock }) => this.touchedOf(stock).writes === 'none');
    const tell = (): void => {
      const moved = new Map(still.map(({ stock, next }) => [stock, piece.number(next)]));
      for (const one of this.step.touched) if (one.writes === 'both') this.lateAdds(piece, one);
      for (const one of this.step.touched) this.settle(piece, one, moved.get(one.stock));
    };
    if (!this.isLazy()) tell();
    else if (this.step.touched.length > 0) piece.inBlock(() => piece.getFlag(WRITTEN), tell);
    this.books(piece);
  }

  /** Nothing changes unless somebody writes. */
  private isLazy(): boolean {
    return !this.step.restless;
  }

  private touchedOf(stock: number): Touched {
    return this.step.touched.find((one) => one.stock === stock)!;
  }

  private pendingAt(piece: Piece, stock: number): number {
    return cellAt(piece.frame.memory.pending, stock);
  }

  /** Injects note that they fired behind the incidents' times. */
  private queueOf(inject: number): number {
    return this.program.model.incidents.length + inject;
  }

  private columnOf(channel: number, use: DrawUse): number {
    return this.program.draws.findIndex((column) => column.channel === channel && column.use === use);
  }

  /** Somebody asks later whether, and how often, the incident happened. */
  private isNoted(index: number): boolean {
    const { layout, model } = this.program;
    return (
      layout.at.times[index]! >= 0 ||
      layout.at.count[index]! >= 0 ||
      model.incidents[index]!.effects.some(({ stock, mode }) => mode === 'add' && isBoth(this.step, stock))
    );
  }

  private forgetTook(piece: Piece, machine: number): void {
    for (const [key, at] of this.took) {
      if (!key.startsWith(`${machine} `)) continue;
      this.begin(piece, tookKey(at), cellAt(piece.frame.memory.took, at), piece.lanes.constant(0));
    }
  }

  /** Lanes of the mask in which a chance that has the draw for itself fires. */
  private chance(piece: Piece, chance: Chance, channel: number, fault: number, where: Mask): Mask {
    const { lanes } = piece;
    if (chance.kind === 'probability') {
      const p = piece.number(chance.p);
      if (fault !== 0) piece.fail(fault, lanes.without(where, this.inRange(piece, p, piece.rangeOf(chance.p))));
      const u = piece.drawn(this.columnOf(channel, 'chance'));
      return lanes.both(where, lanes.compare('lt', u, p));
    }
    const x = piece.number(chance.x);
    if (fault !== 0) piece.fail(fault, lanes.both(where, lanes.compare('ne', x, x)));
    const use = chanceUse(this.program.model, chance, channel);
    const column = this.columnOf(channel, use);
    if (use === 'logit' && piece.frame.thresholds) return this.threshold(piece, x, column, where);
    const { low, high, nan } = piece.rangeOf(chance.x);
    const e = expForTest(lanes, lanes.unary('f64x2.neg', x), { low: -high, high: -low, nan });
    const product = lanes.multiply(piece.drawn(column), lanes.add(lanes.constant(1), e));
    return lanes.both(where, lanes.compare('lt', product, lanes.constant(1)));
  }

  private threshold(piece: Piece, x: Lanes, column: number, where: Mask): Mask {
    const { lanes } = piece;
    const apart = lanes.subtract(x, piece.drawn(column));
    const fires = lanes.variable(lanes.compare('gt', apart, lanes.constant(GUARD_BAND)));
    const near = lanes.compare('le', lanes.unary('f64x2.abs', apart), lanes.constant(GUARD_BAND));
    piece.whenAny(near, () => {
      const exact = lanes.call(piece.frame.indexOf('exact'), [x, piece.uniform(column)]);
      lanes.assign(fires, lanes.select(near, exact, fires));
    });
    return lanes.both(where, fires);
  }

  /** As far as its range does not prove it. A NaN is below no bound. */
  private inRange({ lanes }: Piece, p: Lanes, { low, high, nan }: Range): Mask {
    const isLow = high <= 1 + CHANCE_TOLERANCE && !nan;
    const below = isLow ? 'all' : lanes.compare('le', p, lanes.constant(1 + CHANCE_TOLERANCE));
    return low >= 0 ? below : lanes.both(below, lanes.compare('ge', p, lanes.constant(0)));
  }

  /** The effects of something that happened, as far as they are written at once, and its requests. */
  private consequences(piece: Piece, { effects, asks }: Consequence, mask: Mask, times: Lanes | null): void {
    const { lanes } = piece;
    for (const { stock, mode, amount } of effects) {
      const at = this.pendingAt(piece, stock);
      if (mode === 'add' && this.touchedOf(stock).writes === 'both') continue;
      const value = piece.number(amount);
      if (mode === 'set') piece.put(at, this.selected(piece, mask, value, at));
      else this.addTo(piece, at, mask, value, times);
    }
    for (const inject of asks) {
      const slot = this.program.layout.at.asked[inject]!;
      if (slot < 0) continue;
      const at = cellAt(piece.frame.memory.wholes, slot);
      piece.put(at, lanes.laid(lanes.either(piece.cell(at), mask)));
    }
    if (effects.length > 0 && this.isLazy()) piece.setFlag(WRITTEN, 1);
  }

  private addTo(piece: Piece, at: number, mask: Mask, amount: Lanes, times: Lanes | null): void {
    const { lanes } = piece;
    const before = piece.cell(at);
    const after = lanes.add(before, times === null ? amount : lanes.multiply(amount, times));
    piece.put(at, lanes.select(mask, after, before));
  }

  private selected(piece: Piece, mask: Mask, value: Lanes, at: number): Lanes {
    return mask === 'all' ? value : piece.lanes.select(mask, value, piece.cell(at));
  }

  /**
   * Asks a state in the lanes of the mask. `looking`: lanes whose chances still have to be looked at (any of them may fail the run, also
   * behind one that fires); `open`: those in which nothing has fired yet.
   */
  private ask(piece: Piece, machine: number, index: number, mask: Mask, fired: Lanes | null): void {
    const { lanes } = piece;
    const state = this.program.model.machines[machine]!.states[index]!;
    const fault = this.program.stateFaults[machine]![index]!;
    const chances = state.transitions.filter(({ chance }) => chance !== null).length;
    let looking: Mask = mask;
    let open: Mask = mask;
    let slices: Slices | null = null;
    for (const [at, { when, chance }] of state.transitions.entries()) {
      const condition = piece.condition(when);
      const here: Mask = lanes.both(looking, condition);
      let fires: Mask;
      if (chance === null) {
        fires = lanes.both(condition, open);
        looking = lanes.without(looking, here);
      } else if (chances === 1 || chance.kind === 'logit') {
        fires = lanes.both(this.chance(piece, chance, state.channel!, fault, here), open);
      } else {
        slices = this.slice(piece, chance.p, fault, condition, here, slices);
        const u = piece.drawn(this.columnOf(state.channel!, 'chance'));
        fires = lanes.both(lanes.both(condition, open), lanes.compare('lt', u, slices.sum));
      }
      this.fire(piece, machine, index, at, fires, fired);
      open = lanes.without(open, fires);
      if (chance === null && when === null) break;
    }
  }

  /** The sum of the chances so far, each and all of them looked at. Where a chance is not open, it adds nothing. */
  private slice(piece: Piece, p: number, fault: number, condition: Mask, here: Mask, before: Slices | null): Slices {
    const { lanes } = piece;
    const chance = piece.number(p);
    const own = piece.rangeOf(p);
    const range = sumRange(before?.range ?? exactly(0), [own]);
    if (fault !== 0) piece.fail(fault, lanes.without(here, this.inRange(piece, chance, own)));
    if (before === null) return { sum: lanes.orZero(condition, chance), range };
    const longer = lanes.add(before.sum, chance);
    if (fault !== 0) piece.fail(fault, lanes.without(here, this.inRange(piece, longer, range)));
    return { sum: lanes.select(condition, longer, before.sum), range };
  }

  private fire(piece: Piece, machine: number, state: number, at: number, mask: Mask, fired: Lanes | null): void {
    const { layout, model } = this.program;
    const { memory } = piece.frame;
    const { lanes } = piece;
    const { states } = model.machines[machine]!;
    const transition = states[state]!.transitions[at]!;
    const next = cellAt(memory.nextLeaf, machine);
    const leaf = lanes.constant(leafUnder(states, transition.target));
    this.note(piece, leafKey(machine), next, lanes.select(mask, leaf, this.told(piece, leafKey(machine), next)));
    if (fired !== null) lanes.assign(fired, lanes.laid(lanes.either(fired, mask)));
    const took = this.took.get(`${machine} ${state} ${at}`);
    if (took !== undefined) this.note(piece, tookKey(took), cellAt(memory.took, took), lanes.laid(mask));
    const entered = enteredBy(states, state, transition.target).flatMap((one) => {
      const slot = layout.entered[machine]![one]!;
      return slot < 0 ? [] : [cellAt(memory.nextWhole, slot)];
    });
    if (entered.length + transition.effects.length + transition.asks.length === 0) return;
    piece.whenAny(mask, () => {
      for (const cell of entered) piece.put(cell, this.selected(piece, mask, piece.turn(0), cell));
      if (entered.length > 0) piece.setFlag(1 + machine, 1);
      this.consequences(piece, transition, mask, null);
    });
  }

  /** Some formula asks how long a state of the machine has been active. */
  private keepsEntries(machine: number): boolean {
    return this.program.layout.entered[machine]!.some((slot) => slot >= 0);
  }

  /** Adds to a stock that others set: writers in order, from what each noted of itself. */
  private lateAdds(piece: Piece, { stock }: Touched): void {
    const { model } = this.program;
    const { memory } = piece.frame;
    const adds = (tell: () => Lanes, isTimes: boolean, rate: boolean, { effects }: Consequence): void => {
      const amounts = effects.filter((effect) => effect.stock === stock && effect.mode === 'add');
      if (amounts.length === 0) return;
      const noted = tell();
      const mask = isTimes ? piece.lanes.compare('ne', noted, piece.lanes.constant(0)) : noted;
      piece.whenAny(mask, () => {
        for (const { amount } of amounts) {
          this.addTo(piece, this.pendingAt(piece, stock), mask, piece.number(amount), rate ? noted : null);
        }
      });
    };
    for (const index of this.step.injects) {
      adds(() => piece.cell(cellAt(memory.noted, this.queueOf(index))), false, false, model.injects[index]!);
    }
    for (const index of this.step.incidents) {
      const incident = model.incidents[index]!;
      const tell = () => this.told(piece, notedKey(index), cellAt(memory.noted, index));
      adds(tell, true, incident.rate !== null, incident);
    }
    for (const machine of this.step.machines) {
      for (const [state, { transitions }] of model.machines[machine]!.states.entries()) {
        for (const [at, transition] of transitions.entries()) {
          const took = this.took.get(`${machine} ${state} ${at}`);
          if (took === undefined) continue;
          adds(() => this.told(piece, tookKey(took), cellAt(memory.took, took)), false, false, transition);
        }
      }
    }
  }

  /** Checked, rounded, clamped, stored; the pending cell follows where somebody writes to it. */
  private settle(piece: Piece, one: Touched, moved: Lanes | undefined): void {
    const { stock, fault } = one;
    const { memory } = piece.frame;
    const number = cellAt(memory.numbers, stock);
    const isPending = this.pending.has(stock);
    const value = moved ?? piece.cell(isPending ? this.pendingAt(piece, stock) : number);
    piece.failUnlessFinite(fault, value);
    const settled = settledLanes(piece, this.program.model.stocks[stock]!, value, one);
    piece.put(number, settled);
    if (isPending) piece.put(this.pendingAt(piece, stock), settled);
  }

  /** Times, counts, states. */
  private books(piece: Piece): void {
    const { layout } = this.program;
    const { memory } = piece.frame;
    for (const index of this.step.incidents) {
      const [times, count] = [layout.at.times[index]!, layout.at.count[index]!];
      if (times < 0 && count < 0) continue;
      const noted = this.told(piece, notedKey(index), cellAt(memory.noted, index));
      if (times >= 0) piece.put(cellAt(memory.numbers, times), noted);
      if (count < 0) continue;
      const at = cellAt(memory.numbers, count);
      piece.put(at, piece.lanes.add(piece.cell(at), noted));
    }
    for (const machine of this.step.machines) {
      const leaf = cellAt(memory.wholes, layout.at.leaf[machine]!);
      piece.put(leaf, this.told(piece, leafKey(machine), cellAt(memory.nextLeaf, machine)));
      const slots = layout.entered[machine]!.filter((slot) => slot >= 0);
      if (slots.length === 0) continue;
      piece.inBlock(
        () => piece.getFlag(1 + machine),
        () => {
          for (const slot of slots) piece.put(cellAt(memory.wholes, slot), piece.cell(cellAt(memory.nextWhole, slot)));
        },
      );
    }
  }
}

function notedKey(incident: number): string {
  return `incident ${incident}`;
}

function leafKey(machine: number): string {
  return `leaf of ${machine}`;
}

function tookKey(at: number): string {
  return `transition ${at}`;
}

function isBoth(step: Step, stock: number): boolean {
  return step.touched.some((one) => one.stock === stock && one.writes === 'both');
}

/** Rounded half up, then clamped as `x < low ? low : x > high ? high : x`. */
export function settledLanes(
  { lanes }: Piece,
  { low, high, integer }: { readonly low: number; readonly high: number; readonly integer: boolean },
  value: Lanes,
  { clampLow, clampHigh }: Pick<Touched, 'clampLow' | 'clampHigh'>,
): Lanes {
  const rounded = integer ? lanes.unary('f64x2.floor', lanes.add(value, lanes.constant(0.5))) : value;
  const capped = clampHigh ? lanes.binary('f64x2.pmin', rounded, lanes.constant(high)) : rounded;
  if (!clampLow) return capped;
  if (low <= high) return lanes.binary('f64x2.pmax', capped, lanes.constant(low));
  return lanes.select(lanes.compare('lt', rounded, lanes.constant(low)), lanes.constant(low), capped);
}
