import { Problem } from '@orbiquant/contracts';
import { CallError } from './call-error.ts';

/** The problem that an answer carries. */
export async function errorOf(response: Response): Promise<CallError> {
  const problem = Problem.safeParse(await response.json().catch(() => null));
  const retryAfter = Number(response.headers.get('retry-after'));
  return new CallError(
    problem.success ? problem.data : { code: codeOfStatus(response.status), status: response.status },
    Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
  );
}

const codeOfStatus = (status: number): string =>
  status === 404 ? 'not-found' : status === 413 ? 'body-too-large' : status >= 502 ? 'service-unavailable' : 'internal';
