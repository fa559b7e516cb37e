import { Bot, CandlestickChart, FlaskConical, House, MessagesSquare, PiggyBank } from 'lucide-react';

/** The places of the main navigation, in their order. */
export const PLACES = [
  { to: '/home', key: 'home', icon: House },
  { to: '/markets', key: 'markets', icon: CandlestickChart },
  { to: '/agents', key: 'agents', icon: Bot },
  { to: '/lab', key: 'lab', icon: FlaskConical },
  { to: '/invest', key: 'invest', icon: PiggyBank },
  { to: '/copilot', key: 'copilot', icon: MessagesSquare },
] as const;
