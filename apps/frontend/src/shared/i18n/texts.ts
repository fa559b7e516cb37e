import { admin } from './texts/admin.ts';
import { agents } from './texts/agents.ts';
import { common } from './texts/common.ts';
import { copilot } from './texts/copilot.ts';
import { home } from './texts/home.ts';
import { invest } from './texts/invest.ts';
import { labForm } from './texts/lab-form.ts';
import { labResult } from './texts/lab-result.ts';
import { lab } from './texts/lab.ts';
import { lineage } from './texts/lineage.ts';
import { login } from './texts/login.ts';
import { markets } from './texts/markets.ts';
import { pool } from './texts/pool.ts';
import { problems } from './texts/problems.ts';
import { proof } from './texts/proof.ts';
import { reasons } from './texts/reasons.ts';
import { ruleEditor } from './texts/rule-editor.ts';
import { rules } from './texts/rules.ts';
import { shell } from './texts/shell.ts';
import { wallet } from './texts/wallet.ts';
import { withdrawal } from './texts/withdrawal.ts';

const parts = {
  admin,
  agents,
  common,
  copilot,
  home,
  invest,
  lab,
  labForm,
  labResult,
  lineage,
  login,
  markets,
  pool,
  problems,
  proof,
  reasons,
  ruleEditor,
  rules,
  shell,
  wallet,
  withdrawal,
};

type Texts<L extends 'es' | 'en'> = { [K in keyof typeof parts]: (typeof parts)[K][L] };

const inLanguage = <L extends 'es' | 'en'>(language: L): Texts<L> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part[language]])) as Texts<L>;

/** Every text of the application, by language and part. */
export const texts = { es: inLanguage('es'), en: inLanguage('en') };
