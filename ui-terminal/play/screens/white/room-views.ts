// A seminar as it stands -> all that the projector and the cells' terminals may show now. Made once for each standing.

import { cellsOf, lineTo, type RoomView, type Session, screenView, seatView } from '../../../../engine/index.ts';
import { createMemory } from '../remembered.ts';

const viewsOnce = createMemory<readonly RoomView[]>();

/** The projector first, then the cells in the order of the scenario. */
export function viewsOf(session: Session): readonly RoomView[] {
  const standing = session.standing();
  return viewsOnce(standing, '', () => {
    const line = lineTo(session.entries(), session.head());
    return [
      screenView(session.ground, standing),
      ...cellsOf(session.ground, standing).map((seat) => seatView(session.ground, standing, seat, line)),
    ];
  });
}
