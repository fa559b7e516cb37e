import { CallError } from './call-error.ts';
import { errorOf } from './error-of.ts';
import { accessToken, renewSession } from './session.ts';

/** A request as `send` takes it; a body is given as a JSON value. */
export type Sending = {
  method: string;
  headers?: Record<string, string>;
  json?: unknown;
  signal?: AbortSignal;
  once?: boolean;
};

/** Sends with the bearer token of the session; a token that is too old is renewed once, unless `once`. @throws CallError */
export async function send(address: string, sending: Sending): Promise<Response> {
  const response = await sendOnce(address, sending);
  const mayRenew = response.status === 401 && !sending.once && accessToken() !== null;
  const answer = mayRenew && (await renewSession()) ? await sendOnce(address, sending) : response;
  if (!answer.ok) throw await errorOf(answer);
  return answer;
}

async function sendOnce(address: string, sending: Sending): Promise<Response> {
  try {
    return await fetch(address, requestOf(sending, accessToken()));
  } catch (error) {
    if (sending.signal?.aborted) throw error;
    throw new CallError({ code: 'offline', detail: error instanceof Error ? error.message : '' });
  }
}

function requestOf({ method, headers, json, signal }: Sending, token: string | null): RequestInit {
  const hasBody = json !== undefined;
  return {
    method,
    headers: {
      ...headers,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(json) } : {}),
    ...(signal ? { signal } : {}),
  };
}
