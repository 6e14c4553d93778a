/**
 * Reads the address in a QR code that the program drew, as a phone would, but
 * from the drawing itself: no module can be wrong, so the words that correct
 * errors (ISO/IEC 18004 §7.5) are left unread.
 */
export function readCode(svg: string): string {
  const dark = modules(svg);
  const side = dark.length;
  const version = (side - 17) / 4;
  const words = codewords(dark, version, maskOf(dark));
  const [perBlock, blocks] = CORRECTION[version - 1] ?? [];
  if (!perBlock || !blocks) throw new Error(`no code of version ${version} is known`);
  return textOf(gather(words, words.length - perBlock * blocks, blocks), version);
}

/** The dark modules, without the quiet zone of four. */
function modules(svg: string): boolean[][] {
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]) - 8;
  const dark = Array.from({ length: side }, () => Array<boolean>(side).fill(false));
  for (const [, x, y, n] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g))
    dark[Number(y) - 4]?.fill(true, Number(x) - 4, Number(x) - 4 + Number(n));
  return dark;
}

/** Words of correction in a block and the number of blocks at level M, from version 1 (table 9). */
const CORRECTION: ReadonlyArray<readonly [number, number]> = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
];

/** The mask, which stands after the level beside the upper left finder pattern (§7.9). */
function maskOf(dark: boolean[][]): number {
  const cells = [0, 1, 2, 3, 4, 5, 7, 8].map((x) => [x, 8]);
  const bits = cells.map(([x = 0, y = 0]) => (dark[y]?.[x] ? 1 : 0));
  const said = bits.slice(0, 5).reduce<number>((sum, bit) => sum * 2 + bit, 0) ^ 0b10101;
  if (said >> 3 !== 0) throw new Error('the code is not of level M');
  return said & 7;
}

const MASKS: ReadonlyArray<(x: number, y: number) => boolean> = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The middles of the alignment patterns, from version 1 (annex E). */
const ALIGNED = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];

/** Whether a module belongs to the pattern of the code rather than to what it says. */
function fixed(x: number, y: number, side: number, version: number): boolean {
  const far = side - 8;
  if (x === 6 || y === 6) return true;
  if ((x < 9 && y < 9) || (x >= far && y < 9) || (x < 9 && y >= far)) return true;
  if (version >= 7 && ((x >= side - 11 && y < 6) || (y >= side - 11 && x < 6))) return true;
  const middles = ALIGNED[version - 1] ?? [];
  const last = middles.at(-1);
  return middles.some((my) =>
    middles.some((mx) => {
      const corner =
        (mx === 6 && my === 6) || (mx === 6 && my === last) || (mx === last && my === 6);
      return !corner && Math.abs(x - mx) <= 2 && Math.abs(y - my) <= 2;
    }),
  );
}

/** What the code says, read upwards and downwards in pairs of columns from the right (§7.7.3). */
function codewords(dark: boolean[][], version: number, mask: number): number[] {
  const side = dark.length;
  const hidden = MASKS[mask] ?? (() => false);
  const bits: number[] = [];
  let upwards = true;
  for (let right = side - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < side; step++) {
      const y = upwards ? side - 1 - step : step;
      for (const x of [right, right - 1])
        if (!fixed(x, y, side, version)) bits.push(dark[y]?.[x] !== hidden(x, y) ? 1 : 0);
    }
    upwards = !upwards;
  }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, i) =>
    bits.slice(i * 8, i * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0),
  );
}

/** The words of the text: of each block in turn one, the longer blocks last (§7.6). */
function gather(words: readonly number[], count: number, blocks: number): number[] {
  const short = Math.floor(count / blocks);
  const longer = count % blocks;
  const out: number[][] = Array.from({ length: blocks }, () => []);
  for (let at = 0; at < count; at++) {
    const block = at < short * blocks ? at % blocks : blocks - longer + (at - short * blocks);
    out[block]?.push(words[at] ?? 0);
  }
  return out.flat();
}

/** The text of a code in bytes (§7.4.5). */
function textOf(words: readonly number[], version: number): string {
  let at = 0;
  const take = (n: number) => {
    let value = 0;
    for (let i = 0; i < n; i++, at++)
      value = value * 2 + (((words[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  if (take(4) !== 0b0100) throw new Error('the code is not of bytes');
  const length = take(version < 10 ? 8 : 16);
  return new TextDecoder().decode(Uint8Array.from({ length }, () => take(8)));
}
