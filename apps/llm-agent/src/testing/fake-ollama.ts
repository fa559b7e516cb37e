import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One streamed line of `/api/chat`, as Ollama's own documentation shows it. */
export const line = (message: object | undefined, done = false): string =>
  `${JSON.stringify({ model: 'llama3.1', created_at: '2025-07-07T20:22:19.184789Z', ...(message ? { message } : {}), done })}\n`;
export const says = (content: string): string => line({ role: 'assistant', content });
export const calls = (name: string, args: unknown): string =>
  line({ role: 'assistant', content: '', tool_calls: [{ function: { name, arguments: args } }] });
/** The last line of a turn may hold no message at all. */
export const END = line(undefined, true);

/** What the model does in a turn: lines to send, or whatever it likes with the connection. */
export type Turn = readonly string[] | ((response: ServerResponse) => void);

/** What a turn was told. */
export type Told = { messages: Array<{ role: string; content: string; tool_name?: string }>; tools: unknown[] };

/** An Ollama that follows a script, turn by turn; the last turn repeats. */
export async function fakeOllama(): Promise<{
  url: string;
  script: { turns: Turn[] };
  told: Told[];
  stop: () => Promise<void>;
}> {
  const script: { turns: Turn[] } = { turns: [] };
  const told: Told[] = [];
  let at = 0;
  const server = createServer((request, response) => {
    if (request.url === '/api/tags')
      return void response.end(JSON.stringify({ models: [{ name: 'llama3.1:latest' }] }));
    void bodyOf(request).then((body) => {
      told.push(JSON.parse(body) as Told);
      if (told.at(-1)!.messages.length === 2) at = 0;
      const turn = script.turns[Math.min(at, script.turns.length - 1)]!;
      at += 1;
      if (typeof turn === 'function') return turn(response);
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      // cut in the middle of a line, as TCP may do
      const text = turn.join('');
      response.write(text.slice(0, 25));
      response.end(text.slice(25));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    script,
    told,
    stop: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
