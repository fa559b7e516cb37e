export * from './access-token.ts';
export * from './attempt-repository.ts';
export * from './identity-entities.ts';
export * from './password.ts';
export * from './session-repository.ts';
export * from './socket-ticket.ts';
export * from './user-repository.ts';
