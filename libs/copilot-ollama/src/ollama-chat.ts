import { Ollama, type ChatResponse, type Message, type Tool } from 'ollama';
import type { ChatChunk, ChatMessage, ChatModel, ToolOffer } from '@orbiquant/copilot';
import { AppError } from '@orbiquant/kernel';
import { guardedFetch } from './guarded-fetch.ts';

/** Where Ollama answers, which model it shall use, and how much it may read and write. */
export type OllamaOptions = { url: string; model: string; contextTokens?: number; answerTokensMax?: number };

/** A language model behind Ollama's own client. */
export const ollamaChat = ({ url, model, contextTokens = 8_192, answerTokensMax = 800 }: OllamaOptions): ChatModel => ({
  name: model,
  async *chat({ messages, tools, signal }) {
    const client = new Ollama({ host: url, fetch: guardedFetch(signal) });
    try {
      const stream = await client.chat({
        model,
        stream: true,
        messages: messages.map(toMessage),
        tools: tools.map(toTool),
        options: { temperature: 0, seed: 1, num_ctx: contextTokens, num_predict: answerTokensMax },
      });
      for await (const answer of stream) yield toChunk(answer);
    } catch (error) {
      throw toModelError(error);
    }
  },
});

/** Why no model can be asked right now; null when one can. */
export async function ollamaTrouble({ url, model }: OllamaOptions, withinMs: number): Promise<string | null> {
  try {
    const client = new Ollama({ host: url, fetch: guardedFetch(AbortSignal.timeout(withinMs)) });
    const { models } = await client.list();
    const names = models.map(({ name }) => name);
    return names.includes(model) || names.includes(`${model}:latest`) ? null : `Ollama does not have ${model}`;
  } catch {
    return 'Ollama does not answer';
  }
}

/** A streamed line is whatever the model's server sent: the last one may hold no message at all. */
function toChunk({ message }: Partial<ChatResponse>): ChatChunk {
  const requests = Array.isArray(message?.tool_calls) ? message.tool_calls : [];
  return {
    text: typeof message?.content === 'string' ? message.content : '',
    toolRequests: requests.map((request) => ({
      name: String(request?.function?.name ?? '').slice(0, 200),
      arguments: request?.function?.arguments as unknown,
    })),
  };
}

function toMessage(message: ChatMessage): Message {
  if (message.role === 'system') return { role: 'system', content: message.content.text };
  if (message.role === 'tool') return { role: 'tool', content: message.content, tool_name: message.tool };
  if (message.role === 'user') return message;
  const calls = message.toolRequests.map(({ name, arguments: given }) => ({
    function: { name, arguments: isRecord(given) ? given : {} },
  }));
  return { role: 'assistant', content: message.content, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toTool = ({ name, description, inputSchema }: ToolOffer): Tool => ({
  type: 'function',
  function: { name, description, parameters: inputSchema as NonNullable<Tool['function']['parameters']> },
});

function toModelError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('service-unavailable', 'the model does not answer', { retryable: true, cause: error });
}
