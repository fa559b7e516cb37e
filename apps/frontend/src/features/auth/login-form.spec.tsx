/** @jest-environment jsdom */
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { startI18n } from '../../shared/i18n/i18n.ts';
import { useSession } from '../../shared/api/session.ts';
import { LoginForm } from './login-form.tsx';

const problem = (code: string, status: number) => ({
  type: '',
  title: '',
  status,
  detail: '',
  instance: '',
  code,
  traceId: '',
});

function answerWith(status: number, body: unknown, retryAfter?: string): void {
  globalThis.fetch = (async () => ({
    ok: status < 400,
    status,
    headers: new Map(retryAfter ? [['retry-after', retryAfter]] : []),
    json: async () => body,
  })) as never;
}

async function signIn(): Promise<void> {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LoginForm />
    </QueryClientProvider>,
  );
  await userEvent.type(screen.getByLabelText('Correo electrónico'), 'ana@example.com');
  await userEvent.click(screen.getByLabelText('Contraseña'));
  await userEvent.paste('una contraseña larga');
  await userEvent.click(screen.getByRole('button', { name: 'Entrar' }));
}

describe('signing in', () => {
  beforeAll(() => startI18n('es'));
  afterEach(cleanup);

  it('says the same whatever was wrong, and keeps what was typed', async () => {
    answerWith(401, problem('not-signed-in', 401));
    await signIn();
    expect((await screen.findByRole('alert')).textContent).toBe('El correo o la contraseña no son correctos.');
    expect(screen.getByLabelText<HTMLInputElement>('Correo electrónico').value).toBe('ana@example.com');
    expect(screen.getByLabelText<HTMLInputElement>('Contraseña').value).toBe('una contraseña larga');
  });

  it('tells how long a lock lasts', async () => {
    answerWith(429, problem('too-many-requests', 429), '300');
    await signIn();
    expect((await screen.findByRole('alert')).textContent).toContain('5 min');
  });

  it('shows and hides the password, and lets managers fill it in', async () => {
    answerWith(401, problem('not-signed-in', 401));
    await signIn();
    const field = screen.getByLabelText<HTMLInputElement>('Contraseña');
    expect([field.type, field.autocomplete]).toEqual(['password', 'current-password']);
    await userEvent.click(screen.getByRole('button', { name: 'Mostrar contraseña' }));
    expect(field.type).toBe('text');
  });

  it('keeps the token in memory only', async () => {
    const person = {
      userId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d1e',
      email: 'a@b.es',
      displayName: 'A',
      roles: ['investor'],
      language: 'es',
      isDemo: true,
    };
    answerWith(200, { accessToken: 'secret-token', expiresAtMs: 1, person });
    await signIn();
    expect(useSession.getState().session?.accessToken).toBe('secret-token');
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('secret-token');
  });
});
