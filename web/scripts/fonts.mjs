// Writes dist/fonts: Noto Sans SC in two weights, cut down to the characters that
// printed lists need, for the typesetter of the Go program. The whole typeface is
// 10 MB a weight; GB 2312 with the letters, signs and rare names beside it is 2.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const source = new URL('../node_modules/@expo-google-fonts/noto-sans-sc/', import.meta.url);
const target = new URL('../dist/fonts/', import.meta.url);

const weights = {
  'NotoSansSC-Regular.ttf.gz': '400Regular/NotoSansSC_400Regular.ttf',
  'NotoSansSC-Bold.ttf.gz': '700Bold/NotoSansSC_700Bold.ttf',
};

/** Signs that offices write and GB 2312 lacks. */
const signs =
  '–—‐•·…‰′″※€™©®²³¹⁰⁴⁵⁶⁷⁸⁹½¼¾∕≦≧≠≤≥±×÷√∞①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㎡㎜㎝㎞㎎㎏℃℉〇〈〉【】〔〕〖〗﹝﹞﹙﹚﹑﹒﹕∶□■○●◇◆△▲☆★✓✔✗→←↑↓';

/** Every character that the cut typeface keeps, as far as the typeface has it. */
export function wanted() {
  const set = new Set([...signs]);
  for (let code = 0x20; code <= 0x17f; code++) set.add(String.fromCodePoint(code));
  // GBK has GB 2312 in these rows, with the same codes.
  const gbk = new TextDecoder('gbk');
  for (let row = 0xa1; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const text = gbk.decode(new Uint8Array([row, cell]));
      if ([...text].length === 1) set.add(text);
    }
  }
  const rare = readFileSync(new URL('characters.txt', import.meta.url), 'utf8');
  for (const c of rare) set.add(c);
  for (const c of ['\n', '\r', '\u007f', '\ufffd']) set.delete(c);
  return [...set].map((c) => c.codePointAt(0)).filter((c) => c <= 0xffff);
}

/** The tables of a TrueType file by name. */
function tablesOf(font) {
  const tables = {};
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + i * 16;
    const from = font.readUInt32BE(at + 8);
    tables[font.toString('latin1', at, at + 4)] = font.subarray(
      from,
      from + font.readUInt32BE(at + 12),
    );
  }
  return tables;
}

/** Character to glyph, from the subtable of format 4 or 12. */
function glyphsByCharacter(cmap) {
  const map = new Map();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + i * 8 + 4));
    if (table.readUInt16BE(0) !== 12) continue;
    for (let group = 0; group < table.readUInt32BE(12); group++) {
      const at = 16 + group * 12;
      const [first, last, glyph] = [0, 4, 8].map((offset) => table.readUInt32BE(at + offset));
      for (let code = first; code <= last; code++) map.set(code, glyph + code - first);
    }
    return map;
  }
  throw new Error('the typeface has no table of characters of format 12');
}

/** Calls fn with the place of each glyph number within a composite glyph. */
function eachComponent(glyph, fn) {
  if (glyph.length === 0 || glyph.readInt16BE(0) >= 0) return;
  let at = 10;
  for (;;) {
    const flags = glyph.readUInt16BE(at);
    fn(at + 2);
    at += 4 + (flags & 1 ? 4 : 2);
    if (flags & 8) at += 2;
    else if (flags & 0x40) at += 4;
    else if (flags & 0x80) at += 8;
    if (!(flags & 0x20)) return;
  }
}

/** A table of characters of format 4 for pairs of character and glyph in order. */
function characterTable(pairs) {
  const segments = [];
  for (const [code, glyph] of pairs) {
    const last = segments.at(-1);
    if (last && code === last.end + 1 && glyph - code === last.delta) last.end = code;
    else segments.push({ start: code, end: code, delta: glyph - code });
  }
  segments.push({ start: 0xffff, end: 0xffff, delta: 1 });
  const n = segments.length;
  const power = 2 ** Math.floor(Math.log2(n));
  const table = Buffer.alloc(28 + n * 8);
  let at = 0;
  const put = (value) => {
    at = table.writeUInt16BE(value & 0xffff, at);
  };
  for (const value of [0, 1, 3, 1, 0, 12]) put(value);
  for (const value of [4, 16 + n * 8, 0, n * 2, power * 2, Math.log2(power), (n - power) * 2])
    put(value);
  for (const s of segments) put(s.end);
  put(0);
  for (const s of segments) put(s.start);
  for (const s of segments) put(s.delta);
  return table;
}

/** The glyphs of a typeface by their numbers, with their widths. */
function glyphReader(tables) {
  const long = tables.head.readInt16BE(50) === 1;
  const measured = tables.hhea.readUInt16BE(34);
  const offset = (i) =>
    long ? tables.loca.readUInt32BE(i * 4) : tables.loca.readUInt16BE(i * 2) * 2;
  return {
    outline: (i) => Buffer.from(tables.glyf.subarray(offset(i), offset(i + 1))),
    metrics(i) {
      const out = Buffer.alloc(4);
      out.writeUInt16BE(tables.hmtx.readUInt16BE(Math.min(i, measured - 1) * 4));
      const bearing = i < measured ? i * 4 + 2 : measured * 4 + (i - measured) * 2;
      out.writeInt16BE(tables.hmtx.readInt16BE(bearing), 2);
      return out;
    },
  };
}

/** Cuts a TrueType typeface down to some characters. */
export function cut(font, characters) {
  const tables = tablesOf(font);
  const known = glyphsByCharacter(tables.cmap);
  const read = glyphReader(tables);
  const numbers = new Map([[0, 0]]);
  const order = [0];
  const take = (glyph) => {
    if (!numbers.has(glyph)) numbers.set(glyph, order.push(glyph) - 1);
    return numbers.get(glyph);
  };
  const pairs = [...characters]
    .filter((c) => known.has(c))
    .sort((a, b) => a - b)
    .map((c) => [c, take(known.get(c))]);

  const outlines = [];
  const offsets = [0];
  for (let i = 0; i < order.length; i++) {
    const glyph = read.outline(order[i]);
    eachComponent(glyph, (at) => glyph.writeUInt16BE(take(glyph.readUInt16BE(at)), at));
    const padded = Buffer.concat([glyph, Buffer.alloc((4 - (glyph.length % 4)) % 4)]);
    outlines.push(padded);
    offsets.push(offsets.at(-1) + padded.length);
  }
  const change = (table, at, value) => {
    const copy = Buffer.from(table);
    copy.writeUInt16BE(value, at);
    return copy;
  };
  const loca = Buffer.alloc(offsets.length * 4);
  offsets.forEach((offset, i) => {
    loca.writeUInt32BE(offset, i * 4);
  });
  const post = Buffer.from(tables.post.subarray(0, 32));
  post.writeUInt32BE(0x00030000);
  return assemble({
    'OS/2': tables['OS/2'],
    cmap: characterTable(pairs),
    glyf: Buffer.concat(outlines),
    head: change(tables.head, 50, 1),
    hhea: change(tables.hhea, 34, order.length),
    hmtx: Buffer.concat(order.map(read.metrics)),
    loca,
    maxp: change(tables.maxp, 4, order.length),
    name: tables.name,
    post,
    ...Object.fromEntries(
      ['cvt ', 'fpgm', 'prep'].filter((t) => tables[t]).map((t) => [t, tables[t]]),
    ),
  });
}

function checksum(table) {
  let sum = 0;
  for (let i = 0; i + 4 <= table.length; i += 4) sum = (sum + table.readUInt32BE(i)) >>> 0;
  return sum;
}

/** A TrueType file of these tables. */
function assemble(tables) {
  const names = Object.keys(tables).sort();
  const power = 2 ** Math.floor(Math.log2(names.length));
  const header = Buffer.alloc(12 + names.length * 16);
  header.writeUInt32BE(0x00010000);
  for (const [i, value] of [
    names.length,
    power * 16,
    Math.log2(power),
    (names.length - power) * 16,
  ].entries())
    header.writeUInt16BE(value, 4 + i * 2);
  const parts = [header];
  let at = header.length;
  let head = 0;
  names.forEach((name, i) => {
    const length = tables[name].length;
    const data = Buffer.concat([tables[name], Buffer.alloc((4 - (length % 4)) % 4)]);
    if (name === 'head') {
      data.writeUInt32BE(0, 8);
      head = at;
    }
    header.write(name, 12 + i * 16, 'latin1');
    [checksum(data), at, length].forEach((value, k) => {
      header.writeUInt32BE(value, 12 + i * 16 + 4 + k * 4);
    });
    parts.push(data);
    at += data.length;
  });
  const file = Buffer.concat(parts);
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, head + 8);
  return file;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  mkdirSync(target, { recursive: true });
  // The licence goes where the typeface goes (OFL 1.1, condition 2).
  copyFileSync(new URL('LICENSE_FONT', source), new URL('LICENSE.txt', target));
  const characters = wanted();
  for (const [name, path] of Object.entries(weights)) {
    const file = cut(readFileSync(new URL(path, source)), characters);
    const packed = gzipSync(file, { level: 9 });
    writeFileSync(new URL(name, target), packed);
    console.log(
      `fonts/${name}  ${(file.length / 1024).toFixed(0)} KiB, packed ${(packed.length / 1024).toFixed(0)} KiB`,
    );
  }
}
