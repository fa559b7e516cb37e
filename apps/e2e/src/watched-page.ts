import type { Browser, BrowserContext, Page } from 'playwright-core';

/** How a page is looked at. */
export type Look = { width: number; language: 'es' | 'en'; theme: 'light' | 'dark' };

const HEIGHT = 900;

/** A page of its own person, whose errors are written down. */
export async function watchedPage(
  browser: Browser,
  { width, language, theme }: Look,
  faults: string[],
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width, height: HEIGHT } });
  await context.addInitScript(
    ([spoken, shown]) => {
      localStorage.setItem('orbiquant.language', String(spoken));
      localStorage.setItem('orbiquant.theme', String(shown));
    },
    [language, theme],
  );
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // what a page no longer needs is called off when it is left
    if (why !== 'net::ERR_ABORTED') faults.push(`${why} ${request.url()}`);
  });
  return { context, page };
}

/** Signs in through the form and waits until the house is shown. */
export async function signInAs(
  page: Page,
  origin: string,
  credentials: { email: string; password: string },
): Promise<void> {
  await page.goto(`${origin}/login`);
  await page.locator('input[name=email]').fill(credentials.email);
  await page.locator('input[name=password]').fill(credentials.password);
  await page.locator('button[type=submit]').click();
  await page.getByTestId('account-menu').waitFor();
}

/** Goes to another place inside the page: each new start of it would renew the session, and that is rationed. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
}
