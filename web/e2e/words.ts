/** What may stand in Latin letters on a Chinese screen. */
const PROPER = [
  /^A{2,5}$/, // grades: AA级 to AAAAA级
  /^(CSV|XLSX|JSON|PDF|Excel|WPS|GBK|GB18030|UTF-8|KB|MB|GB|GB\/T)$/,
  // A unified social credit code.
  /^[0-9A-HJ-NPQRTUWXY]{18}$/,
  // The name of a file.
  /^([\w-]+\.)?(csv|xlsx|xls|json)$/,
  // The number of an appeal.
  /^SQ\d{8}-\d{5,}$/,
  // The version of the program, in the foot of the public site.
  /^v?\d+\.\d+[\w.-]*$/,
  /^[0-9a-f]{7,}(-dirty)?$/,
  /^dev$/,
  // The number of a request, to be told to the staff.
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
];

/**
 * The words of a text that its reader has no use for: English, and the codes
 * that the program uses inside, such as `need_facts`, `wz-rd-subsidy`, `T0`.
 */
export function foreignWords(text: string, allowed?: RegExp): string[] {
  const words = text.match(/[\w./-]*[A-Za-z][\w./-]*/g) ?? [];
  const foreign = words
    .map((word) => word.replace(/^[./-]+|[./-]+$/g, ''))
    .filter((word) => /[A-Za-z]{2}|^[A-Z]\d/.test(word))
    .filter((word) => !PROPER.some((known) => known.test(word)) && !allowed?.test(word));
  return [...new Set(foreign)];
}
