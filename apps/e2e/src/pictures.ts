import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { goTo, signInAs, watchedPage, type Look } from './watched-page.ts';

const WIDTHS = [1440, 390];
const DRAWN_MS = 600;

/** Whether somebody wants to look: taking all pictures is minutes of every run otherwise. CI does, so that no screen fails unseen. */
export const takesPictures = Boolean(process.env['E2E_SCREENSHOTS']);

/** Where pictures go: a folder that a person named, or one of its own. */
export function pictureFolder(): string {
  const folder = process.env['E2E_SCREENSHOTS'] ?? mkdtempSync(join(tmpdir(), 'orbiquant-screens-'));
  mkdirSync(folder, { recursive: true });
  return folder;
}

type Who = { email: string; password: string };
type Shoot = { origin: string; who: Who; pages: Readonly<Record<string, string>>; folder: string; faults: string[] };

/** Takes whole-page pictures of screens in one language and theme, wide and narrow. */
export async function takePictures(browser: Browser, look: Look, shoot: Shoot): Promise<void> {
  const { context, page } = await watchedPage(browser, look, shoot.faults);
  await signInAs(page, shoot.origin, shoot.who);
  for (const [name, path] of Object.entries(shoot.pages)) {
    await goTo(page, path);
    await settled(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await new Promise((resolve) => setTimeout(resolve, DRAWN_MS));
      const file = `${name}-${width}-${look.language}-${look.theme}.png`;
      await page.screenshot({ path: join(shoot.folder, file), fullPage: true });
    }
  }
  await context.close();
}

/** Everything that was loading has come; a screen is not drawn the moment its address changes. */
async function settled(page: Page): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, DRAWN_MS));
  await eventually('nothing loads any more', async () => (await page.locator('.skeleton').count()) === 0, 15_000);
}
