// The own levers of a seat as the orders screen shows them: what stands, what is sealed, what is drafted, and what it would do this turn.

import {
  elementOf,
  type OrdersPreview,
  type PreviewedLever,
  previewOrders,
  type Reader,
  readersOf,
  type Scenario,
  type Session,
} from '../../../../engine/index.ts';
import { leverLabel } from '../../labels.ts';
import { createMemory } from '../remembered.ts';

export type Draft = Readonly<Record<string, string>>;

export interface OrderRow {
  readonly name: string;
  readonly label: string;
  readonly preview: PreviewedLever;
  /** Level sealed in the log for the coming turn, when it is another than what stands. */
  readonly sealed: string | null;
  readonly isDrafted: boolean;
  readonly why: string | null;
  /** As the register prints them. */
  readonly sources: readonly string[];
  readonly trust: string | null;
  readonly ramp: { readonly up: number | null; readonly down: number | null };
}

export interface OrdersPicture {
  readonly rows: readonly OrderRow[];
  readonly funds: OrdersPreview['funds'];
  readonly left: OrdersPreview['left'];
  /** A person holds the seat, and the case goes on: orders may be given. */
  readonly isOpen: boolean;
}

const remembered = createMemory<OrdersPicture>();

export function ordersOf(session: Session, seat: string, draft: Draft): OrdersPicture {
  const standing = session.standing();
  return remembered(standing, `${seat} ${JSON.stringify(draft)}`, () => {
    const { ground } = session;
    const sealed = standing.orders[seat] ?? {};
    const { levers, funds, left } = previewOrders(ground, standing, seat, { ...sealed, ...draft });
    return {
      rows: levers.map((preview) => rowOf(ground.scenario, seat, preview, sealed, draft)),
      funds,
      left,
      isOpen: !standing.over && standing.holders[seat] === 'person',
    };
  });
}

/** Everything that would be sealed: what is sealed already and what is drafted on top. */
export function toSeal(session: Session, seat: string, draft: Draft): Draft {
  return { ...session.standing().orders[seat], ...draft };
}

function rowOf(scenario: Scenario, seat: string, preview: PreviewedLever, sealed: Draft, draft: Draft): OrderRow {
  const known = scenario.levers.get(elementOf(preview.name));
  const inOrder = sealed[preview.name];
  return {
    name: preview.name,
    label: leverLabel(scenario, preview.name, seat),
    preview,
    sealed: inOrder === undefined || inOrder === preview.stands ? null : inOrder,
    isDrafted: draft[preview.name] !== undefined && draft[preview.name] !== (inOrder ?? preview.stands),
    why: known?.provenance.why ?? known?.provenance.note ?? null,
    sources: (known?.provenance.sources ?? []).map((id) => scenario.sources.get(id) ?? id),
    trust: known?.provenance.trust ?? null,
    ramp: { up: known?.rampUp ?? null, down: known?.rampDown ?? null },
  };
}

const readers = createMemory<readonly Reader[]>();

/** What reads the lever itself, in the formulas of the scenario. */
export function readersOfLever(scenario: Scenario, lever: string): readonly Reader[] {
  const element = elementOf(lever);
  return readers(scenario, element, () => readersOf(scenario, element).filter(({ kind }) => kind !== 'outcome'));
}
