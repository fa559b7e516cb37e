import { EntitySchema } from '@orbiquant/platform-db';

const schema = 'auth';
const text = { type: 'text' } as const;
const uuid = { type: 'uuid' } as const;
const instant = { type: 'timestamptz' } as const;
const key = { primary: true } as const;
const optional = { nullable: true } as const;

const UserTable = new EntitySchema({
  name: 'User',
  schema,
  tableName: 'users',
  columns: {
    user_id: { ...uuid, ...key },
    email: text,
    display_name: text,
    password_hash: text,
    roles: { ...text, array: true },
    language: text,
    is_demo: { type: 'boolean' },
    created_at: instant,
  },
});

const SessionTable = new EntitySchema({
  name: 'Session',
  schema,
  tableName: 'sessions',
  columns: {
    session_id: { ...uuid, ...key },
    user_id: uuid,
    created_at: instant,
    expires_at: instant,
    ended_at: { ...instant, ...optional },
    end_reason: { ...text, ...optional },
    stepped_up_at: { ...instant, ...optional },
  },
});

const RefreshTokenTable = new EntitySchema({
  name: 'RefreshToken',
  schema,
  tableName: 'refresh_tokens',
  columns: {
    token_hash: { ...text, ...key },
    session_id: uuid,
    issued_at: instant,
    expires_at: instant,
    used_at: { ...instant, ...optional },
  },
});

const SocketTicketTable = new EntitySchema({
  name: 'SocketTicket',
  schema,
  tableName: 'socket_tickets',
  columns: {
    ticket_hash: { ...text, ...key },
    session_id: uuid,
    expires_at: instant,
    used_at: { ...instant, ...optional },
  },
});

const SignInAttemptTable = new EntitySchema({
  name: 'SignInAttempt',
  schema,
  tableName: 'sign_in_attempts',
  columns: { attempt_key: { ...text, ...key }, failures: { type: 'integer' }, window_started_at: instant },
});

/** The tables of accounts and sessions, as the migration made them. */
export const identityEntities = [UserTable, SessionTable, RefreshTokenTable, SocketTicketTable, SignInAttemptTable];
