import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, fullYuan, groupDigits, moneyText, parseMoney, typedMoney } from './money';

const UNIT_FEN: Readonly<Record<string, bigint>> = {
  元: 100n,
  万元: 1_000_000n,
  亿元: 10_000_000_000n,
};

/** What a shown sum means, in fen. */
function meaning(text: string): bigint {
  const [digits = '', unit = ''] = text.split(' ');
  const [whole = '0', decimals = ''] = digits.replaceAll(',', '').split('.');
  const scale = UNIT_FEN[unit] ?? 0n;
  const sign = whole.startsWith('-') ? -1n : 1n;
  const fraction = (BigInt(decimals.padEnd(10, '0').slice(0, 10) || '0') * scale) / 10n ** 10n;
  return BigInt(whole) * scale + sign * fraction;
}

const yuan = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, fen]) => `${whole}.${String(fen).padStart(2, '0')}`);

const round = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, zeros]) => `${BigInt(digits) * 10n ** BigInt(zeros)}.00`);

describe('a sum on the screen', () => {
  it.each([
    ['500000.00', '50 万元'],
    ['1234.50', '1,234.50 元'],
    ['0.00', '0 元'],
    ['9999.00', '9,999 元'],
    ['10000.00', '1 万元'],
    ['12345678.00', '12,345,678 元'],
    ['23005000.00', '2,300.5 万元'],
    ['123400000.00', '12,340 万元'],
    ['10000000000.00', '100 亿元'],
    ['-500000.00', '-50 万元'],
    ['0.10', '0.10 元'],
  ])('%s is shown as %s', (sum, shown) => {
    expect(formatMoney(sum)).toBe(shown);
  });

  it('never loses a fen, whatever the unit', () => {
    fc.assert(
      fc.property(fc.oneof(yuan, round), (sum) => {
        expect(meaning(formatMoney(sum))).toBe(BigInt(sum.replace('.', '')));
      }),
    );
  });

  it('that is no sum is shown as it is', () => {
    expect(formatMoney('按实际支出')).toBe('按实际支出');
    expect(moneyText('1e9')).toBeNull();
  });

  it('can be said with all its digits', () => {
    expect(fullYuan('2600000')).toBe('2,600,000 元');
  });
});

describe('a typed sum', () => {
  it.each([
    ['260', 'wan', '2600000'],
    ['2,300.5', 'wan', '23005000'],
    ['２３００．５', 'wan', '23005000'],
    ['0.0001', 'wan', '1'],
    ['0.000001', 'wan', '0.01'],
    [' 1 200 ', 'yuan', '1200'],
    ['12.50', 'yuan', '12.5'],
  ] as const)('%s in %s is %s yuan', (typed, unit, expected) => {
    expect(parseMoney(typed, unit)).toBe(expected);
  });

  it.each(['', '-5', '12.345', '1e5', '五百', '1.2.3', '.'])('%s is refused', (typed) => {
    expect(parseMoney(typed, 'yuan')).toBeNull();
  });

  it('written in either unit reads back as the same sum', () => {
    fc.assert(
      fc.property(yuan, fc.constantFrom('yuan' as const, 'wan' as const), (sum, unit) => {
        const plain = sum.replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros));
        const normal = plain.includes('.') ? plain.replace(/0+$/, '') : plain;
        expect(parseMoney(typedMoney(sum, unit), unit)).toBe(normal);
      }),
    );
  });
});

it('digits are grouped by three from the right', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (number) => {
      const grouped = groupDigits(String(number));
      expect(grouped.replaceAll(',', '')).toBe(String(number));
      expect(grouped).toMatch(/^\d{1,3}(,\d{3})*$/);
    }),
  );
});
