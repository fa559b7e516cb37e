import type { Conversation, CopilotMessage } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import {
  ConversationTable,
  MessageTable,
  ToolCallTable,
  type MessageRow,
  type ToolCallRow,
} from './copilot-entities.ts';

/** A message as it is stored: with the cursor and the language that it was written under. */
export type NewMessage = CopilotMessage & { language: 'es' | 'en'; asOfMs: number; promptVersion: string | null };

/** A question and its answer, as one exchange of a conversation. */
export type Exchange = { conversationId: string; title: string; question: NewMessage; answer: NewMessage };

/** One person's conversations: nobody else's can be named through it. */
export type ConversationRepository = {
  /** @throws AppError not-found, when the conversation is not theirs */
  checkOwned(conversationId: string): Promise<void>;
  append(exchange: Exchange): Promise<void>;
  list(): Promise<Array<Omit<Conversation, 'messages'>>>;
  /** @throws AppError not-found, when there is none of that name among theirs */
  find(conversationId: string): Promise<Conversation>;
};

const LISTED_MAX = 200;
const MESSAGES_MAX = 400;

export const conversationRepository = (db: DataSource, userId: string): ConversationRepository => ({
  async checkOwned(conversationId) {
    await owned(db.manager, conversationId, userId);
  },

  async append({ conversationId, title, question, answer }) {
    const { sentAtMs: createdAtMs } = question;
    await db.transaction(async (tx) => {
      const row = { conversationId, userId, title, createdAtMs, updatedAtMs: answer.sentAtMs };
      await tx.createQueryBuilder().insert().into(ConversationTable).values(row).orIgnore().execute();
      await owned(tx, conversationId, userId);
      await tx.update(ConversationTable, { conversationId, userId }, { updatedAtMs: answer.sentAtMs });
      for (const message of [question, answer]) await insertMessage(tx, message, { conversationId, userId });
    });
  },

  async list() {
    const rows = await db.manager.find(ConversationTable, {
      where: { userId },
      order: { updatedAtMs: 'DESC' },
      take: LISTED_MAX,
    });
    return rows.map(({ conversationId, title, updatedAtMs }) => ({ conversationId, title, updatedAtMs }));
  },

  async find(conversationId) {
    const { title, updatedAtMs } = await owned(db.manager, conversationId, userId);
    const messages = await db.manager.find(MessageTable, {
      where: { conversationId, userId },
      order: { messageSeq: 'ASC' },
      take: MESSAGES_MAX,
    });
    const calls = await callsOf(db.manager, { userId, messageIds: messages.map(({ messageId }) => messageId) });
    return { conversationId, title, updatedAtMs, messages: messages.map((row) => decode(row, calls)) };
  },
});

async function owned(db: EntityManager, conversationId: string, userId: string) {
  const row = await db.findOneBy(ConversationTable, { conversationId, userId });
  if (!row) throw new AppError('not-found', 'You have no such conversation');
  return row;
}

async function insertMessage(
  tx: EntityManager,
  { toolCalls, ...message }: NewMessage,
  owner: { conversationId: string; userId: string },
): Promise<void> {
  await tx.insert(MessageTable, { ...message, ...owner } as never);
  const { messageId } = message;
  const rows = toolCalls.map((call, position) => ({ ...call, messageId, position, userId: owner.userId }));
  if (rows.length > 0) await tx.insert(ToolCallTable, rows as never);
}

async function callsOf(
  db: EntityManager,
  { userId, messageIds }: { userId: string; messageIds: readonly string[] },
): Promise<ToolCallRow[]> {
  if (messageIds.length === 0) return [];
  return db
    .createQueryBuilder(ToolCallTable, 'c')
    .where('c.userId = :userId AND c.messageId IN (:...messageIds)', { userId, messageIds })
    .orderBy('c.position')
    .getMany();
}

function decode({ messageId, role, parts, mode, sentAtMs }: MessageRow, calls: readonly ToolCallRow[]): CopilotMessage {
  const own = calls.filter((call) => call.messageId === messageId);
  const toolCalls = own.map(({ messageId: _message, userId: _user, position: _position, ...call }) => call);
  return { messageId, role, parts, toolCalls, mode, sentAtMs };
}
