import { t } from '@/messages/shared';

/** A sum in yuan as the server writes it: `"1234.50"`. */
const YUAN = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/** What a person may type: digits, thousands separators, full-width digits and point. */
const TYPED = /^\d+(?:\.\d+)?$/;

export type MoneyUnit = 'yuan' | 'wan';

/** A sum ready for the screen: digits with separators, and their unit. */
export interface MoneyText {
  digits: string;
  unit: string;
}

/** `1234567` → `1,234,567`. */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const withoutTrailingZeros = (decimals: string) => decimals.replace(/0+$/, '');

const joined = (whole: string, decimals: string) =>
  groupDigits(whole) + (decimals ? `.${decimals}` : '');

/**
 * A sum in the largest unit (亿元, 万元, 元) in which at most two decimals say
 * it exactly; nothing is ever rounded away. Null for text that is no sum.
 */
export function moneyText(yuan: string): MoneyText | null {
  const match = YUAN.exec(yuan.trim());
  if (!match) return null;
  const [, sign = '', digits = '0', decimals = ''] = match;
  const whole = digits.replace(/^0+(?=\d)/, '');
  const fen = withoutTrailingZeros(decimals);
  for (const [zeros, unit] of [
    [8, t('money.unit.yi')],
    [4, t('money.unit.wan')],
  ] as const) {
    if (fen || whole.length <= zeros) continue;
    const rest = withoutTrailingZeros(whole.slice(-zeros));
    if (rest.length <= 2) {
      return { digits: sign + joined(whole.slice(0, -zeros), rest), unit };
    }
  }
  return { digits: sign + joined(whole, fen ? fen.padEnd(2, '0') : ''), unit: t('money.unit') };
}

/** {@link moneyText} as one string; text that is no sum is shown as it is. */
export function formatMoney(yuan: string): string {
  const text = moneyText(yuan);
  return text ? `${text.digits} ${text.unit}` : yuan;
}

/** A sum in 元 with all its digits, to be checked against slips of four zeros. */
export function fullYuan(yuan: string): string {
  const match = YUAN.exec(yuan.trim());
  if (!match) return yuan;
  const [, sign = '', whole = '0', decimals = ''] = match;
  return `${sign}${joined(whole, decimals)} ${t('money.unit')}`;
}

/** Brings what a person typed into plain digits: full-width forms, commas and spaces go. */
export function plainDigits(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[,，\s]/g, '')
    .replace('。', '.');
}

/**
 * Reads a typed sum in the given unit as yuan, e.g. `"2,300.5"` in 万元 →
 * `"23005000"`. Null when it is not a number or finer than one fen.
 */
export function parseMoney(typed: string, unit: MoneyUnit): string | null {
  const text = plainDigits(typed);
  if (!TYPED.test(text)) return null;
  const [whole = '0', decimals = ''] = text.split('.');
  const shift = unit === 'wan' ? 4 : 0;
  const shifted = whole + decimals.slice(0, shift).padEnd(shift, '0');
  const fen = withoutTrailingZeros(decimals.slice(shift));
  if (fen.length > 2) return null;
  const digits = shifted.replace(/^0+(?=\d)/, '');
  return fen ? `${digits}.${fen}` : digits;
}

/** Writes a sum in yuan as it would be typed in the given unit, the inverse of {@link parseMoney}. */
export function typedMoney(yuan: string, unit: MoneyUnit): string {
  const match = YUAN.exec(yuan.trim());
  if (!match) return '';
  const [, , whole = '0', decimals = ''] = match;
  if (unit === 'yuan') {
    const fen = withoutTrailingZeros(decimals);
    return fen ? `${whole}.${fen}` : whole;
  }
  const padded = whole.padStart(5, '0');
  const rest = withoutTrailingZeros(padded.slice(-4) + decimals);
  const wan = padded.slice(0, -4).replace(/^0+(?=\d)/, '');
  return rest ? `${wan}.${rest}` : wan;
}
