import { AppError } from '@orbiquant/kernel';

const BYTES_MAX = 2 * 1024 * 1024;

/** `fetch` for one turn: ends with `signal`, and ends with an error when the answer is endless or no lines of JSON. */
export const guardedFetch =
  (signal: AbortSignal, bytesMax = BYTES_MAX): typeof fetch =>
  async (input, init) => {
    const signals = init?.signal ? [signal, init.signal] : [signal];
    const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    if (!response.ok || !response.body)
      throw new AppError('service-unavailable', `the model answers ${response.status}`);
    return new Response(response.body.pipeThrough(linesOfJson(bytesMax)), response);
  };

/** Passes bytes on, line by whole line; the client itself would swallow garbage and wait for more. */
function linesOfJson(bytesMax: number): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let [bytes, rest] = [0, ''];
  const pass = (lines: readonly string[], controller: TransformStreamDefaultController<Uint8Array>): void => {
    for (const line of lines.filter((candidate) => candidate.trim() !== '')) {
      if (!isJson(line)) throw new AppError('service-unavailable', 'the model does not speak its protocol');
      controller.enqueue(encoder.encode(`${line}\n`));
    }
  };
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw new AppError('service-unavailable', 'the model did not stop talking');
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      pass(lines, controller);
    },
    flush: (controller) => pass([rest], controller),
  });
}

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
