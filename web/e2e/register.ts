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

const HEADER = '企业名称,统一社会信用代码,注册日期,企业类型,注册资本,行业代码,地址,经营状态';

/** One good row of a register, different for each number. */
const goodRow = (number: number) => [
  `霁川市第${number}号示例商贸有限公司`,
  madeUpUSCC(number),
  '2021-03-08',
  '有限责任公司',
  '100万人民币',
  'F5165',
  '霁川市望渚区锦帆街道科创三路1号',
  '存续',
];

/**
 * A register of `rows` enterprises, numbered from `from`, in which three rows
 * are bad: row 2 has a code of 17 characters, row 7 no name, and the last but
 * one a code with letters that no code has.
 */
export function badRegister(from: number, rows: number): string {
  const cells = Array.from({ length: rows }, (_, at) => goodRow(from + at));
  const spoil = (row: number, column: number, change: (cell: string) => string) => {
    const line = cells[row - 1];
    if (line) line[column] = change(line[column] ?? '');
  };
  spoil(2, 1, (code) => code.slice(0, 17));
  spoil(7, 0, () => '');
  spoil(rows - 1, 1, (code) => code.replace('MA', 'IO'));
  return [HEADER, ...cells.map((line) => line.join(',')), ''].join('\r\n');
}
