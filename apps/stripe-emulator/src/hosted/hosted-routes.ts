import { testCard, type CheckoutSession } from '@orbiquant/stripe-emulator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RecordedStripe } from '../recorded-stripe.ts';
import { bankFaults, bankFormOf, bankOf, bankPage, EMPTY_BANK_FORM, type BankForm } from './bank-page.ts';
import { cardFaults, cardFormOf, emptyCardForm, type CardForm, type Faults } from './card-form.ts';
import { checkoutPage, plainPage } from './checkout-page.ts';
import { STYLE } from './page.ts';
import { declineText, languageOf, WORDS, type Language } from './words.ts';

const SEE_OTHER = 303;

/** The pages that browsers see: paying, and entering bank details. */
export function hostedRoutes(server: FastifyInstance, stripe: RecordedStripe): void {
  server.get('/hosted/style.css', async (_request, reply) => reply.type('text/css').send(STYLE));
  server.get<{ Params: { id: string } }>('/c/pay/:id', async (request, reply) =>
    showCheckout(stripe, request.params.id, reply),
  );
  server.post<{ Params: { id: string } }>('/c/pay/:id', async (request, reply) =>
    pay(stripe, request.params.id, reply),
  );
  server.get<{ Params: { account: string; token: string } }>('/setup/e/:account/:token', async (request, reply) =>
    showBank(stripe, request.params.token, reply),
  );
  server.post<{ Params: { account: string; token: string } }>('/setup/e/:account/:token', async (request, reply) =>
    saveBank(stripe, request.params.token, reply),
  );
}

/** A page that may send its form home, and be led on from there to where the form leads. */
function show(reply: FastifyReply, markup: string, { status = 200, leadsTo = '' } = {}): FastifyReply {
  const policy = `default-src 'none'; style-src 'self'; form-action 'self' ${leadsTo}; frame-ancestors 'none'; base-uri 'none'`;
  return reply
    .code(status)
    .headers({
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .type('text/html; charset=utf-8')
    .send(markup);
}

const fieldsOf = ({ body }: FastifyRequest): URLSearchParams =>
  new URLSearchParams(typeof body === 'string' ? body : '');

const originOf = (address: string): string => (URL.canParse(address) ? new URL(address).origin : '');

type Tried = { readonly form: CardForm; readonly faults?: Faults<CardForm>; readonly declined?: string };

function showSession(reply: FastifyReply, session: CheckoutSession, tried: Tried): FastifyReply {
  const language = languageOf(session.locale, reply.request.headers['accept-language']);
  const isWrong = tried.declined !== undefined || Object.keys(tried.faults ?? {}).length > 0;
  const markup = checkoutPage({ session, language, faults: {}, ...tried });
  return show(reply, markup, { status: isWrong ? 422 : 200, leadsTo: originOf(session.success_url) });
}

function closed(reply: FastifyReply, session: CheckoutSession | undefined): FastifyReply {
  const language = languageOf(session?.locale, reply.request.headers['accept-language']);
  const words = WORDS[language];
  return session === undefined
    ? show(reply, plainPage(language, '404', words.missing), { status: 404 })
    : show(reply, plainPage(language, words.closedTitle, words.closed), { status: 410 });
}

async function showCheckout(stripe: RecordedStripe, id: string, reply: FastifyReply): Promise<FastifyReply> {
  const session = stripe.books.sessionOf(id);
  if (session?.status !== 'open') return closed(reply, session);
  return showSession(reply, session, { form: emptyCardForm(session.customer_email ?? '') });
}

async function pay(stripe: RecordedStripe, id: string, reply: FastifyReply): Promise<FastifyReply> {
  const session = stripe.books.sessionOf(id);
  if (session?.status !== 'open') return closed(reply, session);
  const words = WORDS[languageOf(session.locale, reply.request.headers['accept-language'])];
  const form = cardFormOf(fieldsOf(reply.request));
  // a number that is no test card may be somebody's real one: it is neither kept nor shown again
  const shown = testCard(form.number) ? form : { ...form, number: '' };
  const faults = cardFaults(form, words, stripe.nowMs());
  if (Object.keys(faults).length > 0) return showSession(reply, session, { form: shown, faults });
  if (shown.number === '') return showSession(reply, session, { form: shown, declined: words.wrongCard });
  const paid = stripe.payCheckout({ session: id, card: form.number, email: form.email, name: form.name });
  if (paid.outcome === 'complete') return reply.redirect(paid.redirectTo, SEE_OTHER);
  return paid.outcome === 'declined'
    ? showSession(reply, session, { form, declined: declineText(words, paid.code) })
    : closed(reply, session);
}

const bankLanguage = (reply: FastifyReply): Language => languageOf(null, reply.request.headers['accept-language']);

type BankTried = { readonly form: BankForm; readonly faults: Faults<BankForm> };

function bankForm(reply: FastifyReply, { form, faults }: BankTried, leadsTo: string): FastifyReply {
  const action = reply.request.url.split('?')[0] ?? '';
  const status = Object.keys(faults).length > 0 ? 422 : 200;
  return show(reply, bankPage({ action, language: bankLanguage(reply), form, faults }), { status, leadsTo });
}

const linkClosed = (reply: FastifyReply): FastifyReply => {
  const words = WORDS[bankLanguage(reply)];
  return show(reply, plainPage(bankLanguage(reply), words.bankTitle, words.linkClosed), { status: 410 });
};

async function showBank(stripe: RecordedStripe, token: string, reply: FastifyReply): Promise<FastifyReply> {
  const visit = stripe.books.visitOf(token);
  if (!visit) return linkClosed(reply);
  return bankForm(reply, { form: EMPTY_BANK_FORM, faults: {} }, originOf(visit.returnUrl));
}

async function saveBank(stripe: RecordedStripe, token: string, reply: FastifyReply): Promise<FastifyReply> {
  const visit = stripe.books.visitOf(token);
  if (!visit) return linkClosed(reply);
  const form = bankFormOf(fieldsOf(reply.request));
  const faults = bankFaults(form, WORDS[bankLanguage(reply)]);
  if (Object.keys(faults).length > 0) return bankForm(reply, { form, faults }, originOf(visit.returnUrl));
  const returnUrl = stripe.enterBank(token, bankOf(form));
  return returnUrl === undefined ? linkClosed(reply) : reply.redirect(returnUrl, SEE_OTHER);
}
