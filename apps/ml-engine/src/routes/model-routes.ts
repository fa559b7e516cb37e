import type { FastifyInstance } from 'fastify';
import { getModelCard, getModels, type ModelCard } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { mount } from '@orbiquant/platform-http';

/** The models that are served, with their cards. */
export function modelRoutes(server: FastifyInstance, cards: readonly ModelCard[]): void {
  mount(server, getModels, async () => [...cards]);
  mount(server, getModelCard, async ({ params: { modelId } }) => {
    const card = cards.find((candidate) => candidate.modelId === modelId);
    if (!card) throw new AppError('not-found', `No model is named ${modelId}`);
    return card;
  });
}
