import { Authenticator } from '@fastify/passport';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import type { Person } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import type { Deps } from '../deps.ts';
import { checkCredentials } from './sign-in.ts';

/** Signs a person in by the credentials in a request's body. */
export type SignIn = (request: FastifyRequest, reply: FastifyReply) => Promise<Person>;

/**
 * Passport's local strategy without its sessions: ours are rows. Strategies of other providers join it here.
 * `callback` mode leaves the answer to the route, so errors stay problem documents.
 */
export async function localSignIn(server: FastifyInstance, deps: Deps): Promise<SignIn> {
  const passport = new Authenticator({ userProperty: 'signedInBy' });
  await server.register(passport.initialize());
  passport.use(
    'local',
    new Strategy(
      { usernameField: 'email', passwordField: 'password', session: false, passReqToCallback: true },
      (request, email, password, done) => {
        checkCredentials(deps, { email, password, address: request.ip ?? '' }).then(
          (person) => done(null, person),
          (error: unknown) => done(error),
        );
      },
    ),
  );
  return (request, reply) =>
    new Promise((resolve, reject) => {
      const answer = async (...[, , error, person]: [unknown, unknown, Error | null, unknown?]): Promise<void> =>
        person ? resolve(person as Person) : reject(error ?? new AppError('not-signed-in', 'E-mail or password is wrong'));
      const attempt = passport.authenticate('local', { session: false }, answer);
      Promise.resolve(attempt.call(server, request, reply)).catch(reject);
    });
}
