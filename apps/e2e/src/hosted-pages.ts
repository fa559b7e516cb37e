import type { Page } from 'playwright-core';

/** Pays on the processor's page with a test card that succeeds, and is back at the house. */
export async function payByCard(page: Page): Promise<void> {
  await page.locator('input[name=number]').fill('4242 4242 4242 4242');
  await page.locator('input[name=name]').fill('Demo Investor');
  await page.locator('input[name=expiry]').fill('12/40');
  await page.locator('input[name=cvc]').fill('123');
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/wallet?*');
}

/** Names a test bank on the processor's page, and is back at the house. */
export async function nameTestBank(page: Page): Promise<void> {
  await page.locator('input[name=holder]').fill('Demo Investor');
  await page.locator('input[name=routing]').fill('110000000');
  await page.locator('input[name=account]').fill('000123456789');
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/wallet*');
}
