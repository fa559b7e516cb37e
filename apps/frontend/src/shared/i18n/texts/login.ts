import { bilingual } from '../bilingual.ts';

/** The sign-in form. */
export const login = bilingual(
  {
    title: 'Entrar en OrbiQuant IA',
    lead: 'Agentes de inversión que explican cada decisión y cada céntimo.',
    email: 'Correo electrónico',
    password: 'Contraseña',
    show: 'Mostrar contraseña',
    hide: 'Ocultar contraseña',
    submit: 'Entrar',
    submitting: 'Entrando…',
    wrong: 'El correo o la contraseña no son correctos.',
    locked: 'Demasiados intentos fallidos. Podrás volver a intentarlo en {{wait}}.',
    emailMissing: 'Escribe un correo electrónico válido.',
    passwordMissing: 'Escribe la contraseña.',
    demo: 'Datos de demostración: nada de lo que ves aquí es dinero real.',
    points: {
      lineage: 'Cada cifra se abre hasta la orden y la vela que la causaron.',
      agents: 'Tres agentes con límites de riesgo que no se saltan.',
      clock: 'Un solo reloj: gráficos, agentes y copiloto ven lo mismo.',
    },
  },
  {
    title: 'Sign in to OrbiQuant IA',
    lead: 'Investment agents that explain every decision and every cent.',
    email: 'E-mail',
    password: 'Password',
    show: 'Show password',
    hide: 'Hide password',
    submit: 'Sign in',
    submitting: 'Signing in…',
    wrong: 'The e-mail or the password is wrong.',
    locked: 'Too many failed attempts. You can try again in {{wait}}.',
    emailMissing: 'Enter a valid e-mail address.',
    passwordMissing: 'Enter the password.',
    demo: 'Demonstration data: nothing you see here is real money.',
    points: {
      lineage: 'Every figure opens down to the order and the candle that caused it.',
      agents: 'Three agents with risk limits that they never skip.',
      clock: 'One clock: charts, agents and copilot see the same.',
    },
  },
);
