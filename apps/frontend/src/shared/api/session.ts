import { z } from 'zod';
import { create } from 'zustand';
import { refreshSession, Session, signIn, signOut, type Person } from '@orbiquant/contracts';
import { CallError } from './call-error.ts';
import { errorOf } from './error-of.ts';

type State = { status: 'looking' | 'signed-in' | 'signed-out'; session: Session | null };

/** Who is signed in here. The access token lives in memory only; the refresh token in a cookie no script reads. */
export const useSession = create<State>(() => ({ status: 'looking', session: null }));

/** Whether this browser has signed in before: without it there is no cookie worth asking with. */
const HINT = 'orbiquant.signed-in';

/** The bearer token, if there is one. */
export const accessToken = (): string | null => useSession.getState().session?.accessToken ?? null;

/** The person of a screen that is shown to signed-in people only. */
export const usePerson = (): Person | null => useSession((state) => state.session?.person ?? null);

/** Signs in. @throws CallError */
export const enter = async (email: string, password: string): Promise<void> =>
  adopt(await post(signIn.path, { email, password }));

/** Ends the session here and at the server; a server that is away does not keep anybody in. */
export async function leave(): Promise<void> {
  const token = accessToken();
  drop();
  await fetch(signOut.path, { method: 'POST', headers: token ? { authorization: `Bearer ${token}` } : {} }).catch(
    () => null,
  );
}

/** Carries on an earlier session of this browser, if there is one. */
export async function findSession(): Promise<void> {
  if (localStorage.getItem(HINT) === null) drop();
  else await renewSession();
}

let renewing: Promise<boolean> | null = null;

/** A new access token for the session; one renewal at a time, whoever asks. False when the session has ended. */
export function renewSession(): Promise<boolean> {
  renewing ??= renew().finally(() => (renewing = null));
  return renewing;
}

const TRIES = 3;
const PAUSE_MS = 1_000;

async function renew(triesLeft = TRIES): Promise<boolean> {
  const failure = await post(refreshSession.path, undefined).then(adopt, (error: unknown) => error);
  if (!failure) return true;
  if (failure instanceof CallError && failure.code === 'not-signed-in') drop();
  else if (maySucceedLater(failure) && triesLeft > 0) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return renew(triesLeft - 1);
  }
  // What could not be asked is not known to have ended: the next visit asks again.
  useSession.setState(({ status }) => (status === 'looking' ? { status: 'signed-out', session: null } : {}));
  return false;
}

/** Another tab has just renewed it (its cookie is ours too, a moment later), or the server is out of breath. */
const maySucceedLater = (failure: unknown): boolean =>
  failure instanceof CallError && (failure.code === 'conflict' || failure.retryable);

async function post(path: string, json: unknown): Promise<Session> {
  const response = await fetch(path, {
    method: 'POST',
    ...(json === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) }),
  }).catch(() => {
    throw new CallError({ code: 'offline' });
  });
  if (!response.ok) throw await errorOf(response);
  return z.decode(Session, await response.json());
}

function adopt(session: Session): void {
  localStorage.setItem(HINT, '1');
  useSession.setState({ status: 'signed-in', session });
}

function drop(): void {
  localStorage.removeItem(HINT);
  useSession.setState({ status: 'signed-out', session: null });
}
