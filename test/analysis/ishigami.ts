// The test function of Ishigami and Homma (1990) with a = 7 and b = 0.1 over the unit cube, and its exact indices from their formulas.

const [A, B] = [7, 0.1];

/** sin x1 + a sin^2 x2 + b x3^4 sin x1, inputs uniform on -pi to pi. */
export function ishigami(point: ArrayLike<number>): number {
  const at = (input: number): number => (2 * point[input]! - 1) * Math.PI;
  return Math.sin(at(0)) + A * Math.sin(at(1)) ** 2 + B * at(2) ** 4 * Math.sin(at(0));
}

const one = (1 + (B * Math.PI ** 4) / 5) ** 2 / 2;
const two = A ** 2 / 8;
const oneAndThree = B ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50);
const variance = one + two + oneAndThree;

export const ISHIGAMI = {
  variance,
  first: [one / variance, two / variance, 0],
  total: [(one + oneAndThree) / variance, two / variance, oneAndThree / variance],
} as const;
