import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { z } from 'zod';
import { getAccountMonths, getJobs, getMarketClock, getProducts, getWallet, strikeNav } from '@orbiquant/contracts';
import { describeWithProgram } from '@orbiquant/testing';
import { CHROMIUM, FLAGS } from './chromium.ts';
import { nameTestBank, payByCard } from './hosted-pages.ts';
import { eventually } from './eventually.ts';
import { MONTH, monthThatRises } from './month-that-rises.ts';
import { pictureFolder, takePictures, takesPictures } from './pictures.ts';
import { startStack, type Stack } from './stack.ts';
import { goTo, signInAs, watchedPage, type Look } from './watched-page.ts';

const ENGLISH: Look = { width: 1440, language: 'en', theme: 'light' };
const HOLD_MS = 1_600;
const DRAWN_MS = 600;
/** For the weeks in which nothing happens, and for the days in which Orion trades: the venue counts requests by the wall. */
const SPEEDS = { still: 60_000, trading: 5_000 };
const HALF_DAY_MS = 43_200_000;
/** After the last day was struck and the month is due. */
const MONTH_IS_DUE_MS = MONTH.endsMs + 5_400_000;

const Kept = z.looseObject({ leaf: z.looseObject({ units: z.string(), balance: z.string() }) });

describeWithProgram("an investor's money, from a card to a bank, in a browser", CHROMIUM, () => {
  const faults: string[] = [];
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let operator: { context: BrowserContext; page: Page };
  let origin: string;
  let people: Record<'investor' | 'operator', { email: string; password: string }>;
  let kept: z.output<typeof Kept>;

  beforeAll(async () => {
    stack = await startStack({ portOffset: 16_000, speed: 2_000, replay: [monthThatRises()] });
    origin = stack.url('frontend');
    const { investorPassword, operatorPassword } = stack.secrets.demo;
    people = {
      investor: { email: 'demo@orbiquant.example', password: investorPassword },
      operator: { email: 'operator@orbiquant.example', password: operatorPassword },
    };
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = (await watchedPage(browser, ENGLISH, faults)).page;
    page.setDefaultTimeout(15_000);
    operator = await watchedPage(browser, ENGLISH, faults);
    operator.page.setDefaultTimeout(15_000);
    await signInAs(page, origin, people.investor);
    await signInAs(operator.page, origin, people.operator);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const walletMinor = async (): Promise<bigint> => (await stack.investor.call(getWallet)).wallet.minor;
  const productId = async (): Promise<string> => (await stack.investor.call(getProducts))[0]?.productId ?? '';
  const runJob = async (name: string): Promise<void> => {
    await operator.page.getByRole('button', { name: `Run ${name} now` }).click();
    await operator.page.getByRole('status').filter({ hasText: name }).waitFor();
  };

  it('pays in by card on the page of the processor, and the wallet shows it once it is confirmed', async () => {
    const before = await walletMinor();
    await goTo(page, '/wallet');
    await page.getByLabel('Amount to pay in (USD)').fill('2000');
    await page.getByRole('button', { name: 'Go and pay' }).click();
    await payByCard(page);
    await page.getByTestId('deposit-settled').waitFor();
    expect(await walletMinor()).toBe(before + 2_000_000_000n);
    await page.getByTestId('wallet-held').filter({ hasText: '2,000.00' }).waitFor();
    await page.getByRole('button', { name: 'Understood' }).click();
  });

  it('names the bank on the page of the processor, and has to wait before money goes there', async () => {
    await page.getByRole('button', { name: 'Name my bank' }).click();
    await nameTestBank(page);
    await page.locator('[data-testid=bank][data-state=ready]').waitFor();
    await page.getByTestId('withdraw-blocked-cooling').waitFor();
  });

  it('invests, the value is struck, the market goes on, and it is struck again', async () => {
    await goTo(page, '/invest');
    await page.getByLabel('Amount (USDT)').first().fill('1000');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await page.getByRole('button', { name: 'Confirm investment' }).click();
    await page.getByTestId('subscription-queued').waitFor();
    const params = { productId: await productId() };
    await stack.operator.call(strikeNav, { params });
    await stack.market('speed', { speed: 20_000 });
    await page.getByTestId(/^mine-/).waitFor();
    await stack.operator.call(strikeNav, { params });
    await page.getByRole('region', { name: 'Your entries' }).getByRole('row').nth(1).waitFor();
    // days pass no more: what is asked for from here on waits for a strike instead of being dealt while we look
    await stack.market('speed', { speed: 1 });
  });

  const passUntil = async (untilMs: number, speed: number): Promise<void> => {
    await stack.market('speed', { speed });
    const marketMs = async () => (await stack.callService('data-service', getMarketClock, {})).nowMs;
    await eventually('the market has come so far', async () => (await marketMs()) >= untilMs, 90_000);
  };

  it('lives through a month that earns, is paid its share, and sees it in the wallet to the last cent', async () => {
    const mine = page.getByRole('region', { name: "Each month's profit" });
    await mine.getByText('To my wallet').click();
    await mine.getByText('It goes to your wallet').waitFor();
    await passUntil(MONTH.risesFromMs - HALF_DAY_MS, SPEEDS.still);
    await passUntil(MONTH.risesToMs, SPEEDS.trading);
    await passUntil(MONTH_IS_DUE_MS, SPEEDS.still);
    await stack.market('speed', { speed: 1 });
    const lastRunOf = async (wanted: string): Promise<string | undefined> => {
      const lastRun = (await stack.operator.call(getJobs)).jobs.find(({ name }) => name === wanted)?.lastRun;
      return lastRun?.state === 'done' ? lastRun.period : undefined;
    };
    await eventually(
      'its last day is struck',
      async () => (await lastRunOf('DailyPerformanceJob')) === '2025-01-31',
      60_000,
    );
    await goTo(operator.page, '/admin/money');
    await runJob('MonthlyDistributionJob');
    await eventually(
      'the month is signed',
      async () => (await lastRunOf('MonthlyDistributionJob')) === '2025-01',
      60_000,
    );

    const [month] = await stack.investor.call(getAccountMonths, {
      params: { productId: await productId() },
      query: {},
    });
    expect(month).toMatchObject({ period: '2025-01', isSigned: true });
    expect(month?.netProfit.minor).toBeGreaterThan(0n);
    expect(month?.paidTo).toBe('wallet');
    expect(month?.paid?.minor).toBe(month?.netProfit.minor);
    await goTo(page, '/invest');
    await page.getByRole('region', { name: 'Your months' }).getByText('2025-01').waitFor();
    await goTo(page, '/wallet');
    await page.locator('#statement').getByText('Distribution of profit').first().waitFor();
    await goTo(page, '/invest');
  });

  it('sees the fees of the pool before it puts in more', async () => {
    await page.getByText('Fee simulator').first().click();
    const form = page.getByRole('form', { name: 'Fee simulator' }).first();
    await form.getByLabel('You invest (USDT)').fill('1000');
    await form.getByRole('button', { name: 'Compute' }).click();
    await page.getByTestId('fee-preview').filter({ hasText: '1,100.00 USDT' }).waitFor();
  });

  it('checks its own proof here, keeps it, and sees an altered one refused', async () => {
    await page.getByRole('button', { name: 'Check mine' }).click();
    await page.locator('[data-testid=proof-verdict][data-ok=true]').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download my proof' }).click(),
    ]);
    kept = Kept.parse(JSON.parse(readFileSync(await download.path(), 'utf8')));
    await page.getByRole('button', { name: 'Check a file' }).click();
    const altered = { ...kept, leaf: { ...kept.leaf, balance: `${BigInt(kept.leaf.balance) + 1n}` } };
    await page.getByLabel('Paste the content of a proof here').fill(JSON.stringify(altered));
    await page.getByRole('button', { name: 'Check what was pasted' }).click();
    await page.locator('[data-testid=proof-verdict][data-ok=false][data-failed=leaf]').waitFor();
  });

  it('asks for a part back, and takes the wish back', async () => {
    await page.getByRole('button', { name: 'Some units' }).click();
    await page.getByLabel('Units to take out').fill('1');
    await page.getByRole('button', { name: 'Review exit' }).click();
    await page.getByRole('button', { name: 'Ask for the exit' }).click();
    await page.getByTestId('redemption-queued').waitFor();
    await page.getByTestId('redemptions').getByRole('button', { name: 'Cancel' }).click();
    await page.getByTestId('redemptions').locator('[data-state=canceled]').waitFor();
  });

  it('withdraws with the password, once the waiting time is over', async () => {
    await goTo(page, '/wallet');
    await page.getByTestId('withdraw-blocked-cooling').waitFor({ state: 'detached', timeout: 45_000 });
    await page.getByLabel('Amount to withdraw (USD)').fill('500');
    await page.getByRole('button', { name: 'Review withdrawal' }).click();
    await page.getByLabel(/^Your password/).fill(people.investor.password);
    await page.getByRole('button', { name: 'Withdraw 500.00 USD' }).click();
    await page.getByTestId('withdrawal-requested').waitFor();
    await page.locator('[data-testid=withdrawal][data-state=requested]').waitFor();
  });

  it('the operator agrees by holding the button, and has it sent', async () => {
    await goTo(operator.page, '/admin/money');
    const button = operator.page.getByRole('button', { name: 'Hold to approve' });
    await button.click();
    await button.waitFor();
    await button.click({ delay: HOLD_MS });
    await operator.page.getByText('No withdrawals are waiting.').waitFor();
    await runJob('WithdrawalProcessingJob');
  });

  it('is paid at the bank, and the statement says so', async () => {
    await page.locator('[data-testid=withdrawal][data-state=paid]').waitFor({ timeout: 45_000 });
    await page.getByText('The bank reported it as paid.').first().waitFor();
    await page.locator('#statement').getByText('Withdrawal to your bank').first().waitFor();
    await page.locator('#statement').getByText('Card deposit').first().waitFor();
  });

  it('the books add up, and the day so far is settled and can be looked at', async () => {
    await operator.page.getByRole('button', { name: 'Recompute from zero' }).click();
    await operator.page.locator('[data-testid=audit][data-ok=true]').waitFor({ timeout: 30_000 });
    await runJob('IntradaySettlementJob');
    await operator.page.getByTestId('settlement').waitFor({ timeout: 45_000 });
  });

  it('met no error in the console and no request that failed', () => {
    expect(faults).toEqual([]);
  });

  it('axe finds nothing to complain of on the money screens', async () => {
    const found: string[] = [];
    const visits = [
      { shown: page, path: '/wallet' },
      { shown: page, path: '/invest' },
      { shown: operator.page, path: '/admin/money' },
    ];
    for (const { shown, path } of visits) {
      await goTo(shown, path);
      await new Promise((resolve) => setTimeout(resolve, DRAWN_MS));
      const { violations } = await new AxeBuilder({ page: shown }).analyze();
      for (const { id, nodes } of violations) found.push(`${path} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    }
    expect(found).toEqual([]);
  });

  // pictures are taken on request; there is nothing in them that the steps above do not hold
  if (takesPictures)
    it('has its picture taken, wide and narrow, light and dark, in both languages', async () => {
      const folder = pictureFolder();
      const shoot = { origin, folder, faults };
      const looks: Look[] = [ENGLISH, { width: 1440, language: 'es', theme: 'dark' }];
      for (const look of looks) {
        const mine = { wallet: '/wallet', funds: '/invest' };
        await takePictures(browser, look, { ...shoot, who: people.investor, pages: mine });
        await takePictures(browser, look, { ...shoot, who: people.operator, pages: { admin: '/admin/money' } });
      }
      process.stdout.write(`  screenshots: ${folder}\n`);
      expect(faults).toEqual([]);
    });
});
