// In: a whole exponent. Out: the exact power of two, from a table that is filled by exact doublings.
// The elementary functions scale by these and by nothing else, so their last bit is the same on every machine.

/** 2^-1022, the smallest normal double. */
export const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** Index of 2^0 in POWERS_OF_TWO: the power 2^k stands at k + POWER_OFFSET, for k from -1022 to 1023. */
export const POWER_OFFSET = 1022;

/** Every normal power of two, 2^-1022 to 2^1023; read only by agreement, as typed arrays cannot be frozen. */
export const POWERS_OF_TWO: Float64Array = doublings();

function doublings(): Float64Array {
  const powers = new Float64Array(2046);
  let power = SMALLEST_NORMAL;
  for (let i = 0; i < powers.length; i++) {
    powers[i] = power;
    power *= 2;
  }
  return powers;
}
