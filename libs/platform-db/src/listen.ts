import { Client } from 'pg';

const RETRY_MS = 500;

/**
 * Calls `wake` for each NOTIFY on `channel`, and once after every (re)connect, because what was notified while the
 * connection was down is lost. Ends when `signal` aborts.
 */
export function listen(
  url: string,
  channel: string,
  options: { wake: (payload: string) => void; signal: AbortSignal },
): void {
  const { wake, signal } = options;
  const connect = async (): Promise<void> => {
    if (signal.aborted) return;
    const client = new Client({ connectionString: url, application_name: `listen:${channel}`, keepAlive: true });
    const again = retryOnce(
      () => void client.end().catch(() => undefined),
      () => void connect(),
      signal,
    );
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => wake(payload ?? ''));
    signal.addEventListener('abort', () => void client.end().catch(() => undefined), { once: true });
    await client
      .connect()
      .then(() => client.query(`LISTEN ${client.escapeIdentifier(channel)}`))
      .then(() => wake(''))
      .catch(again);
  };
  void connect();
}

/** A connection reports its loss as error, end or both; only the first counts. */
function retryOnce(close: () => void, connect: () => void, signal: AbortSignal): () => void {
  let lost = false;
  return () => {
    if (lost) return;
    lost = true;
    close();
    if (!signal.aborted) setTimeout(connect, RETRY_MS).unref();
  };
}
