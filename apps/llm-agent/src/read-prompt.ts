import { readFile } from 'node:fs/promises';
import { systemPrompt, type SystemPrompt } from '@orbiquant/copilot';

/** The instructions in use; another text is another file. */
const VERSION = 'copilot-1';

/** Reads the house's instructions to a model. */
export async function readPrompt(): Promise<SystemPrompt> {
  return systemPrompt(VERSION, await readFile(new URL(`../prompts/${VERSION}.md`, import.meta.url), 'utf8'));
}
