import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { CallError } from '../../shared/api/call-error.ts';
import { enter } from '../../shared/api/session.ts';
import { formatAge } from '../../shared/format/times.ts';
import { problemText } from '../../shared/i18n/problem-text.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { IconButton } from '../../shared/ui/icon-button.tsx';

/** E-mail and password. What was typed stays after an error; paste and password managers work. */
export function LoginForm() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const signIn = useMutation({ mutationFn: () => enter(email.trim(), password) });
  const faults = faultsOf(email, password);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (!Object.values(faults).includes(true)) signIn.mutate();
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {signIn.isError && (
        <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad">
          {refusal(t, signIn.error)}
        </p>
      )}
      <Field
        label={t('login.email')}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        value={email}
        fault={checked && faults.email ? t('login.emailMissing') : null}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField value={password} onChange={setPassword} missing={checked && faults.password} />
      <Button type="submit" variant="primary" className="min-h-10" disabled={signIn.isPending}>
        {t(signIn.isPending ? 'login.submitting' : 'login.submit')}
      </Button>
    </form>
  );
}

type PasswordProps = { value: string; onChange: (value: string) => void; missing: boolean };

function PasswordField({ value, onChange, missing }: PasswordProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      label={t('login.password')}
      type={shown ? 'text' : 'password'}
      name="password"
      autoComplete="current-password"
      value={value}
      fault={missing ? t('login.passwordMissing') : null}
      onChange={(event) => onChange(event.target.value)}
      adornment={
        <IconButton
          label={t(shown ? 'login.hide' : 'login.show')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon aria-hidden size={17} />
        </IconButton>
      }
    />
  );
}

const faultsOf = (email: string, password: string): { email: boolean; password: boolean } => ({
  email: !/^\S+@\S+\.\S+$/.test(email.trim()),
  password: password === '',
});

/** An unknown account and a wrong password read the same; a lock tells how long it lasts. */
function refusal(t: TFunction, error: unknown): string {
  if (!(error instanceof CallError)) return problemText(t, error);
  if (error.code === 'not-signed-in' || error.code === 'invalid-input') return t('login.wrong');
  if (error.code === 'too-many-requests' && error.retryAfterSec)
    return t('login.locked', { wait: formatAge(error.retryAfterSec * 1000, t) });
  return problemText(t, error);
}
