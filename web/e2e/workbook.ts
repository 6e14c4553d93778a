import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/** The cells of a workbook's sheets as text, by sheet and row. */
export function readWorkbook(path: string): string[][][] {
  const parts = unzip(readFileSync(path));
  const shared = all(parts.get('xl/sharedStrings.xml') ?? '', /<si>([\s\S]*?)<\/si>/g).map(textOf);
  return [...parts.keys()]
    .filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))
    .sort()
    .map((name) =>
      all(parts.get(name) ?? '', /<row\b[^>]*>([\s\S]*?)<\/row>/g).map((row) =>
        [...row.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(
          ([, attributes, content]) => {
            const text = textOf(content ?? '');
            return /\bt="s"/.test(attributes ?? '') ? (shared[Number(text)] ?? '') : text;
          },
        ),
      ),
    );
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((m) => m[1] ?? '');

const textOf = (xml: string) =>
  all(xml, /<(?:t|v)\b[^>]*>([\s\S]*?)<\/(?:t|v)>/g)
    .join('')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

/** The files in a zip archive, read by its central directory. */
function unzip(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    files.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
