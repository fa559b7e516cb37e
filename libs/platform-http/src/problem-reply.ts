import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '@orbiquant/contracts';
import { AppError, HTTP_STATUS, type ErrorCode, type FieldFault } from '@orbiquant/kernel';
import { currentTrace } from '@orbiquant/platform-observe';

const FRAMEWORK_CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid-input',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'timed-out',
  413: 'body-too-large',
  414: 'invalid-input',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'service-unavailable',
};

/** Any error as one the house knows; what is unexpected becomes `internal` and says nothing of its inside. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const raised = error as FastifyError;
  if (hasZodFastifySchemaValidationErrors(raised))
    return new AppError('invalid-input', 'The request is not valid', { errors: raised.validation.map(faultOf) });
  const code = FRAMEWORK_CODES[raised?.statusCode ?? 500];
  if (code) return new AppError(code, code === 'too-many-requests' ? 'Too many requests; slow down' : raised.message);
  return new AppError('internal', 'Something went wrong on our side', { cause: error });
}

function faultOf(issue: { instancePath: string; keyword: string; message?: string | undefined }): FieldFault {
  return {
    path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
    code: issue.keyword,
    message: issue.message ?? 'not valid',
  };
}

/** The error as an RFC 9457 body. */
export function problemOf(error: AppError, instance: string): Problem {
  return {
    type: `/docs/errors/${error.code}`,
    title: error.code.replaceAll('-', ' '),
    status: HTTP_STATUS[error.code],
    detail: error.message,
    instance,
    code: error.code,
    traceId: currentTrace()?.traceId ?? '',
    ...(error.options.errors ? { errors: [...error.options.errors] } : {}),
  };
}

/** Answers a failed request, and logs it at the level of who must act. */
export async function replyWithProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const known = toAppError(error);
  const level = HTTP_STATUS[known.code] >= 500 ? 'error' : 'info';
  request.log[level](
    { err: known.code === 'internal' ? error : undefined, code: known.code, route: request.routeOptions.url },
    known.message,
  );
  if (known.options.retryAfterSec !== undefined) reply.header('retry-after', known.options.retryAfterSec);
  else if (HTTP_STATUS[known.code] === 503) reply.header('retry-after', 1);
  return reply
    .code(HTTP_STATUS[known.code])
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemOf(known, request.url.split('?')[0] ?? ''));
}
