/** The languages of the hosted pages. */
export type Language = 'en' | 'es';

const EN = {
  emulation: 'Emulation: no bank is involved and no money moves. Use test cards only.',
  pay: 'Pay',
  subscribe: 'Subscribe',
  cancel: 'Cancel and go back',
  payTitle: 'Payment',
  total: 'Total',
  perMonth: 'per month',
  perYear: 'per year',
  perWeek: 'per week',
  perDay: 'per day',
  email: 'Email',
  name: 'Name on the card',
  number: 'Card number',
  numberHint: 'For example 4242 4242 4242 4242 succeeds and 4000 0000 0000 0002 is declined.',
  expiry: 'Expiry date (MM/YY)',
  cvc: 'Security code',
  problems: 'Please correct the following:',
  badEmail: 'Enter an email address such as name@example.com.',
  badName: 'Enter the name on the card.',
  badNumber: 'Enter a valid card number.',
  badExpiry: 'Enter a date in the future, as MM/YY.',
  badCvc: 'Enter the 3 or 4 digits of the security code.',
  declined: 'The card was declined',
  declines: {
    insufficient_funds: 'it has insufficient funds.',
    expired_card: 'it has expired.',
    incorrect_cvc: 'its security code is incorrect.',
    processing_error: 'an error occurred while processing it. Try again in a little while.',
    other: 'its bank gave no reason.',
  },
  wrongCard: 'This is not a test card. The emulation takes no other.',
  closedTitle: 'This payment page is closed',
  closed: 'The payment was made, or the page has expired. Go back and start again if you still want to pay.',
  missing: 'This page does not exist.',
  bankTitle: 'Bank account for your payouts',
  bankText: 'Payouts go to this account. Of the number only the last four digits are kept.',
  holder: 'Account holder',
  routing: 'Routing number (9 digits)',
  account: 'Account number',
  accountHint: 'For example routing 110000000 and account 000123456789.',
  save: 'Save bank account',
  badHolder: 'Enter the name of the account holder.',
  badRouting: 'Enter the 9 digits of the routing number.',
  badAccount: 'Enter a valid account number.',
  linkClosed: 'This link was used or is too old. Go back and ask for a new one.',
};

/** Every sentence of the hosted pages. */
export type Words = typeof EN;

const ES: Words = {
  emulation: 'Emulación: no interviene ningún banco ni se mueve dinero. Use solo tarjetas de prueba.',
  pay: 'Pagar',
  subscribe: 'Suscribirse',
  cancel: 'Cancelar y volver',
  payTitle: 'Pago',
  total: 'Total',
  perMonth: 'al mes',
  perYear: 'al año',
  perWeek: 'a la semana',
  perDay: 'al día',
  email: 'Correo electrónico',
  name: 'Nombre en la tarjeta',
  number: 'Número de tarjeta',
  numberHint: 'Por ejemplo, 4242 4242 4242 4242 se acepta y 4000 0000 0000 0002 se rechaza.',
  expiry: 'Fecha de caducidad (MM/AA)',
  cvc: 'Código de seguridad',
  problems: 'Corrija lo siguiente:',
  badEmail: 'Escriba un correo como nombre@example.com.',
  badName: 'Escriba el nombre que figura en la tarjeta.',
  badNumber: 'Escriba un número de tarjeta válido.',
  badExpiry: 'Escriba una fecha futura, como MM/AA.',
  badCvc: 'Escriba los 3 o 4 dígitos del código de seguridad.',
  declined: 'La tarjeta fue rechazada',
  declines: {
    insufficient_funds: 'no tiene fondos suficientes.',
    expired_card: 'está caducada.',
    incorrect_cvc: 'el código de seguridad no es correcto.',
    processing_error: 'hubo un error al procesarla. Inténtelo de nuevo dentro de un rato.',
    other: 'su banco no dio ningún motivo.',
  },
  wrongCard: 'No es una tarjeta de prueba. La emulación no acepta otras.',
  closedTitle: 'Esta página de pago está cerrada',
  closed: 'El pago ya se hizo o la página caducó. Vuelva y empiece de nuevo si todavía quiere pagar.',
  missing: 'Esta página no existe.',
  bankTitle: 'Cuenta bancaria para sus cobros',
  bankText: 'Los pagos llegan a esta cuenta. Del número solo se guardan los últimos cuatro dígitos.',
  holder: 'Titular de la cuenta',
  routing: 'Número de ruta (9 dígitos)',
  account: 'Número de cuenta',
  accountHint: 'Por ejemplo, ruta 110000000 y cuenta 000123456789.',
  save: 'Guardar la cuenta bancaria',
  badHolder: 'Escriba el nombre del titular.',
  badRouting: 'Escriba los 9 dígitos del número de ruta.',
  badAccount: 'Escriba un número de cuenta válido.',
  linkClosed: 'Este enlace ya se usó o es demasiado antiguo. Vuelva y pida uno nuevo.',
};

export const WORDS: Readonly<Record<Language, Words>> = { en: EN, es: ES };

/** Why a card was declined, in words. */
export function declineText({ declines }: Words, code: string): string {
  return Object.hasOwn(declines, code) ? declines[code as keyof Words['declines']] : declines.other;
}

/** The language of a page: what the session asks for, else what the browser prefers, else English. */
export function languageOf(wanted: string | null | undefined, accepted: string | undefined): Language {
  const asked = wanted === null || wanted === undefined || wanted === 'auto' ? (accepted ?? '') : wanted;
  return asked.toLowerCase().startsWith('es') ? 'es' : 'en';
}
