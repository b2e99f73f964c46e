// The plain shape of a source of numbers between 0 and 1: what a design of points, or a random choice of cases, is made from.
// The analysis owns no chance. Who calls it passes one in: `createDesign(...)` of the room `chance` is such a source.

/** The number in (0, 1) of a row and a dimension, both counted from 0; the same pair always gives the same number. */
export type UnitPoints = (row: number, dimension: number) => number;
