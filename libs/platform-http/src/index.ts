export * from './caller.ts';
export * from './client.ts';
export * from './create-server.ts';
export * from './health.ts';
export * from './mount.ts';
export * from './problem-reply.ts';
export * from './safe-json.ts';
export * from './service-token.ts';
