import type { Page } from 'playwright-core';

/** What has the focus, by the name that is read out for it. */
export function focusName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : undefined;
    return (at?.getAttribute('aria-label') ?? label ?? at?.textContent ?? '').trim();
  });
}

/** Presses Tab until the thing with this name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab');
    const at = await focusName(page);
    if (at === name) return;
    passed.push(at);
  }
  throw new Error(`Tab never came to ${name}, but to ${passed.join(' | ')}`);
}

/** Whether the focus is drawn, on the thing itself or on the frame around it. */
export function focusRing(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let at: Element | null = document.activeElement;
    for (let up = 0; at && up < 4; up += 1) {
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) return true;
      at = at.parentElement;
    }
    return false;
  });
}
