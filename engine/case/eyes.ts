// A seat at a standing -> which nodes of the model it sees exactly. White, and everybody once the case is over, sees all.

import type { Chance, Node, NodeId } from '../model/model.ts';
import { childrenOf } from '../model/ranges.ts';
import { WHITE_SEAT } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import type { Standing } from './standing.ts';

/** What a seat sees exactly: of one node, and of everything under it. */
export interface Eyes {
  readonly all: boolean;
  readonly sees: (node: NodeId) => boolean;
}

/** `isToCome`: orders of the coming turn are known only to the seat that gives them. Throws for a seat that there is not. */
export function eyesOf({ model, sights }: Ground, { over }: Standing, seat: string, isToCome = false): Eyes {
  const index = model.seats.findIndex(({ name }) => name === seat);
  const own = sights[index];
  if (own === undefined) throw new Error(`no seat ${seat}`);
  if (seat === WHITE_SEAT || over) return { all: true, sees: () => true };
  const known = new Map<NodeId, boolean>();
  const seesLeaf = (node: Node): boolean => {
    switch (node.op) {
      case 'number':
      case 'boolean':
      case 'turn':
      case 'month':
      case 'year':
        return true;
      case 'parameter':
        return model.parameters[node.index]!.fixed !== null;
      case 'stock':
        return own.stocks[node.index]?.how === 'exact';
      case 'lever':
      case 'at':
        return isToCome ? model.levers[node.index]!.seat === index : own.levers[node.index]?.how === 'exact';
      case 'cost':
        return model.levers[node.index]!.seat === index;
      case 'funds':
        return model.purses[node.index]!.seat === index;
      case 'view':
        return model.views[node.index]!.seat === index;
      case 'in':
      case 'turns-in':
        return own.machines[node.machine]?.how === 'exact';
      case 'times':
      case 'count':
        return own.incidents[node.index]?.how === 'exact';
      default:
        return false;
    }
  };
  const sees = (id: NodeId): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const node = model.nodes[id]!;
    const seen = 'a' in node ? childrenOf(node).every(sees) : seesLeaf(node);
    known.set(id, seen);
    return seen;
  };
  return { all: false, sees };
}

/** The node that a chance hangs on: its probability or its log odds. */
export function nodeOf(chance: Chance | null): NodeId | null {
  return chance === null ? null : chance.kind === 'logit' ? chance.x : chance.p;
}
