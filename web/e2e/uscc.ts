const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A made-up unified social credit code with a right check character (GB 32100-2015). */
export function madeUpUSCC(number: number): string {
  const body = `91390102MA${String(number).padStart(7, '0')}`;
  const sum = [...body].reduce(
    (total, letter, at) => total + ALPHABET.indexOf(letter) * (3 ** at % 31),
    0,
  );
  return body + ALPHABET[(31 - (sum % 31)) % 31];
}
