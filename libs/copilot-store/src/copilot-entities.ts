import type { EntitySchemaColumnOptions } from 'typeorm';
import type { AnswerPart, CopilotMode, ToolCall } from '@orbiquant/contracts';
import { EntitySchema, instantColumn } from '@orbiquant/platform-db';

type Column = EntitySchemaColumnOptions;
const text = (name?: string): Column => ({ type: 'text', ...(name ? { name } : {}) });
const uuid = (name: string): Column => ({ type: 'uuid', name });
const json = (): Column => ({ type: 'json' });
const key = (column: Column): Column => ({ ...column, primary: true });
const nullable = (column: Column): Column => ({ ...column, nullable: true });
const instant = (name: string): Column => ({ type: 'timestamptz', name, transformer: instantColumn });

export type ConversationRow = {
  conversationId: string;
  userId: string;
  title: string;
  createdAtMs: number;
  updatedAtMs: number;
};
export const ConversationTable = new EntitySchema<ConversationRow>({
  name: 'llm_conversations',
  schema: 'llm',
  tableName: 'conversations',
  columns: {
    conversationId: key(uuid('conversation_id')),
    userId: text('user_id'),
    title: text(),
    createdAtMs: instant('created_at'),
    updatedAtMs: instant('updated_at'),
  },
});

export type MessageRow = {
  messageId: string;
  conversationId: string;
  userId: string;
  messageSeq: string;
  role: 'person' | 'copilot';
  language: 'es' | 'en';
  parts: AnswerPart[];
  mode: CopilotMode | null;
  asOfMs: number;
  promptVersion: string | null;
  sentAtMs: number;
};
export const MessageTable = new EntitySchema<MessageRow>({
  name: 'llm_messages',
  schema: 'llm',
  tableName: 'messages',
  columns: {
    messageId: key(uuid('message_id')),
    conversationId: uuid('conversation_id'),
    userId: text('user_id'),
    messageSeq: { type: 'bigint', name: 'message_seq', insert: false, update: false },
    role: text(),
    language: text(),
    parts: json(),
    mode: nullable(json()),
    asOfMs: instant('as_of'),
    promptVersion: nullable(text('prompt_version')),
    sentAtMs: instant('sent_at'),
  },
});

export type ToolCallRow = ToolCall & { messageId: string; userId: string; position: number };
export const ToolCallTable = new EntitySchema<ToolCallRow>({
  name: 'llm_tool_calls',
  schema: 'llm',
  tableName: 'tool_calls',
  columns: {
    messageId: key(uuid('message_id')),
    toolCallId: key(text('tool_call_id')),
    userId: text('user_id'),
    position: { type: 'integer' },
    tool: text(),
    input: json(),
    output: nullable(json()),
    error: nullable(text()),
    asOfMs: instant('as_of'),
    durationMs: { type: 'double precision', name: 'duration_ms' },
  },
});

/** Every table that llm-agent writes. */
export const copilotEntities = [ConversationTable, MessageTable, ToolCallTable];
