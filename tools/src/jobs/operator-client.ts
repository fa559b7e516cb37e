import { signIn } from '@orbiquant/contracts';
import { createClient, type Call } from '@orbiquant/platform-http';
import { UsageError } from '@orbiquant/orchestration';
import type { RunningInstallation } from '../installation.ts';

/** The running platform as somebody sees it who runs it. */
export type OperatorClient = { call: Call; baseUrl: string; token: string };

const DEMO_OPERATOR = 'operator@orbiquant.example';
const TIMEOUT_MS = 30_000;

/** Signs in: as OPERATOR_EMAIL with OPERATOR_PASSWORD where both are set, else as the operator of the demonstration. */
export async function operatorClient({ addressOf, secrets }: RunningInstallation): Promise<OperatorClient> {
  const baseUrl = addressOf('backend');
  const { OPERATOR_EMAIL: email = DEMO_OPERATOR, OPERATOR_PASSWORD: password = secrets.demo.operatorPassword } =
    process.env;
  const peer = { name: 'backend', baseUrl, timeoutMs: TIMEOUT_MS };
  const anyone = createClient({ ...peer, sign: async () => 'none' });
  const { accessToken: token } = await anyone(signIn, { body: { email, password } });
  if (!token) throw new UsageError('The operator cannot sign in: set OPERATOR_EMAIL and OPERATOR_PASSWORD.');
  return { call: createClient({ ...peer, sign: async () => token }), baseUrl, token };
}
