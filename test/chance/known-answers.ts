// Published results that the generator and the point sets must reproduce; words in hexadecimal as they were printed.

/** Random123 known-answer vectors (Salmon et al. 2011): rounds, counter, key, output. */
export const THREEFRY: readonly (readonly [13 | 20 | 32, string, string, string])[] = [
  [13, '00000000 00000000', '00000000 00000000', '9d1c5ec6 8bd50731'],
  [13, 'ffffffff ffffffff', 'ffffffff ffffffff', 'fd36d048 2d17272c'],
  [13, '243f6a88 85a308d3', '13198a2e 03707344', 'ba3e4725 f27d669e'],
  [20, '00000000 00000000', '00000000 00000000', '6b200159 99ba4efe'],
  [20, 'ffffffff ffffffff', 'ffffffff ffffffff', '1cb996fc bb002be7'],
  [20, '243f6a88 85a308d3', '13198a2e 03707344', 'c4923a9c 483df7a0'],
  [32, '00000000 00000000', '00000000 00000000', 'cee3d47e a23dfd5c'],
  [32, 'ffffffff ffffffff', 'ffffffff ffffffff', '6e2fe0d0 b1b76f82'],
  [32, '243f6a88 85a308d3', '13198a2e 03707344', 'e2827716 c3c05cdf'],
];

/** Twenty rounds, key 0, counters (i, 0) for i = 0 to 8. */
export const COUNTER_RUN: readonly string[] = [
  '6b200159 99ba4efe',
  '508efb2c c0de3f32',
  '64a626ec fc15e573',
  'b8abc4d1 0537eb86',
  'ac6dc2bb a7adb3c3',
  '5641e094 0e4ab4fd',
  'a53c1ce9 abcf1dba',
  '2677a25a 76cf5efc',
  '2d08247f 815480f1',
];

/** Joe-Kuo direction numbers, unscrambled, first ten points in three dimensions. */
export const SOBOL_POINTS: readonly (readonly number[])[] = [
  [0, 0, 0],
  [0.5, 0.5, 0.5],
  [0.75, 0.25, 0.25],
  [0.25, 0.75, 0.75],
  [0.375, 0.375, 0.625],
  [0.875, 0.875, 0.125],
  [0.625, 0.125, 0.875],
  [0.125, 0.625, 0.375],
  [0.1875, 0.3125, 0.9375],
  [0.6875, 0.8125, 0.4375],
];

/** Coordinates times 2^32 that SciPy 1.17 (scipy.stats.qmc.Sobol, 32 bits, unscrambled) gives in the dimensions named. */
export const SOBOL_DEEP_DIMENSIONS: readonly number[] = [3, 9, 39, 127, 200, 255];
export const SOBOL_DEEP: readonly (readonly [number, readonly number[]])[] = [
  [1, [2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648]],
  [5, [1610612736, 536870912, 1610612736, 536870912, 536870912, 3758096384]],
  [100, [3120562176, 2986344448, 570425344, 1979711488, 3657433088, 2449473536]],
  [1023, [624951296, 3653238784, 2998927360, 3007315968, 2831155200, 3619684352]],
  [4097, [517472256, 2124939264, 866648064, 2206728192, 920125440, 789053440]],
  [8191, [2013790208, 3250061312, 2308440064, 1098383360, 2638741504, 871890944]],
];
/** hash = hash * 31 + coordinate, modulo 2^32, over the points 0, 7, 14, ... below 8192 and all 256 dimensions; from SciPy. */
export const SOBOL_MIX = 3759144960;
