import { Problem } from '@orbiquant/contracts';
import { AppError, HTTP_STATUS, type ErrorCode } from '@orbiquant/kernel';

/** What a sibling refused, as our own refusal; what cannot be read means that it does not answer. */
export async function refusalOf(response: Response, absent: string): Promise<AppError> {
  const problem = Problem.safeParse(await response.json().catch(() => null));
  const known = problem.success && problem.data.code in HTTP_STATUS;
  return new AppError(
    known ? (problem.data.code as ErrorCode) : 'service-unavailable',
    problem.success ? problem.data.detail : absent,
  );
}
