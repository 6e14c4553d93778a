// Fails the build when a phone would load more script than was promised.
// Counts what each entry loads before its first screen: its static imports.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** Limits in KiB of gzip. The desk is used all day from a warm cache. */
const limits = { 'index.html': 200, 'my.html': 200, 'desk.html': 700 };

function files(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) files(next, seen);
  return seen;
}

let failed = false;
for (const [entry, limit] of Object.entries(limits)) {
  let bytes = 0;
  for (const key of files(entry))
    bytes += gzipSync(readFileSync(new URL(manifest[key].file, dist))).length;
  const size = bytes / 1024;
  const verdict = size > limit ? 'TOO LARGE' : 'ok';
  failed ||= size > limit;
  console.log(
    `${entry.padEnd(12)} ${size.toFixed(1).padStart(7)} KiB gzip of script (limit ${limit}) ${verdict}`,
  );
}
process.exit(failed ? 1 : 0);
