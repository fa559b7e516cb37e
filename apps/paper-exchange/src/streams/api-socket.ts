import type { WebSocket } from 'ws';
import { z } from 'zod';
import { ApiError } from '../protocol/api-error.ts';
import { OPERATIONS } from '../operations/index.ts';
import type { Operation } from '../protocol/operation.ts';
import type { Params } from '../protocol/params.ts';
import type { Gateway, GatewayReply } from '../server/gateway.ts';
import type { Connection } from './connection.ts';
import type { UserStreams, UserSubscription } from './user-streams.ts';

const Request = z.object({
  id: z.union([z.number(), z.string(), z.null()]).default(null),
  method: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).default({}),
});
type Request = z.output<typeof Request>;

export type ApiSocketParts = { gateway: Gateway; userStreams: UserStreams; address: string };

const BY_METHOD = new Map(
  OPERATIONS.flatMap((operation) => (operation.wsMethod ? [[operation.wsMethod, operation] as const] : [])),
);

/** Serves the WebSocket API: the operations of the REST interface as messages, and the private stream by signature. */
export function serveApi(socket: WebSocket, connection: Connection, parts: ApiSocketParts): void {
  const session: Session = { connection, parts, subscriptions: [] };
  socket.on('message', (raw) => {
    const request = requestOf(raw.toString());
    if (!request)
      return connection.reply({ id: null, status: 400, error: { code: -1135, msg: 'Invalid JSON Request' } });
    void serve(session, request);
  });
  socket.on('close', () => parts.userStreams.leave(connection));
}

type Session = { connection: Connection; parts: ApiSocketParts; subscriptions: UserSubscription[] };

async function serve(session: Session, request: Request): Promise<void> {
  const operation = operationOf(session, request.method);
  if (!operation)
    return session.connection.reply({
      id: request.id,
      status: 400,
      error: { code: -1130, msg: `Unknown method '${request.method}'.` },
    });
  const params = textsOf(request.params);
  const reply = await session.parts.gateway({
    operation,
    params,
    apiKey: params['apiKey'],
    payload: payloadOf(params),
    address: session.parts.address,
  });
  if (!reply.lost) session.connection.reply(messageOf(request, reply));
}

const messageOf = ({ id }: Request, { status, body }: GatewayReply): unknown =>
  status === 200 ? { id, status, result: body, rateLimits: [] } : { id, status, error: body, rateLimits: [] };

function operationOf(session: Session, method: string): Operation | null {
  if (method === 'userDataStream.subscribe.signature') return subscribeOperation(session);
  if (method === 'userDataStream.unsubscribe') return unsubscribeOperation(session);
  return BY_METHOD.get(method) ?? null;
}

const subscribeOperation = ({ connection, parts, subscriptions }: Session): Operation => ({
  method: 'POST',
  path: '/ws-api/v3/userDataStream.subscribe.signature',
  weight: 2,
  security: 'signed',
  handle({ account }) {
    const subscription = parts.userStreams.subscribe(connection, account, subscriptions.length);
    subscriptions.push(subscription);
    return { subscriptionId: subscription.subscriptionId };
  },
});

const unsubscribeOperation = ({ parts, subscriptions }: Session): Operation => ({
  method: 'POST',
  path: '/ws-api/v3/userDataStream.unsubscribe',
  weight: 2,
  security: 'public',
  handle({ params }) {
    const chosen = subscriptions.filter(
      ({ subscriptionId }) =>
        params['subscriptionId'] === undefined || String(subscriptionId) === params['subscriptionId'],
    );
    if (chosen.length === 0) throw new ApiError(-1125, 'This subscription does not exist.');
    for (const subscription of chosen) parts.userStreams.unsubscribe(subscription);
    return {};
  },
});

/** Over a socket the signature covers all parameters in alphabetical order. */
const payloadOf = (params: Params): string =>
  Object.keys(params)
    .filter((name) => name !== 'signature')
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&');

const textsOf = (params: Request['params']): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? JSON.stringify(value) : String(value)]),
  );

function requestOf(text: string): Request | null {
  try {
    return Request.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
