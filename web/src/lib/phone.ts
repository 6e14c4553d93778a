import { plainDigits } from '@/lib/money';

/** A mobile number of the mainland as typed, in plain digits; null when it is none. */
export function readPhone(typed: string): string | null {
  const digits = plainDigits(typed)
    .replace(/[-－]/g, '')
    .replace(/^\+?86(?=1\d{10}$)/, '');
  return /^1\d{10}$/.test(digits) ? digits : null;
}

/** A one-time code as typed, in plain digits; null when it is not six of them. */
export function readCode(typed: string): string | null {
  const digits = plainDigits(typed);
  return /^\d{6}$/.test(digits) ? digits : null;
}
