import type { CheckoutSession, LineItem } from '@orbiquant/stripe-emulator';
import type { CardForm, Faults } from './card-form.ts';
import { html, type Html } from './html.ts';
import { fieldHtml, pageText, problemsHtml } from './page.ts';
import { WORDS, type Language, type Words } from './words.ts';

/** What the page shows: the session, what was entered, and what is wrong with it. */
export type CheckoutView = {
  readonly session: CheckoutSession;
  readonly language: Language;
  readonly form: CardForm;
  readonly faults: Faults<CardForm>;
  /** Why the card was not taken. */
  readonly declined?: string;
};

/** The hosted page of a checkout, complete without scripts. */
export function checkoutPage({ session, language, form, faults, declined }: CheckoutView): string {
  const words = WORDS[language];
  const title = words.payTitle;
  const problems = problemsHtml(
    words.problems,
    declined === undefined ? Object.values(faults) : [`${words.declined}: ${declined}`],
  );
  const body = html`${summary(session, language)} ${problems}
    <form method="post" action="/c/pay/${session.id}" novalidate>
      ${fieldHtml({ name: 'email', label: words.email, value: form.email, fault: faults.email, type: 'email', autocomplete: 'email' })}
      ${fieldHtml({ name: 'name', label: words.name, value: form.name, fault: faults.name, autocomplete: 'cc-name' })}
      ${fieldHtml({ name: 'number', label: words.number, value: form.number, fault: faults.number, hint: words.numberHint, mode: 'numeric', autocomplete: 'cc-number' })}
      <div class="row">
        ${fieldHtml({ name: 'expiry', label: words.expiry, value: form.expiry, fault: faults.expiry, autocomplete: 'cc-exp' })}
        ${fieldHtml({ name: 'cvc', label: words.cvc, value: '', fault: faults.cvc, mode: 'numeric', autocomplete: 'cc-csc' })}
      </div>
      <button type="submit">
        ${session.mode === 'payment' ? words.pay : words.subscribe}
        ${money(session.amount_total, session.currency, language)}
      </button>
    </form>
    ${session.cancel_url === null ? '' : html`<a class="away" href="${session.cancel_url}">${words.cancel}</a>`}`;
  return pageText({ language, words, title, body });
}

function summary({ line_items, amount_total, currency, mode }: CheckoutSession, language: Language): Html {
  const words = WORDS[language];
  const rows = line_items.data.map(
    (item) =>
      html`<dt>${item.description}</dt>
        <dd>${money(item.amount_total, item.currency, language)} ${mode === 'payment' ? '' : rhythm(item, words)}</dd>`,
  );
  return html`<dl>
    ${rows}
    <dt class="sum">${words.total}</dt>
    <dd class="sum">${money(amount_total, currency, language)}</dd>
  </dl>`;
}

const rhythm = ({ price: { recurring } }: LineItem, words: Words): string =>
  recurring === null
    ? ''
    : { day: words.perDay, week: words.perWeek, month: words.perMonth, year: words.perYear }[recurring.interval];

/** An amount in minor units, as people write it. */
export function money(minor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency: currency.toUpperCase() });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(minor).padStart(digits + 1, '0');
  const exact = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return format.format(exact as `${number}`);
}

/** A page that only says something. */
export function plainPage(language: Language, title: string, text: string): string {
  return pageText({ language, words: WORDS[language], title, body: html`<p>${text}</p>` });
}
