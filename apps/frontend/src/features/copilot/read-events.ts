import { CopilotEvent } from '@orbiquant/contracts';

/**
 * The events of a server-sent stream, each as soon as it is whole, however the bytes were cut. Lines that are no data
 * (comments that keep the line open) are passed over.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<CopilotEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += decoder.decode(value, { stream: !done }).replaceAll('\r\n', '\n');
      const blocks = rest.split('\n\n');
      rest = done ? '' : (blocks.pop() ?? '');
      for (const block of blocks) {
        const event = eventOf(block);
        if (event) yield event;
      }
      if (done) return;
    }
  } finally {
    reader.releaseLock();
  }
}

function eventOf(block: string): CopilotEvent | null {
  const text = block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
    .join('\n');
  return text === '' ? null : CopilotEvent.parse(JSON.parse(text));
}
