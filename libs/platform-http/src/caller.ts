import { AppError } from '@orbiquant/kernel';
import type { Access, Role } from '@orbiquant/contracts';

/** A person, as far as a route needs to know. */
export type PersonCaller = { userId: string; roles: readonly Role[] };

/** Who is calling: nobody known, a person, or a sibling service, perhaps on behalf of a person. */
export type Caller =
  | { kind: 'anyone' }
  | { kind: 'person'; person: PersonCaller }
  | { kind: 'service'; service: string; person: PersonCaller | null };

/** Decides from the request's headers who is calling. Throws `not-signed-in` when a credential is given and bad. */
export type Authenticate = (headers: Record<string, string | string[] | undefined>) => Promise<Caller>;

/** The person who calls, or on whose behalf a service does. @throws AppError not-signed-in */
export function personOf(caller: Caller): PersonCaller {
  if (caller.kind === 'anyone' || !caller.person) throw new AppError('not-signed-in', 'Sign in to do this');
  return caller.person;
}

const OPERATORS: readonly Role[] = ['operator', 'admin'];

/** Refuses a caller that a route is not open to. */
export function checkAccess(access: Access, caller: Caller): void {
  if (access === 'anyone') return;
  if (access === 'service') {
    if (caller.kind === 'service') return;
    throw caller.kind === 'anyone'
      ? new AppError('not-signed-in', 'Only services may call this')
      : new AppError('not-allowed', 'Only services may call this');
  }
  const person = personOf(caller);
  if (access === 'operator' && !person.roles.some((role) => OPERATORS.includes(role)))
    throw new AppError('not-allowed', 'This needs the operator role');
}

/** The token of an `Authorization: Bearer` header, if there is one. */
export function bearerOf(headers: Record<string, string | string[] | undefined>): string | null {
  const header = headers['authorization'];
  const match = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/.exec(typeof header === 'string' ? header : '');
  return match?.[1] ?? null;
}
