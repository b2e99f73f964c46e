// The machines of a file -> checked statecharts: states in one list (parents first), transitions with settled targets.

import { suggestion } from '../expression/formula-words.ts';
import type { Term } from '../expression/term.ts';
import { type BuildContext, element, happening, known, refuseKeyword, scopeFor, seenBy } from './build-context.ts';
import { phaseOf } from './build-elements.ts';
import { stateNames } from './names.ts';
import type { MachineBody, MachineElement, StateElement, TransitionElement } from './scenario.ts';
import type { StateFile, TransitionFile } from './scenario-file.ts';
import type { Path } from './yaml-text.ts';

type States = Readonly<Record<string, StateFile>>;

export function buildMachines(context: BuildContext): Map<string, MachineElement> {
  const machines = new Map<string, MachineElement>();
  for (const [name, file] of Object.entries(context.file.machines ?? {})) {
    const path: Path = ['machines', name];
    const base = element(context, name, file, path);
    const body = bodyOf(context, name, file, base.each, path);
    const variants = new Map<string, MachineBody>();
    for (const [variant, other] of Object.entries(file.variants ?? {})) {
      if (variant === 'base')
        context.report.errorAtKey(
          'reserved-name',
          [...path, 'variants', variant],
          '"base" is the file as written and cannot name a variant',
        );
      variants.set(variant, bodyOf(context, name, other, base.each, [...path, 'variants', variant]));
    }
    const phase = phaseOf(context, file.phase, [...path, 'phase']) ?? '';
    machines.set(name, {
      ...base,
      phase,
      body,
      variants,
      seenBy: seenBy(context, file.seen_by, base.each, [...path, 'seen_by']),
    });
  }
  return machines;
}

function bodyOf(
  context: BuildContext,
  machine: string,
  file: { initial: string; states: States },
  each: string | null,
  path: Path,
): MachineBody {
  const names = stateNames(file.states);
  if (names.length === 0) context.report.error('shape', [...path, 'states'], 'expected at least one state');
  const states: StateElement[] = [];
  const seen = new Set<string>();
  const walk = (level: States, parent: number, at: Path) => {
    for (const [name, body] of Object.entries(level)) {
      const statePath = [...at, name];
      if (seen.has(name))
        context.report.errorAtKey('duplicate-name', statePath, `the state "${name}" stands twice in ${machine}`, [
          'Every state of a machine has a name of its own, also inside other states.',
        ]);
      seen.add(name);
      refuseKeyword(context, name, statePath);
      const index = states.push(stateOf(context, name, body, parent, names, each, statePath)) - 1;
      if (typeof body === 'object' && !Array.isArray(body) && body.states)
        walk(body.states, index, [...statePath, 'states']);
    }
  };
  walk(file.states, -1, [...path, 'states']);
  checkInitial(context, file.initial, Object.keys(file.states), [...path, 'initial'], names);
  return { initial: file.initial, states };
}

function stateOf(
  context: BuildContext,
  name: string,
  body: StateFile,
  parent: number,
  names: readonly string[],
  each: string | null,
  path: Path,
): StateElement {
  const label = name.replaceAll('_', ' ');
  const base = { name, parent, path };
  if (body === 'final') return { ...base, label, initial: null, final: true, transitions: [] };
  if (Array.isArray(body))
    return {
      ...base,
      label,
      initial: null,
      final: false,
      transitions: transitionsOf(context, body, names, each, path),
    };
  const children = Object.keys(body.states ?? {});
  if (children.length > 0 && body.initial === undefined)
    context.report.errorAtKey(
      'missing-key',
      path,
      `missing key "initial" in ${name}: which of its states is entered first?`,
      [`For example initial: ${children[0]}.`],
    );
  if (children.length === 0 && body.initial !== undefined)
    context.report.error('shape', [...path, 'initial'], `"${name}" has no states inside it, so nothing to enter first`);
  if (body.initial !== undefined && children.length > 0)
    checkInitial(context, body.initial, children, [...path, 'initial'], names);
  const initial = children.length > 0 ? (body.initial ?? children[0] ?? null) : null;
  return {
    ...base,
    label: body.label ?? label,
    initial,
    final: false,
    transitions: transitionsOf(context, body.leave ?? [], names, each, [...path, 'leave']),
  };
}

function checkInitial(
  context: BuildContext,
  initial: string,
  children: readonly string[],
  path: Path,
  names: readonly string[],
): void {
  if (children.includes(initial)) return;
  const notes = names.includes(initial)
    ? [`"${initial}" lies elsewhere. Possible: ${children.join(', ')}.`]
    : suggestion(initial, children);
  context.report.error('unknown-name', path, `expected one of its own states, got "${initial}"`, notes);
}

function transitionsOf(
  context: BuildContext,
  list: readonly TransitionFile[],
  names: readonly string[],
  each: string | null,
  path: Path,
): TransitionElement[] {
  return list.map((file, i) => {
    const at = [...path, i];
    known(context, file.to, names, 'a state of this machine', [...at, 'to']);
    const scope = scopeFor(context, each, 'turn');
    const read = (key: 'when' | 'chance'): Term | null => {
      const text = file[key];
      return text === undefined
        ? null
        : context.report.term(text, [...at, key], scope, key === 'when' ? 'condition' : 'number');
    };
    const after =
      file.after === undefined
        ? null
        : context.report.term(file.after, [...at, 'after'], scopeFor(context, each, 'start'), 'number');
    return {
      ...happening(context, file, each, at),
      to: file.to,
      when: read('when'),
      chance: read('chance'),
      after,
      path: at,
    };
  });
}
