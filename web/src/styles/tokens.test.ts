import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import tokens from './tokens.json';

const { color } = tokens;

/** Relative luminance of a colour, WCAG 2.1. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

it('contrast is measured as the standard does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe('text can be read (4.5 : 1)', () => {
  const grounds = ['paper', 'ground', 'brand-soft'] as const;
  const inks = ['ink', 'ink-2', 'ink-3', 'brand', 'brand-hover', 'seal', 'danger'] as const;
  it.each(grounds.flatMap((ground) => inks.map((ink) => [ink, ground] as const)))(
    '%s on %s',
    (ink, ground) => {
      expect(contrast(color[ink], color[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  const verdicts = ['eligible', 'needs-review', 'need-facts', 'ineligible'] as const;
  it.each(verdicts)('%s on its own tint, on paper, and white on it', (verdict) => {
    const tone = color[verdict];
    for (const ground of [color[`${verdict}-soft`], color.paper, color.ground]) {
      expect(contrast(tone, ground)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(color.ink, color[`${verdict}-soft`])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color['ink-2'], color[`${verdict}-soft`])).toBeGreaterThanOrEqual(4.5);
  });

  it('on brand and on a mark', () => {
    expect(contrast('#ffffff', color.brand)).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#ffffff', color['brand-hover'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#c9d8e4', color.brand)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color.ink, color.mark)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color['ink-3'], color['danger-soft'])).toBeGreaterThanOrEqual(4.5);
  });
});

it('frames of inputs and the focus can be seen (3 : 1)', () => {
  for (const ground of [color.paper, color.ground]) {
    expect(contrast(color['line-strong'], ground)).toBeGreaterThanOrEqual(3);
    expect(contrast(color.focus, ground)).toBeGreaterThanOrEqual(3);
  }
});

it('the style sheet holds what the tokens say', () => {
  const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
  for (const [group, values] of Object.entries(tokens)) {
    for (const [name, value] of Object.entries(values)) {
      expect(css).toContain(`  --${group}-${name}: ${value};\n`);
    }
  }
  const declared = css.match(/^ {2}--/gm)?.length ?? 0;
  expect(declared).toBe(Object.values(tokens).flatMap(Object.keys).length);
});
