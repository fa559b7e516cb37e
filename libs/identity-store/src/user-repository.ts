import type { Person, Role } from '@orbiquant/contracts';
import type { EntityManager } from '@orbiquant/platform-db';

/** A person with the digest of the password. */
export type Account = { person: Person; passwordHash: string };

type Row = {
  user_id: string;
  email: string;
  display_name: string;
  password_hash: string;
  roles: Role[];
  language: 'es' | 'en';
  is_demo: boolean;
};

const toAccount = (row: Row): Account => ({
  person: {
    userId: row.user_id,
    email: row.email,
    displayName: row.display_name,
    roles: row.roles,
    language: row.language,
    isDemo: row.is_demo,
  },
  passwordHash: row.password_hash,
});

/** The account of an address, whatever its case. */
export async function accountByEmail(db: EntityManager, email: string): Promise<Account | null> {
  const [row] = (await db.query('SELECT * FROM auth.users WHERE email = $1', [email.toLowerCase()])) as Row[];
  return row ? toAccount(row) : null;
}

/** The account with an id. */
export async function accountById(db: EntityManager, userId: string): Promise<Account | null> {
  const [row] = (await db.query('SELECT * FROM auth.users WHERE user_id = $1', [userId])) as Row[];
  return row ? toAccount(row) : null;
}

/** Opens an account, or gives the one with that address a new password; returns the id it has. */
export async function saveAccount(db: EntityManager, { person, passwordHash }: Account, atMs: number): Promise<string> {
  const [row] = (await db.query(
    `INSERT INTO auth.users (user_id, email, display_name, password_hash, roles, language, is_demo, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (email) DO UPDATE SET password_hash = excluded.password_hash RETURNING user_id`,
    [
      person.userId,
      person.email.toLowerCase(),
      person.displayName,
      passwordHash,
      person.roles,
      person.language,
      person.isDemo,
      new Date(atMs),
    ],
  )) as Array<{ user_id: string }>;
  return row?.user_id ?? person.userId;
}
