import closeWithGrace from 'close-with-grace';
import { config } from './config.ts';
import { startFrontend } from './start-frontend.ts';

const env = config();
const starting = startFrontend({
  host: env.HTTP_HOST,
  port: env.HTTP_PORT,
  logLevel: env.LOG_LEVEL,
  backendUrl: env.BACKEND_URL,
  socketUrl: env.SOCKET_URL,
});

closeWithGrace({ delay: 10_000 }, async ({ err }) => {
  const frontend = await starting;
  if (err) frontend.server.log.fatal({ err }, 'stopping on an error that nobody expected');
  await frontend.stop();
});
await starting;
