import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectBank, getDecisions, getSystemStatus, Problem, SystemStatus } from '@orbiquant/contracts';
import { DATABASE_PORT, SERVICES, type ServiceName } from '@orbiquant/orchestration';
import { eventually } from './eventually.ts';
import { verifyCorridor } from './corridor-report.ts';
import { marketOfRecord } from './market-of-record.ts';
import { familyOf, isOpen, survivorsOf } from './processes.ts';
import { isAlive, keepAsking, readinessAt } from './service-watch.ts';
import { startStack, type Stack } from './stack.ts';

const PORT_OFFSET = 12_000;
const NOTICED_WITHIN_MS = 20_000;
const RECOVERED_WITHIN_MS = 30_000;
const NAMES = SERVICES.map(({ name }) => name);

describe('a service dies', () => {
  let stack: Stack;
  let user: ReturnType<typeof keepAsking>;

  beforeAll(async () => {
    stack = await startStack({ portOffset: PORT_OFFSET, speed: 5_000, ...marketOfRecord });
    user = keepAsking(stack);
    await eventually('Orion has decided', async () => (await newestDecisionMs()) > 0, 60_000);
  });
  afterAll(async () => {
    await user?.stop();
    await stack?.stop();
  });

  const newestDecisionMs = async (): Promise<number> => {
    const [newest] = await stack.investor.call(getDecisions, { params: { agentId: 'orion' }, query: { limit: 1 } });
    return newest?.asOfMs ?? 0;
  };

  function kill(name: ServiceName): void {
    const pid = stack.pidOf(name);
    if (pid !== null) process.kill(pid, 'SIGKILL');
  }

  /** Who says that a service is down: the backend's status of its siblings, and for the rest whoever stands on it. */
  async function isMissed(name: ServiceName): Promise<boolean> {
    if (name === 'frontend') return !(await isAlive(stack, 'frontend'));
    if (name === 'backend') return isDoorShut();
    if (name === 'paper-exchange') return (await readinessAt(stack, 'data-service'))?.ready === false;
    // who wants to name a bank is told that the processor is away
    if (name === 'stripe-emulator') return (await stack.investor.ask(connectBank)).status === 503;
    const response = await fetch(`${stack.url('backend')}${getSystemStatus.path}`);
    const { services } = SystemStatus.parse(await response.json());
    return services.some((service) => service.name === name && !service.ready);
  }

  async function isDoorShut(): Promise<boolean> {
    const response = await fetch(`${stack.url('frontend')}${getSystemStatus.path}`);
    if (response.status !== 503) return false;
    return Problem.parse(await response.json()).code === 'service-unavailable';
  }

  it.each(NAMES)('%s: the others say so and keep serving, and it comes back by itself', async (name) => {
    const before = stack.pidOf(name);
    expect(before).not.toBeNull();
    kill(name);
    let fallen = before;
    await eventually(
      `somebody says that ${name} is down`,
      async () => {
        if (await isMissed(name)) return true;
        // back before anybody looked: it falls again, as a process does that cannot live
        const now = stack.pidOf(name);
        if (now !== null && now !== fallen && (await readinessAt(stack, name))?.ready) {
          fallen = now;
          kill(name);
        }
        return false;
      },
      NOTICED_WITHIN_MS,
    );
    const others = NAMES.filter((other) => other !== name);
    const alive = await Promise.all(others.map(async (other) => ({ other, isAlive: await isAlive(stack, other) })));
    const ready = async (): Promise<boolean> => (await readinessAt(stack, name))?.ready === true;
    await eventually(
      `${name} is ready again`,
      async () => stack.pidOf(name) !== before && (await ready()),
      RECOVERED_WITHIN_MS,
    );
    expect(alive.filter((each) => !each.isAlive)).toEqual([]);
  });

  it('the house is whole again: every service is ready and Orion decides on new candles', async () => {
    const notReady = async (): Promise<ServiceName[]> => {
      const said = await Promise.all(NAMES.map(async (name) => ({ name, readiness: await readinessAt(stack, name) })));
      return said.filter(({ readiness }) => !readiness?.ready).map(({ name }) => name);
    };
    await eventually('all are ready', async () => (await notReady()).length === 0, RECOVERED_WITHIN_MS);
    const seenMs = await newestDecisionMs();
    await eventually('Orion decides again', async () => (await newestDecisionMs()) > seenMs, RECOVERED_WITHIN_MS);
  });

  it('whoever used the platform meanwhile saw answers or declared trouble, nothing else', async () => {
    expect(await user.stop()).toEqual([]);
    expect(user.count()).toBeGreaterThan(20);
  });

  it('the launcher dies: nothing of it is left, and the next start goes on where it was', async () => {
    const decidedMs = await newestDecisionMs();
    const { launcherPid } = stack.run();
    const services = familyOf(launcherPid).filter(
      ({ command }) => command.includes('/src/main.ts') || command.includes('/server/main.ts'),
    );
    expect(services).toHaveLength(NAMES.length);
    process.kill(launcherPid, 'SIGKILL');
    await eventually('no service runs', () => survivorsOf(services).length === 0, 20_000);
    await stack.start();
    await eventually('Orion decides again', async () => (await newestDecisionMs()) > decidedMs, RECOVERED_WITHIN_MS);
  });

  it('after all of it, not one figure of the corridor differs', async () => {
    await stack.market('pause');
    const { differences } = await verifyCorridor(stack);
    expect(differences).toEqual([]);
  });

  it('a stop ends it all, the database too', async () => {
    const all = familyOf(stack.run().launcherPid);
    await stack.stop();
    expect(survivorsOf(all)).toEqual([]);
    expect(await isOpen(DATABASE_PORT + PORT_OFFSET)).toBe(false);
  });
});
