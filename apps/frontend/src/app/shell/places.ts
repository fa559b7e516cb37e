import {
  Bot,
  CandlestickChart,
  FlaskConical,
  House,
  Landmark,
  MessagesSquare,
  PiggyBank,
  ShieldCheck,
  type LucideIcon,
} from 'lucide-react';
import { useIsOperator } from '../../shared/api/use-is-operator.ts';
import type { texts } from '../../shared/i18n/texts.ts';

/** A place of the main navigation. `leavesPhones`: on phones it is reached from the top bar instead. */
export type Place = {
  to: '/home' | '/markets' | '/agents' | '/lab' | '/invest' | '/wallet' | '/copilot' | '/admin/money';
  key: keyof (typeof texts)['es']['shell'] &
    ('home' | 'markets' | 'agents' | 'lab' | 'invest' | 'wallet' | 'copilot' | 'adminMoney');
  icon: LucideIcon;
  leavesPhones?: true;
};

const PLACES: readonly Place[] = [
  { to: '/home', key: 'home', icon: House },
  { to: '/markets', key: 'markets', icon: CandlestickChart },
  { to: '/agents', key: 'agents', icon: Bot },
  { to: '/lab', key: 'lab', icon: FlaskConical },
  { to: '/invest', key: 'invest', icon: PiggyBank },
  { to: '/wallet', key: 'wallet', icon: Landmark },
  { to: '/copilot', key: 'copilot', icon: MessagesSquare, leavesPhones: true },
];
const ADMIN: Place = { to: '/admin/money', key: 'adminMoney', icon: ShieldCheck, leavesPhones: true };

/** The places of this person's main navigation, in their order. */
export const usePlaces = (): readonly Place[] => (useIsOperator() ? [...PLACES, ADMIN] : PLACES);
