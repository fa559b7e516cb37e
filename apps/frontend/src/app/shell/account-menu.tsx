import { Link } from '@tanstack/react-router';
import { LogOut, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { leave, usePerson } from '../../shared/api/session.ts';
import { useIsOperator } from '../../shared/api/use-is-operator.ts';
import { LanguageSwitch } from '../../shared/i18n/language-switch.tsx';
import { ThemeSwitch } from '../../shared/theme/theme-switch.tsx';
import { Badge } from '../../shared/ui/badge.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { IconButton } from '../../shared/ui/icon-button.tsx';
import { Popover } from '../../shared/ui/popover.tsx';

/** Who is signed in, and the switches that are theirs. */
export function AccountMenu() {
  const { t } = useTranslation();
  const person = usePerson();
  const isOperator = useIsOperator();
  if (!person) return null;
  const label = t('shell.account', { name: person.displayName });
  return (
    <Popover
      label={label}
      trigger={(props) => (
        <IconButton {...props} label={label} data-testid="account-menu">
          <UserRound aria-hidden size={18} />
        </IconButton>
      )}
    >
      <div className="flex w-64 flex-col gap-4 p-4">
        <div>
          <p className="font-semibold">{person.displayName}</p>
          <p className="truncate text-soft">{person.email}</p>
          <p className="mt-2 flex flex-wrap gap-1">
            {person.roles.map((role) => (
              <Badge key={role}>{t(`shell.roles.${role}`)}</Badge>
            ))}
            {person.isDemo && <Badge tone="warn">{t('shell.demo')}</Badge>}
          </p>
        </div>
        {isOperator && (
          <Link to="/admin/money" className="text-accent underline-offset-4 hover:underline sm:hidden">
            {t('shell.adminMoney')}
          </Link>
        )}
        <LanguageSwitch />
        <ThemeSwitch />
        <Button onClick={() => void leave()} data-testid="sign-out">
          <LogOut aria-hidden size={15} />
          {t('shell.signOut')}
        </Button>
      </div>
    </Popover>
  );
}
