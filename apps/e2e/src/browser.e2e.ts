import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { getDecisions, getPositions, getProducts } from '@orbiquant/contracts';
import { describeWithProgram } from '@orbiquant/testing';
import { CHROMIUM, FLAGS } from './chromium.ts';
import { eventually } from './eventually.ts';
import { marketOfRecord } from './market-of-record.ts';
import { pictureFolder, takesPictures } from './pictures.ts';
import { startStack, type Stack } from './stack.ts';
import { standStillHolding } from './stand-still.ts';
import { goTo, signInAs, watchedPage, type Look } from './watched-page.ts';

const ENGLISH: Look = { width: 1440, language: 'en', theme: 'light' };
const WIDTHS = [1440, 390];
const LOOKS: Look[] = (['es', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ width: 1440, language, theme })),
);
const DRAWN_MS = 600;
/** Less than the venue would sell, in BTC. */
const DUST = '0.0001';

describeWithProgram('the journey of an investor, in a browser', CHROMIUM, () => {
  const faults: string[] = [];
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let origin: string;
  let investor: { email: string; password: string };
  let productId: string;

  beforeAll(async () => {
    stack = await startStack({ portOffset: 14_000, speed: 10_000, ...marketOfRecord });
    origin = stack.url('frontend');
    investor = { email: 'demo@orbiquant.example', password: stack.secrets.demo.investorPassword };
    productId = (await stack.investor.call(getProducts))[0]?.productId ?? '';
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = (await watchedPage(browser, ENGLISH, faults)).page;
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('signs in', async () => {
    await signInAs(page, origin, investor);
    await page.getByTestId('mode-badge').waitFor();
    await page.getByTestId('balance-total').waitFor();
  });

  it('sees the chart move', async () => {
    await goTo(page, '/markets/BTC-USDT');
    await page.getByTestId('price-chart').locator('canvas').first().waitFor();
    const price = page.getByTestId('last-price').first();
    const first = await price.textContent();
    await eventually('the last price moves', async () => (await price.textContent()) !== first, 20_000);
  });

  it('plays back, steps back, and is back at the market', async () => {
    await page.getByTestId('replay-open').click();
    await page.getByRole('button', { name: 'Start at the date' }).click();
    await page.getByTestId('replay-status').waitFor();
    const position = page.getByRole('slider', { name: 'Position of the playback' });
    const at = async (): Promise<number> => Number(await position.inputValue());
    const started = await at();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await eventually('the playback goes on', async () => (await at()) > started, 15_000);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    const paused = await at();
    await page.getByRole('button', { name: 'One candle back' }).click();
    await eventually('one candle back', async () => (await at()) < paused, 5_000);
    await page.getByTestId('replay-exit').click();
    await page.getByTestId('replay-status').waitFor({ state: 'detached' });
  });

  it('opens a decision of Orion and reads why', async () => {
    // at the speed of this replay new decisions would push a row away before it can be clicked
    await standStillHolding(stack, 120_000);
    await goTo(page, '/agents/orion?verdict=acted');
    await page.getByTestId('decision-timeline').getByRole('link').first().click();
    await page.getByTestId('why-sentence').waitFor();
    expect((await page.getByTestId('why-sentence').textContent())?.length).toBeGreaterThan(20);
  });

  it('invests, and the operator strikes the value', async () => {
    await goTo(page, '/invest');
    await page.getByLabel('Amount (USDT)').first().fill('1000');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await page.getByRole('button', { name: 'Confirm investment' }).click();
    await page.getByTestId('subscription-queued').waitFor();
    const { context, page: operator } = await watchedPage(browser, ENGLISH, faults);
    const password = stack.secrets.demo.operatorPassword;
    await signInAs(operator, origin, { email: 'operator@orbiquant.example', password });
    await goTo(operator, '/invest');
    await operator.getByRole('button', { name: 'Strike NAV now' }).click();
    await operator.getByRole('button', { name: 'Confirm strike' }).click();
    await operator.getByText(/^Struck: /).waitFor();
    await context.close();
  });

  it('opens the balance down to the candle', async () => {
    await goTo(page, `/lineage/${productId}`);
    await page
      .getByTestId('lineage-strike')
      .getByRole('link', { name: /fills of BTC\/USDT/ })
      .click();
    await page.getByTestId('lineage-fills').getByRole('link', { name: 'Open fill' }).first().click();
    await page.getByTestId('lineage-candle').waitFor();
    expect(await page.getByText('it does not agree').count()).toBe(0);
    expect(await page.getByTestId('sum-check').count()).toBeGreaterThan(0);
  });

  it('asks the copilot, and opens the tool call behind a figure', async () => {
    await goTo(page, '/copilot');
    const question = page.getByRole('textbox', { name: 'Question' }).first();
    await question.fill('How is Bitcoin doing?');
    await question.press('Enter');
    await page.getByTestId('figure').first().click();
    await page.getByTestId('tool-call').waitFor();
    expect(await page.getByTestId('tool-call').textContent()).toContain('BTC/USDT');
  });

  it('met no error in the console and no request that failed', () => {
    expect(faults).toEqual([]);
  });

  // taken on request
  if (takesPictures)
    it('has its picture taken in every size, language and theme', async () => {
      const folder = pictureFolder();
      const [decision] = await stack.investor.call(getDecisions, { params: { agentId: 'orion' }, query: { limit: 1 } });
      const pages: Record<string, string> = {
        home: '/home',
        markets: '/markets',
        chart: '/markets/BTC-USDT',
        agents: '/agents',
        decision: `/agents/orion/decisions/${decision?.decisionId}`,
        invest: '/invest',
        lineage: `/lineage/${productId}?symbol=BTC%2FUSDT`,
        copilot: '/copilot',
      };
      for (const look of LOOKS) await pictures(look, { folder, pages });
      process.stdout.write(`  screenshots: ${folder}\n`);
      expect(faults).toEqual([]);
    });

  it.each(['light', 'dark'] as const)('axe finds nothing to complain of on any screen, %s', async (theme) => {
    const { context, page: shown } = await watchedPage(browser, { ...ENGLISH, theme }, faults);
    await signInAs(shown, origin, investor);
    const found: string[] = [];
    for (const path of ['/home', '/markets', '/markets/BTC-USDT', '/agents/orion', '/invest', '/copilot']) {
      await goTo(shown, path);
      await new Promise((resolve) => setTimeout(resolve, DRAWN_MS));
      const { violations } = await new AxeBuilder({ page: shown }).analyze();
      for (const { id, nodes } of violations) found.push(`${path} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    }
    expect(found).toEqual([]);
    await context.close();
  });

  it('says that it is offline, keeps what it knows, and takes no orders until it is back', async () => {
    const ignored: string[] = [];
    const { context, page: shown } = await watchedPage(browser, ENGLISH, ignored);
    await signInAs(shown, origin, investor);
    await goTo(shown, '/invest');
    await shown.locator('canvas').first().waitFor();
    await context.setOffline(true);
    await shown.getByText('Orders and changes are switched off', { exact: false }).waitFor();
    expect(await shown.getByTestId('connection').getAttribute('data-state')).toBe('offline');
    expect(await shown.getByRole('button', { name: 'Review', exact: true }).isDisabled()).toBe(true);
    await context.setOffline(false);
    await eventually(
      'it is back',
      async () => (await shown.getByTestId('connection').getAttribute('data-state')) !== 'offline',
      15_000,
    );
    await context.close();
  });

  it('an operator stops the agent: it sells what it holds and stays stopped', async () => {
    const { context, page: operator } = await watchedPage(browser, ENGLISH, faults);
    const password = stack.secrets.demo.operatorPassword;
    await signInAs(operator, origin, { email: 'operator@orbiquant.example', password });
    await goTo(operator, '/agents/orion');
    await operator.getByRole('button', { name: 'Stop and close all' }).click();
    await operator.getByRole('dialog').getByLabel('Reason (kept in the record)').fill('a drill');
    await operator.getByRole('dialog').getByRole('button', { name: 'Confirm: close everything' }).click();
    await operator.getByRole('status').filter({ hasText: 'Orion' }).waitFor();
    const held = async (): Promise<number> =>
      (await stack.investor.call(getPositions, { params: { agentId: 'orion' } })).filter(({ quantity }) =>
        quantity.gt(DUST),
      ).length;
    await eventually('nothing is held', async () => (await held()) === 0, 30_000);
    const state = operator.getByTestId('agent-state').first();
    expect(['killed', 'stopped', 'halted']).toContain(await state.getAttribute('data-state'));
    await context.close();
  });

  async function pictures(
    look: Look,
    { folder, pages }: { folder: string; pages: Record<string, string> },
  ): Promise<void> {
    const { context, page: shown } = await watchedPage(browser, look, faults);
    const take = async (name: string): Promise<void> => {
      for (const width of WIDTHS) {
        await shown.setViewportSize({ width, height: 900 });
        await new Promise((resolve) => setTimeout(resolve, DRAWN_MS));
        await shown.screenshot({ path: join(folder, `${name}-${width}-${look.language}-${look.theme}.png`) });
      }
    };
    await shown.goto(`${origin}/login`);
    await shown.locator('input[name=email]').waitFor();
    await take('login');
    await signInAs(shown, origin, investor);
    for (const [name, path] of Object.entries(pages)) {
      await goTo(shown, path);
      await take(name);
    }
    await context.close();
  }
});
