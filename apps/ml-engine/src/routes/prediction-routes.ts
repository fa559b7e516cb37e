import type { FastifyError, FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { getPrediction, getPredictions, predictRange } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { mount } from '@orbiquant/platform-http';
import type { PredictionRepository } from '@orbiquant/signal-store';
import type { ForecastDesk } from '../forecast-desk.ts';

/** Forecasts: made, and read back. */
export async function predictionRoutes(
  server: FastifyInstance,
  { desk, predictions }: { desk: ForecastDesk; predictions: PredictionRepository },
): Promise<void> {
  await server.register(async (scope) => {
    scope.setErrorHandler<FastifyError>((error) => {
      throw namedCandle(error);
    });
    mount(scope, predictRange, async ({ body }) => desk(body));
  });
  mount(server, getPredictions, async ({ query: { symbol, limit, asOf } }) =>
    predictions.page({ symbol, limit, asOfMs: asOf }),
  );
  mount(server, getPrediction, async ({ params: { predictionId } }) => {
    const found = await predictions.find(predictionId);
    if (!found) throw new AppError('not-found', 'There is no such forecast');
    return found;
  });
}

/** JSON has no NaN, so one arrives as null or text: a candle that is no candle is unprocessable, like one that cannot be. */
function namedCandle(error: FastifyError): Error {
  if (!hasZodFastifySchemaValidationErrors(error)) return error;
  const faults = error.validation.filter(({ instancePath }) => instancePath.startsWith('/candles'));
  if (faults.length === 0) return error;
  return new AppError('unprocessable', 'These candles cannot be forecast on', {
    errors: faults.slice(0, 20).map(({ instancePath, keyword, message }) => ({
      path: instancePath.slice(1).replaceAll('/', '.'),
      code: keyword,
      message: message ?? 'not valid',
    })),
  });
}
