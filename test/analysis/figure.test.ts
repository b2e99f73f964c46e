import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatEstimate,
  formatInterval,
  formatShare,
  formatShareInterval,
  roundToError,
} from '../../engine/analysis/figure.ts';

describe('digits follow the error', () => {
  test.each([
    [0.30798, 0.02847, '0.308 ± 0.028'],
    [12.3456, 0.4321, '12.3 ± 0.4'],
    [12.3456, 0.1321, '12.35 ± 0.13'],
    [12.3456, 0.0321, '12.35 ± 0.03'],
    [1234.56, 123.4, '1,230 ± 120'],
    [1234567, 3456, '1,235,000 ± 3,000'],
    [0.3, 120, '0 ± 120'],
    [5, 0.0996, '5.00 ± 0.10'],
    [5, 0.3, '5.0 ± 0.3'],
    [-0.0004, 0.02, '0.000 ± 0.020'],
    [-3.21487, 0.02, '-3.215 ± 0.020'],
    [0.00001234, 0.00000321, '0.000012 ± 0.000003'],
    [999.96, 0.3, '1,000.0 ± 0.3'],
    [1e-9, 1e-10, '0.00000000100 ± 0.00000000010'],
  ])('%d with error %d', (value, error, text) => {
    expect(formatEstimate(value, error)).toBe(text);
  });

  test.each([null, 0, Number.NaN, Number.POSITIVE_INFINITY, -1])(
    'no usable error (%s): three digits, whole numbers in full',
    (error) => {
      expect(formatEstimate(0.123456, error)).toBe('0.123');
      expect(formatEstimate(1234.56, error)).toBe('1,235');
      expect(formatEstimate(0, error)).toBe('0.00');
      expect(formatEstimate(-0, error)).toBe('0.00');
    },
  );

  test('an unknown value is n/a', () => {
    for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY]) expect(formatEstimate(value, 1)).toBe('n/a');
    expect(formatShare(null, 0.1)).toBe('n/a');
  });

  test('roundToError rounds to the same digit', () => {
    expect(roundToError(0.30798, 0.02847)).toBe(0.308);
    expect(roundToError(1234.56, 123.4)).toBe(1230);
    expect(roundToError(-0.4, 12)).toBe(0);
    expect(Object.is(roundToError(-0.4, 12), 0)).toBe(true);
    expect(roundToError(0.123456, null)).toBe(0.123);
    expect(roundToError(Number.NaN, 1)).toBeNaN();
  });
});

describe('intervals and shares', () => {
  test('an interval has the digits of the error', () => {
    expect(formatInterval({ low: 0.25534, high: 0.36618 }, 0.02847)).toBe('0.255 to 0.366');
    expect(formatInterval({ low: -1234, high: 12_345 }, 3456)).toBe('-1,000 to 12,000');
    expect(formatInterval({ low: 0, high: 0.1611 }, null)).toBe('0.00 to 0.16');
  });

  test('an interval without width claims too much, and says n/a; one with width never prints without', () => {
    expect(formatInterval({ low: 3, high: 3 }, 0.1)).toBe('n/a');
    expect(formatInterval(null, 0.1)).toBe('n/a');
    expect(formatInterval({ low: 3, high: Number.NaN }, 0.1)).toBe('n/a');
    expect(formatInterval({ low: 3.001, high: 3.002 }, 5)).toBe('3.0010 to 3.0020');
  });

  test('shares in percent', () => {
    expect(formatShare(0.30798, 0.02847)).toBe('30.8 ± 2.8 %');
    expect(formatShare(0.07, 0.004)).toBe('7.0 ± 0.4 %');
    expect(formatShare(0, null)).toBe('0.00 %');
    expect(formatShareInterval({ low: 0.25534, high: 0.36618 }, 0.02847)).toBe('25.5 to 36.6 %');
    expect(formatShareInterval({ low: 0, high: 0.1611 }, null)).toBe('0 to 16 %');
    expect(formatShareInterval(null, null)).toBe('n/a');
  });
});

describe('laws', () => {
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  const error = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
  const read = (text: string): number => Number(text.replaceAll(',', ''));

  test('the text never shows an exponent or -0, lies within half a last digit, and value and error share their decimals', () => {
    fc.assert(
      fc.property(value, error, (x, e) => {
        const text = formatEstimate(x, e);
        expect(text).toMatch(/^-?[\d,]+(\.\d+)? ± [\d,]+(\.\d+)?$/);
        expect(text).not.toMatch(/^-[0,.]+ /);
        const [left, right] = text.split(' ± ') as [string, string];
        expect(left.split('.')[1]?.length).toBe(right.split('.')[1]?.length);
        expect(read(left)).toBe(roundToError(x, e));
        expect(Math.abs(read(left) - x)).toBeLessThanOrEqual(0.5 * e * (1 + 1e-9) + Math.abs(x) * 1e-14);
      }),
      { numRuns: 2000 },
    );
  });

  test('an interval of any width prints two different numbers', () => {
    fc.assert(
      fc.property(value, error, error, (low, width, e) => {
        fc.pre(width > Math.abs(low) * 1e-12);
        const [left, right] = formatInterval({ low, high: low + width }, e).split(' to ') as [string, string];
        expect(read(right)).toBeGreaterThan(read(left));
      }),
      { numRuns: 2000 },
    );
  });
});
