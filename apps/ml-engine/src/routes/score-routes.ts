import type { FastifyInstance } from 'fastify';
import { getModelScores, scoreModels } from '@orbiquant/contracts';
import { mount } from '@orbiquant/platform-http';
import { scoreRound, type ScoreDesk } from '../score-desk.ts';

const SHOWN = 100;

/** How models have done on forecasts whose time is over. */
export function scoreRoutes(server: FastifyInstance, desk: ScoreDesk): void {
  mount(server, scoreModels, async ({ body: { limit } }) => scoreRound(desk, limit));
  mount(server, getModelScores, async ({ params: { modelId } }) => desk.scores.history(modelId, SHOWN));
}
