/** The secret key of a request: `Bearer sk_…`, or Basic with the key as user and no password, as Stripe takes it. */
export function apiKeyOf(authorization: string | undefined): string | undefined {
  const [scheme, credentials] = (authorization ?? '').split(' ');
  if (credentials === undefined) return undefined;
  if (scheme?.toLowerCase() === 'bearer') return credentials;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0];
}
