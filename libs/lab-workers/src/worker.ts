import { parentPort } from 'node:worker_threads';
import { evaluate, type Problem } from '@orbiquant/lab';
import type { FromWorker, ToWorker } from './messages.ts';

/** One thread of the pool: remembers problems and evaluates chunks of them, one after another. */
const problems = new Map<number, Problem>();

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'problem') problems.set(message.key, message.problem);
  else if (message.kind === 'forget') problems.delete(message.key);
  else {
    const problem = problems.get(message.key);
    if (!problem) throw new Error(`chunk ${message.chunk} is of a problem that was never told`);
    const trials = message.sets.map((parameters) => evaluate(problem, parameters));
    parentPort?.postMessage({ chunk: message.chunk, trials } satisfies FromWorker);
  }
});
