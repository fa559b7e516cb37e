import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemPrompt, type ChatChunk } from '@orbiquant/copilot';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { ollamaChat, ollamaTrouble } from './ollama-chat.ts';

let url: string;
let reply: (response: ServerResponse) => void;
const server = createServer((request, response) => {
  request.resume();
  reply(response);
});
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function turn(bytes: string): Promise<ChatChunk> {
  // one byte a write at first: lines and letters come in pieces
  reply = (response) => {
    const raw = Buffer.from(bytes);
    for (let at = 0; at < Math.min(40, raw.length); at++) response.write(raw.subarray(at, at + 1));
    response.end(raw.subarray(40));
  };
  const heard: ChatChunk = { text: '', toolRequests: [] };
  const { signal } = new AbortController();
  const messages = [{ role: 'system' as const, content: systemPrompt('t', 'rules') }];
  for await (const chunk of ollamaChat({ url, model: 'm' }).chat({ messages, tools: [], signal }))
    Object.assign(heard, {
      text: heard.text + chunk.text,
      toolRequests: [...heard.toolRequests, ...chunk.toolRequests],
    });
  return heard;
}

describeWithShared("Ollama's documented stream", 'golden/ollama', () => {
  it('gives the tool call that it holds', async () => {
    const stream = await readFile(sharedPath('golden/ollama/chat_stream_tools.ndjson'), 'utf8');
    expect(await turn(stream)).toEqual({
      text: '',
      toolRequests: [{ name: 'get_weather', arguments: { city: 'Tokyo' } }],
    });
  });

  it('gives its words, also when the last line holds no message', async () => {
    const examples = JSON.parse(await readFile(sharedPath('golden/ollama/chat_api_examples.json'), 'utf8')) as Record<
      string,
      object
    >;
    const lines = [examples['textStreamChunk'], examples['textStreamChunk'], examples['textStreamFinal']];
    expect((await turn(lines.map((line) => JSON.stringify(line)).join('\n'))).text).toBe('TheThe');
  });
});

describe('trouble', () => {
  it('is a missing model, or no answer in time; nothing when the model is there', async () => {
    reply = (response) => void response.end('{"models":[{"name":"llama3.1:latest"},{"name":"qwen2.5:7b"}]}');
    expect(await ollamaTrouble({ url, model: 'llama3.1' }, 1_000)).toBeNull();
    expect(await ollamaTrouble({ url, model: 'qwen2.5:7b' }, 1_000)).toBeNull();
    expect(await ollamaTrouble({ url, model: 'qwen2.5' }, 1_000)).toBe('Ollama does not have qwen2.5');
    reply = () => undefined;
    const startedMs = performance.now();
    expect(await ollamaTrouble({ url, model: 'llama3.1' }, 100)).toBe('Ollama does not answer');
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});
