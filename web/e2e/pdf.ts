import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

/** The text of a PDF that the program typeset, without line breaks. */
export function readPDF(path: string): string {
  const file = readFileSync(path);
  const raw = file.toString('latin1');
  if (!raw.startsWith('%PDF-')) throw new Error(`${path} is no PDF`);
  let text = '';
  for (const found of raw.matchAll(/\/Filter \/FlateDecode \/Length (\d+)>>\nstream\n/g)) {
    const at = found.index + found[0].length;
    const content = inflateSync(file.subarray(at, at + Number(found[1]))).toString('latin1');
    for (const [, shown] of content.matchAll(/Td \(([\s\S]*?)\) Tj ET/g))
      text += decode(shown ?? '');
  }
  return text;
}

/** A string of a PDF: UTF-16 with a few characters escaped. */
function decode(escaped: string): string {
  const bytes = escaped.replace(/\\([\s\S])/g, (_, c: string) => (c === 'r' ? '\r' : c));
  return Buffer.from(bytes, 'latin1').swap16().toString('utf16le');
}
