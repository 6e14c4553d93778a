// Writes src/styles/tokens.css from tokens.json, the one place where colours,
// sizes and fonts of every face are decided.
import { readFileSync, writeFileSync } from 'node:fs';

const styles = new URL('../src/styles/', import.meta.url);

export function tokensToCss(tokens) {
  const lines = ['/* Generated from tokens.json by `npm run tokens`. */', ':root {'];
  for (const [group, values] of Object.entries(tokens)) {
    for (const [name, value] of Object.entries(values))
      lines.push(`  --${group}-${name}: ${value};`);
  }
  lines.push('}', '');
  return lines.join('\n');
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const tokens = JSON.parse(readFileSync(new URL('tokens.json', styles), 'utf8'));
  writeFileSync(new URL('tokens.css', styles), tokensToCss(tokens));
}
