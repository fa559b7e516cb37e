/** Text that a third party wrote (news, comments, names): it may be quoted as a tool's result, never obeyed. */
declare const untrusted: unique symbol;
export type Untrusted = string & { readonly [untrusted]: true };

/** Marks text from outside. */
export const asUntrusted = (text: string): Untrusted => text as Untrusted;

/** Instructions of the house, from a versioned file. Only `systemPrompt` makes one, so nobody else's text can become one. */
declare const house: unique symbol;
export type SystemPrompt = { readonly version: string; readonly text: string; readonly [house]: true };

/** The house's instructions as read from their file. */
export const systemPrompt = (version: string, text: string): SystemPrompt => ({ version, text }) as SystemPrompt;

/** A wish of a model to call a tool; its arguments are whatever it wrote. */
export type ToolRequest = { name: string; arguments: unknown };

/** What a model is told. Only the house speaks as `system`; results of tools are quoted data. */
export type ChatMessage =
  | { role: 'system'; content: SystemPrompt }
  | { role: 'user'; content: string }
  | { role: 'assistant'; content: string; toolRequests: readonly ToolRequest[] }
  | { role: 'tool'; tool: string; content: Untrusted };

/** A piece of a model's answer as it streams in. */
export type ChatChunk = { text: string; toolRequests: readonly ToolRequest[] };

/** A tool as a model is told about it. */
export type ToolOffer = { name: string; description: string; inputSchema: Record<string, unknown> };

/** A language model. Adapters: `copilot-ollama`. It is asked, never trusted. */
export interface ChatModel {
  readonly name: string;
  /** Streams one turn. @throws AppError service-unavailable, when the model is down or speaks garbage */
  chat(turn: {
    messages: readonly ChatMessage[];
    tools: readonly ToolOffer[];
    signal: AbortSignal;
  }): AsyncIterable<ChatChunk>;
}
