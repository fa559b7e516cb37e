import { isBankNumber, numberMarks, type BankWish } from '@orbiquant/stripe-emulator';
import type { Faults } from './card-form.ts';
import { html } from './html.ts';
import { fieldHtml, pageText, problemsHtml } from './page.ts';
import { WORDS, type Language, type Words } from './words.ts';

/** What the owner of a connected account entered. */
export type BankForm = { readonly holder: string; readonly routing: string; readonly account: string };

export const EMPTY_BANK_FORM: BankForm = { holder: '', routing: '', account: '' };

/** Reads the form. */
export const bankFormOf = (fields: URLSearchParams): BankForm => ({
  holder: fields.get('holder')?.trim() ?? '',
  routing: fields.get('routing')?.replaceAll(/\s/g, '') ?? '',
  account: fields.get('account')?.replaceAll(/\s/g, '').toUpperCase() ?? '',
});

/** Checks every field. */
export const bankFaults = (form: BankForm, words: Words): Faults<BankForm> => ({
  ...(form.holder === '' ? { holder: words.badHolder } : {}),
  ...(/^\d{9}$/.test(form.routing) ? {} : { routing: words.badRouting }),
  ...(isBankNumber(form.account) ? {} : { account: words.badAccount }),
});

/** What is kept of it: never the number. */
export const bankOf = ({ holder, routing, account }: BankForm): BankWish => ({
  country: 'US',
  currency: 'usd',
  holder,
  routing,
  ...numberMarks(account),
});

export type BankView = {
  readonly action: string;
  readonly language: Language;
  readonly form: BankForm;
  readonly faults: Faults<BankForm>;
};

/** The hosted page for bank details, complete without scripts. */
export function bankPage({ action, language, form, faults }: BankView): string {
  const words = WORDS[language];
  const body = html`<p>${words.bankText}</p>
    ${problemsHtml(words.problems, Object.values(faults))}
    <form method="post" action="${action}" novalidate>
      ${fieldHtml({ name: 'holder', label: words.holder, value: form.holder, fault: faults.holder, autocomplete: 'name' })}
      ${fieldHtml({ name: 'routing', label: words.routing, value: form.routing, fault: faults.routing, mode: 'numeric', autocomplete: 'off' })}
      ${fieldHtml({ name: 'account', label: words.account, value: form.account, fault: faults.account, hint: words.accountHint, mode: 'numeric', autocomplete: 'off' })}
      <button type="submit">${words.save}</button>
    </form>`;
  return pageText({ language, words, title: words.bankTitle, body });
}
