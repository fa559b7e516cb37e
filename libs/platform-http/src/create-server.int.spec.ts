import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { createServer } from './create-server.ts';

it('stops at once, though somebody has connected ahead of need or has sent half a request', async () => {
  const server = await createServer({
    service: 'test',
    logLevel: 'silent',
    authenticate: async () => ({ kind: 'anyone' }),
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket.on('error', () => undefined);
  };
  const [silent, half] = [await open(), await open()];
  half.write('GET /health/live HTTP/1.1\r\nHost: x\r\n');
  const gone = Promise.all([silent, half].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  await server.close();
  expect(await gone).toHaveLength(2);
}, 5_000);
