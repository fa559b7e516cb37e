import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import {
  getCandles,
  getHmaSma,
  getLabRuns,
  getMarketClock,
  getRuleSets,
  getRuleVersions,
  getSharedRules,
} from '@orbiquant/contracts';
import { describeWithProgram } from '@orbiquant/testing';
import { CHROMIUM, FLAGS } from './chromium.ts';
import { eventually } from './eventually.ts';
import { marketOfRecord } from './market-of-record.ts';
import { pictureFolder, takesPictures } from './pictures.ts';
import { startStack, type Stack } from './stack.ts';
import { goTo, signInAs, watchedPage, type Look } from './watched-page.ts';

const ENGLISH: Look = { width: 1440, language: 'en', theme: 'light' };
const LOOKS: Look[] = (['es', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ width: 1440, language, theme })),
);
const WIDTHS = [1440, 390];
const DRAWN_MS = 900;
const DAY_MS = 86_400_000;
const LAG_MAX_MS = 900_000;
/** The rule needs 36 days before it says anything; then there is some time to trade. */
const HISTORY_MS = 60 * DAY_MS;

describeWithProgram("a new user's hour in the lab", CHROMIUM, () => {
  const faults: string[] = [];
  const runs: Record<string, string> = {};
  const screens: Record<string, string> = {};
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let investor: { email: string; password: string };
  /** At this speed candles come later than the clock. */
  const hasCaughtUp = async (): Promise<boolean> => {
    const { nowMs } = await stack.investor.call(getMarketClock);
    const query = { symbol: 'BTC/USDT', interval: '5m', limit: 1 } as const;
    const newestMs = (await stack.investor.call(getCandles, { query })).openTimeMs.at(-1) ?? 0;
    return nowMs - newestMs < LAG_MAX_MS;
  };

  beforeAll(async () => {
    stack = await startStack({ portOffset: 15_000, speed: 10_000, ...marketOfRecord });
    investor = { email: 'demo@orbiquant.example', password: stack.secrets.demo.investorPassword };
    const startMs = (await stack.investor.call(getMarketClock)).nowMs;
    // nobody watches this market: what counts is that its past is there
    if (marketOfRecord.replay) await stack.market('speed', { speed: 60_000 });
    if (marketOfRecord.replay)
      await eventually(
        'enough of the quarter has passed',
        async () => (await stack.investor.call(getMarketClock)).nowMs > startMs + HISTORY_MS,
        150_000,
      );
    await stack.market('pause');
    await eventually('its candles have all arrived', hasCaughtUp, 60_000);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = (await watchedPage(browser, ENGLISH, faults)).page;
    page.setDefaultTimeout(20_000);
    await signInAs(page, stack.url('frontend'), investor);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const verdictOf = async (name: string): Promise<void> => {
    await page.getByTestId('verdict').waitFor({ timeout: 90_000 });
    runs[name] = new URL(page.url()).pathname;
  };

  it('tests HMA/SMA with one click, and reads the verdict', async () => {
    await goTo(page, '/lab');
    await page.getByTestId('first-run').click();
    await verdictOf('backtest');
    expect(await page.getByTestId('verdict').textContent()).toMatch(/pass/i);
  });

  it('optimises it', async () => {
    await orderAgain('Optimise');
    await verdictOf('optimise');
  });

  it('walks it forward, and sees each window', async () => {
    // a longer Hull average than the usual one would need more history than this quarter has before each window
    await orderAgain('Walk forward', async () => page.getByRole('checkbox', { name: /Hull/ }).uncheck());
    await verdictOf('walk-forward');
    await page.getByTestId('windows-timeline').waitFor();
  });

  it('downloads the report as PDF', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /PDF/ }).click(),
    ]);
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('every run was kept, counted and judged', async () => {
    const kept = await stack.investor.call(getLabRuns);
    expect(kept.map(({ state, problem }) => problem?.message ?? state)).toEqual(['done', 'done', 'done']);
    expect(kept.every(({ verdict }) => verdict !== null)).toBe(true);
    const [walk, optimised, tested] = kept.map(({ verdict }) => verdict?.trials ?? 0);
    expect(tested).toBe(1);
    expect(optimised).toBeGreaterThan(tested!);
    expect(walk).toBeGreaterThan(0);
  });

  it('writes rules with the form, is told what is wrong at its field, and saves them', async () => {
    await goTo(page, '/lab');
    await page.getByTestId('my-rules').click();
    await page.getByTestId('new-rules').click();
    const form = page.getByTestId('rule-form');
    await form.getByRole('textbox', { name: 'Name', exact: true }).first().fill('Dip Buyer');
    const period = form
      .getByRole('group', { name: 'Series fast' })
      .getByRole('textbox', { name: 'Candles', exact: true });
    await period.fill('0');
    expect(await period.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByTestId('rules-faults').textContent()).toContain('series[0].parameters.period');
    expect(await page.getByTestId('save-rules').isDisabled()).toBe(true);
    await period.fill('20');
    await form.getByRole('button', { name: 'Add a series' }).click();
    const strength = form.getByRole('group', { name: 'Series series1' });
    await strength.getByRole('combobox', { name: 'Indicator' }).selectOption('rsi');
    await strength.getByRole('textbox', { name: 'Name', exact: true }).fill('strength');
    await form.getByRole('button', { name: 'Add a condition' }).first().click();
    await form
      .getByRole('combobox', { name: 'Entry of longs.2: first value', exact: true })
      .selectOption('series:strength');
    await form.getByRole('combobox', { name: 'Entry of longs.2: how', exact: true }).selectOption('below');
    await form.getByRole('combobox', { name: 'Entry of longs.2: second value', exact: true }).selectOption('value');
    await form.getByRole('textbox', { name: 'Entry of longs.2: second value: number', exact: true }).fill('70');
    expect(await page.getByTestId('rule-words').textContent()).toContain('“strength” is below 70');
    expect(JSON.parse(await page.getByTestId('rules-json').inputValue())).toMatchObject({ name: 'dip-buyer' });
    await page.getByTestId('save-rules').click();
    await page.getByTestId('version-1').waitFor();
    screens['rules-editor'] = '/lab/rules/new';
  });

  it('looks whether they see the future, and saves a second version that says what changed', async () => {
    await page.getByTestId('leak-check').click();
    await page.getByTestId('leak-verdict').waitFor();
    expect(await page.getByTestId('leak-verdict').getAttribute('data-verdict')).toBe('clean');
    await page.getByTestId('edit-rules').click();
    await page.getByTestId('rule-form').getByRole('textbox', { name: 'Stop (limit of loss): percent' }).fill('3');
    await page.getByTestId('save-rules').click();
    await page.getByTestId('version-2').waitFor();
    expect(await page.getByTestId('rule-diff').textContent()).toContain('exits.long.stop.percent');
    screens['rules-set'] = new URL(page.url()).pathname;
    screens['rules-list'] = '/lab/rules';
  });

  it('tests them on the same candles, and the run goes by their name', async () => {
    await page.getByTestId('use-rules').click();
    const form = page.getByTestId('lab-form');
    await form.waitFor();
    expect(await form.getByRole('combobox', { name: 'Strategy' }).inputValue()).toBe('rules');
    await form.locator('button[type=submit]').click();
    await page.waitForURL(/\/lab\/[0-9a-f-]{36}$/);
    await verdictOf('rules-run');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('dip-buyer');
    const [run] = await stack.investor.call(getLabRuns);
    expect([run?.order.strategy, run?.state]).toEqual(['rules', 'done']);
    expect(run?.figures['trades']).toBeGreaterThan(10);
  });

  it('shares them by a link that somebody else reads and copies, until it is withdrawn', async () => {
    await goTo(page, screens['rules-set']!);
    await page.getByTestId('share-rules').click();
    const link = new URL(await page.getByTestId('share-link').inputValue());
    expect(link.pathname).toMatch(/^\/lab\/rules\/shared\/[\w-]{43}$/);
    screens['rules-shared'] = link.pathname;
    const { context, page: reader } = await watchedPage(browser, ENGLISH, faults);
    const operator = { email: 'operator@orbiquant.example', password: stack.secrets.demo.operatorPassword };
    await signInAs(reader, stack.url('frontend'), operator);
    await goTo(reader, link.pathname);
    await reader.getByTestId('rule-words').waitFor();
    expect(await reader.getByTestId('shared-note').textContent()).toContain('to read only');
    await reader.getByTestId('fork-shared').click();
    await reader.getByTestId('version-1').waitFor();
    await context.close();
    const [copy] = await stack.operator.call(getRuleSets);
    const [mine] = await stack.investor.call(getRuleSets);
    expect([copy?.digest, copy?.version]).toEqual([mine?.digest, 1]);
    expect(copy?.ruleSetId).not.toBe(mine?.ruleSetId);
    const refused = await stack.operator.ask(getRuleVersions, { params: { ruleSetId: mine!.ruleSetId } });
    expect(refused.status).toBe(404);
    await page.getByRole('button', { name: 'Withdraw the link' }).click();
    await page.getByTestId('share-rules').waitFor();
    const token = link.pathname.split('/').at(-1)!;
    expect((await stack.operator.ask(getSharedRules, { params: { token } })).status).toBe(404);
    await page.getByTestId('share-rules').click();
    screens['rules-shared'] = new URL(await page.getByTestId('share-link').inputValue()).pathname;
  });

  it('the endpoint of HMA/SMA draws the rule on the same candles', async () => {
    const chart = await stack.investor.call(getHmaSma, { query: { symbol: 'BTC/USDT', timeframe: '15m', limit: 300 } });
    expect(chart.candles).toHaveLength(300);
    for (const line of [chart.sma200, chart.hma200_1h, chart.hma200_4h]) {
      expect(line).toHaveLength(300);
      expect(line.at(-1)).toBeGreaterThan(0);
    }
  });

  it('met no error in the console and no request that failed', () => {
    expect(faults).toEqual([]);
  });

  it('axe finds nothing to complain of', async () => {
    const found: string[] = [];
    for (const path of ['/lab', '/lab/new', ...Object.values(runs), ...Object.values(screens)]) {
      await goTo(page, path);
      await new Promise((resolve) => setTimeout(resolve, DRAWN_MS));
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) found.push(`${path} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    }
    expect(found).toEqual([]);
  });

  // taken on request
  if (takesPictures)
    it('has its picture taken in every size, language and theme', async () => {
      const folder = pictureFolder();
      const pages: Record<string, string> = { list: '/lab', new: '/lab/new', ...runs, ...screens };
      for (const look of LOOKS) {
        const { context, page: shown } = await watchedPage(browser, look, faults);
        await signInAs(shown, stack.url('frontend'), investor);
        for (const [name, path] of Object.entries(pages)) {
          await goTo(shown, path);
          for (const width of WIDTHS) {
            await shown.setViewportSize({ width, height: 900 });
            await new Promise((resolve) => setTimeout(resolve, DRAWN_MS));
            const file = `lab-${name}-${width}-${look.language}-${look.theme}.png`;
            await shown.screenshot({ path: join(folder, file), fullPage: true });
          }
        }
        await context.close();
      }
      process.stdout.write(`  screenshots: ${folder}\n`);
      expect(faults).toEqual([]);
    });

  /** Orders another kind of run with what the last one was ordered with. */
  async function orderAgain(kind: string, adjust: () => Promise<void> = async () => undefined): Promise<void> {
    await page.getByRole('link', { name: 'Run again with changes' }).click();
    await page.getByTestId('lab-form').waitFor();
    const goal = page
      .getByTestId('lab-form')
      .locator('label')
      .filter({ has: page.getByRole('radio') });
    await goal.filter({ hasText: new RegExp(`^${kind}`) }).click();
    await adjust();
    await page.getByTestId('lab-form').locator('button[type=submit]').click();
    await page.waitForURL(/\/lab\/[0-9a-f-]{36}$/);
  }
});
