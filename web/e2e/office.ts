import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launch, open, type Screen, screens, see } from './browser';
import { type City, openCity } from './city';
import { loginStaff } from './login';

/** A demo city and a browser of one file's own. */
export interface Office {
  readonly city: City;
  readonly browser: Browser;
  /** A person of the city at the desk, who stays logged in; at 1366 px unless told otherwise. */
  person: (login: string, path: string, screen?: Screen) => Promise<Page>;
}

/** Opens an office before the tests of a file and closes it after them. */
export function openOffice(): Office {
  let city: City;
  let browser: Browser;
  beforeAll(async () => {
    [city, browser] = await Promise.all([openCity(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await city.close();
  });
  return {
    get city() {
      return city;
    },
    get browser() {
      return browser;
    },
    async person(login, path, screen = screens[1]) {
      const page = await open(
        browser,
        city,
        screen,
        `/desk/login?next=${encodeURIComponent(path)}`,
      );
      await loginStaff(page, login);
      await page.waitForURL((url) => url.pathname !== '/desk/login');
      return page;
    },
  };
}

/** The dialog that is open. */
export const dialog = (page: Page): Locator => page.getByRole('dialog').filter({ visible: true });

/** Opens a case that the demo city has, out of one tray, by what it says. */
export async function openCase(page: Page, box: string, words: string): Promise<string> {
  await page.goto(`/desk/appeals?box=${box}`);
  await page.getByRole('row').filter({ hasText: words }).first().getByRole('link').click();
  await see(page.getByRole('heading', { level: 1, name: words }));
  return new URL(page.url()).pathname;
}
