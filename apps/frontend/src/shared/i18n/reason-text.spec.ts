import { beforeAll, describe, expect, it } from '@jest/globals';
import i18next from 'i18next';
import type { Decision } from '@orbiquant/contracts';
import { addFormats } from './formats.ts';
import { decisionText, reasonText } from './reason-text.ts';
import { texts } from './texts.ts';

const inLanguage = (language: 'es' | 'en') => i18next.getFixedT(language);
const decision = (verdict: Decision['verdict'], action: Decision['action'], reasons: Decision['reasons']) =>
  ({ verdict, action, reasons, symbol: 'BTC/USDT' }) as Decision;

describe('a reason in words', () => {
  beforeAll(async () => {
    await i18next.init({
      lng: 'es',
      fallbackLng: false,
      resources: { es: { translation: texts.es }, en: { translation: texts.en } },
      interpolation: { escapeValue: false },
    });
    addFormats(i18next);
  });

  it('carries its figures as people write them', () => {
    const reason = { code: 'risk.drawdown', params: { drawdown: '0.1234', max: '0.1000' } };
    expect(reasonText(inLanguage('es'), reason)).toBe(
      'la caída desde el máximo es 12,34\u00a0%; el límite es 10\u00a0%',
    );
  });

  it('names strategies and not their codes', () => {
    const reason = { code: 'agent.exit', params: { strategies: 'hma-sma, trend-following' } };
    expect(reasonText(inLanguage('es'), reason)).toBe('HMA/SMA, Seguimiento de tendencia recomienda salir');
  });

  it('shows a code that it does not know', () => {
    expect(reasonText(inLanguage('es'), { code: 'moon.phase', params: {} })).toBe('motivo moon.phase');
  });

  it('says of a blocked decision what forbade it, not what was wanted', () => {
    const wanted = { code: 'agent.enter-long', params: { strategies: 'hma-sma', stop: '90' } };
    const forbidden = { code: 'risk.no-stop', params: {} };
    expect(decisionText(inLanguage('es'), decision('blocked', 'nothing', [wanted, forbidden]))).toBe(
      'No operó BTC/USDT: no tiene un stop que limite la pérdida.',
    );
  });
});
