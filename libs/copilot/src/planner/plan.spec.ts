import { describe, expect, it } from '@jest/globals';
import { plan } from './plan.ts';

const LISTED = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT', 'NEAR/USDT', 'LINK/USDT'];
const wish = (tool: string, input: object) => ({ tool, input });
const [MARKET, INDICATORS, VOLATILITY] = ['market_analysis', 'technical_indicators', 'volatility_analyzer'] as const;

describe('the grammar understands', () => {
  const cases: Array<[question: string, wishes: Array<{ tool: string; input: object }>]> = [
    ['How is Bitcoin doing?', [wish(MARKET, { symbol: 'BTC/USDT' })]],
    ['¿Cómo va bitcoin?', [wish(MARKET, { symbol: 'BTC/USDT' })]],
    ['BTCUSDT', [wish(MARKET, { symbol: 'BTC/USDT' })]],
    ['btc/usdt trend on 4h', [wish(MARKET, { symbol: 'BTC/USDT', interval: '4h' })]],
    ['¿Qué tendencia tiene Ether en velas diarias?', [wish(MARKET, { symbol: 'ETH/USDT', interval: '1d' })]],
    ['precio de solana', [wish(MARKET, { symbol: 'SOL/USDT' })]],
    ['SMA 200 of ETH hourly', [wish(INDICATORS, { symbol: 'ETH/USDT', interval: '1h', period: 200 })]],
    ['media móvil de 50 de ETH en 15 minutos', [wish(INDICATORS, { symbol: 'ETH/USDT', interval: '15m', period: 50 })]],
    ['hma de sol', [wish(INDICATORS, { symbol: 'SOL/USDT' })]],
    ['How volatile is Solana?', [wish(VOLATILITY, { symbol: 'SOL/USDT' })]],
    ['¿Qué rango se espera para BTC?', [wish(VOLATILITY, { symbol: 'BTC/USDT' })]],
    [
      'volatilidad y tendencia de BTC',
      [wish(VOLATILITY, { symbol: 'BTC/USDT' }), wish(MARKET, { symbol: 'BTC/USDT' })],
    ],
    ['btc and eth', [wish(MARKET, { symbol: 'BTC/USDT' }), wish(MARKET, { symbol: 'ETH/USDT' })]],
    ['sma 9999 of btc', [wish(INDICATORS, { symbol: 'BTC/USDT' })]],
    ['NEAR trend', [wish(MARKET, { symbol: 'NEAR/USDT' })]],
  ];
  for (const [question, wishes] of cases)
    it(question, () => expect(plan({ question }, LISTED)).toEqual({ missing: null, wishes }));
});

describe('the grammar', () => {
  it('takes words for words: "near" and "link" are instruments in capitals only', () => {
    expect(plan({ question: 'is there a link near here' }, LISTED)).toEqual({ wishes: [], missing: 'nothing' });
  });

  it('uses what is on the screen when the question names no instrument', () => {
    expect(plan({ question: 'trend?', symbol: 'ETH/USDT', interval: '5m' }, LISTED)).toEqual({
      missing: null,
      wishes: [wish(MARKET, { symbol: 'ETH/USDT', interval: '5m' })],
    });
  });

  it('never names an instrument that is not listed', () => {
    expect(plan({ question: 'trend of DOGE', symbol: 'XXX/YYY' }, LISTED)).toEqual({
      wishes: [],
      missing: 'instrument',
    });
  });
});
