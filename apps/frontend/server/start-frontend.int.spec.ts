import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { startFrontend, type RunningFrontend } from './start-frontend.ts';

const SCRIPT = 'document.documentElement.dataset.theme = "dark";';
const PAGE = `<!doctype html><script>${SCRIPT}</script><script type="module" src="/assets/index-abc.js"></script>`;

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

describe('the front door', () => {
  const dist = mkdtempSync(join(tmpdir(), 'orbiquant-dist-'));
  let finishStream: () => void = () => undefined;
  const backend = createServer((request, response) => {
    if (request.url === '/api/v1/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      finishStream = () => response.end('data: 2\n\n');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b; HttpOnly' });
    response.end(JSON.stringify({ url: request.url, cookie: request.headers.cookie ?? null }));
  });
  const relay = createServer();
  const sockets = new WebSocketServer({ server: relay, path: '/socket.io/' });
  let frontend: RunningFrontend;

  beforeAll(async () => {
    mkdirSync(join(dist, 'assets'));
    writeFileSync(join(dist, 'index.html'), PAGE);
    writeFileSync(join(dist, 'assets', 'index-abc.js'), 'export {};');
    sockets.on('connection', (socket, request) => socket.send(String(request.headers.origin)));
    frontend = await startFrontend({
      port: 0,
      logLevel: 'silent',
      backendUrl: await listening(backend),
      socketUrl: await listening(relay),
      distFolder: dist,
    });
  });
  afterAll(async () => {
    await frontend.stop();
    sockets.close();
    relay.close();
    backend.close();
    backend.closeAllConnections();
    rmSync(dist, { recursive: true });
  });
  const get = (path: string, init?: RequestInit): Promise<Response> => fetch(frontend.url + path, init);

  it('serves the page at any address of the app, allowing no script but its own', async () => {
    const page = await get('/agents/orion?verdict=acted');
    const policy = page.headers.get('content-security-policy') ?? '';
    const hash = createHash('sha256').update(SCRIPT).digest('base64');
    expect([page.status, await page.text(), page.headers.get('cache-control')]).toEqual([200, PAGE, 'no-cache']);
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}'`);
    expect(policy).not.toContain('unsafe');
  });

  it('lets hashed files be kept for ever, and answers a missing one with 404 instead of the page', async () => {
    const file = await get('/assets/index-abc.js');
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get('/assets/index-old.js')).status).toBe(404);
  });

  it('does not serve what lies outside the build', async () => {
    for (const path of ['/..%2f..%2fpackage.json', '/assets/..%2f..%2f..%2fpackage.json', '/%2e%2e/package.json'])
      expect(await (await get(path)).text()).not.toContain('"name"');
  });

  it('passes API calls on with their cookies', async () => {
    const answer = await get('/api/v1/x?y=1', { headers: { cookie: 'orbiquant_refresh=z' } });
    expect(await answer.json()).toEqual({ url: '/api/v1/x?y=1', cookie: 'orbiquant_refresh=z' });
    expect(answer.headers.get('set-cookie')).toBe('a=b; HttpOnly');
  });

  it('lets an event stream through as it is made', async () => {
    const reader = (await get('/api/v1/stream')).body!.getReader();
    const decoder = new TextDecoder();
    expect(decoder.decode((await reader.read()).value)).toBe('data: 1\n\n');
    finishStream();
    expect(decoder.decode((await reader.read()).value)).toBe('data: 2\n\n');
  });

  it('passes the socket on and tells the relay where the page comes from', async () => {
    const socket = new WebSocket(`${frontend.url.replace('http', 'ws')}/socket.io/`, {
      origin: 'https://evil.example',
    });
    const origin = await new Promise((resolve) => socket.once('message', (text) => resolve(String(text))));
    socket.close();
    expect(origin).toBe('https://evil.example');
  });

  it('says that it is not ready, and answers in problem form, when the backend is away', async () => {
    const alone = await startFrontend({
      port: 0,
      logLevel: 'silent',
      backendUrl: 'http://127.0.0.1:9',
      socketUrl: 'http://127.0.0.1:9',
      distFolder: dist,
    });
    const answer = await fetch(`${alone.url}/api/v1/balance`);
    const ready = await fetch(`${alone.url}/health/ready`);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([503, 'service-unavailable']);
    expect(await ready.json()).toMatchObject({ service: 'frontend', ready: false });
    expect((await fetch(`${alone.url}/health/live`)).status).toBe(200);
    await alone.stop();
  });
});
