// Units: products of named powers, written freely and compared exactly.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { multiplyUnits, parseUnit, powerOfUnit, printUnit, sameUnit, type Unit } from '../../engine/expression/unit.ts';

const anyUnit: fc.Arbitrary<Unit> = fc
  .dictionary(fc.constantFrom('km', 'people', 'turns', 'boats'), fc.integer({ min: -3, max: 3 }))
  .map((powers) =>
    Object.entries(powers)
      .filter(([, power]) => power !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

describe('units', () => {
  test.each([
    ['share', 'a plain number'],
    ['index', 'a plain number'],
    ['1', 'a plain number'],
    ['km', 'km'],
    ['km * km', 'km * km'],
    ['people / km', 'people / km'],
    ['troops per month', 'troops / month'],
    ['km / km', 'a plain number'],
    ['1 / km', '1 / km'],
    ['share / turns', '1 / turns'],
    ['b * a', 'a * b'],
    ['a / b / c', 'a / b / c'],
    ['patrol boats', 'patrol boats'],
    ['Ämter', 'Ämter'],
  ])('%s is %s', (text, printed) => {
    const unit = parseUnit(text);
    expect(unit && printUnit(unit)).toBe(printed);
  });

  test.each(['', '5km', 'km2!', 'a +', '/ km', 'a * * b', 'per', '{}', 'a^2'])('%s is no unit', (text) => {
    expect(parseUnit(text)).toBeNull();
  });

  test('undeclared fits everything, declared only itself', () => {
    expect(sameUnit(null, parseUnit('km'))).toBe(true);
    expect(sameUnit(parseUnit('b * a'), parseUnit('a * b'))).toBe(true);
    expect(sameUnit(parseUnit('km'), parseUnit('share'))).toBe(false);
  });

  test('form a group under multiplication', () => {
    fc.assert(
      fc.property(anyUnit, anyUnit, anyUnit, (a, b, c) => {
        expect(multiplyUnits(a, b, 1)).toEqual(multiplyUnits(b, a, 1));
        expect(multiplyUnits(multiplyUnits(a, b, 1), c, 1)).toEqual(multiplyUnits(a, multiplyUnits(b, c, 1), 1));
        expect(multiplyUnits(multiplyUnits(a, b, 1), b, -1)).toEqual(a);
        expect(multiplyUnits(a, a, 1)).toEqual(powerOfUnit(a, 2));
        expect(powerOfUnit(powerOfUnit(a, 2), 0.5)).toEqual(a);
        expect(multiplyUnits(a, null, 1)).toBeNull();
      }),
    );
  });

  test('print as text that reads back', () => {
    fc.assert(
      fc.property(anyUnit, (unit) => {
        if (unit.length > 0) expect(parseUnit(printUnit(unit))).toEqual(unit);
      }),
    );
  });
});
