// A model made ready to be interpreted: its formulas, the shapes of its machines, the rules of each arm. Made once, shared by all runs.

import type { Arm, Model, NodeId, Rule } from '../model/model.ts';
import { createEvaluator, type Evaluate } from './evaluator.ts';
import { type MachineShape, shapeOf } from './machine-shape.ts';
import type { Position } from './position.ts';

export interface Interpreter {
  readonly model: Model;
  readonly shapes: readonly MachineShape[];
  readonly evaluate: Evaluate;
  /** The rules of an arm that name each lever, in the order in which they are read. */
  readonly rulesOf: (arm: Arm) => readonly (readonly Rule[])[];
}

export function createInterpreter(model: Model): Interpreter {
  return {
    model,
    shapes: model.machines.map(shapeOf),
    evaluate: createEvaluator(model),
    rulesOf: keepLast((arm: Arm) => rulesByLever(model, arm)),
  };
}

/** A condition that is absent holds. */
export function holds(interpreter: Interpreter, position: Position, condition: NodeId | null): boolean {
  return condition === null || interpreter.evaluate(position, condition) === 1;
}

function rulesByLever(model: Model, arm: Arm): readonly (readonly Rule[])[] {
  const policy = model.policies[arm.policy]?.rules ?? [];
  const doctrine = model.doctrines[arm.doctrine]?.rules ?? [];
  const rules = [...policy, ...doctrine, ...model.strategies];
  return model.levers.map((_, lever) => rules.filter((rule) => rule.lever === lever));
}

/** Remembers the answer for the latest arm: a run asks for the same one every turn. */
function keepLast<Answer>(answer: (arm: Arm) => Answer): (arm: Arm) => Answer {
  let last: { readonly arm: Arm; readonly answer: Answer } | null = null;
  return (arm) => {
    if (last === null || last.arm !== arm) last = { arm, answer: answer(arm) };
    return last.answer;
  };
}
