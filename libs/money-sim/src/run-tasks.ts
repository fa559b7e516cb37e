import { Worker } from 'node:worker_threads';
import { doTask, type Done, type Task } from './seed-worker.ts';

/** Does tasks on so many threads, each taking the next when it is free; with one, on this thread. Results in order of tasks. */
export async function runTasks(tasks: readonly Task[], threads: number): Promise<Done[]> {
  if (threads <= 1) return tasks.map(doTask);
  const results: Done[] = new Array<Done>(tasks.length);
  const queue = tasks.map((task, at) => ({ task, at }));
  const crew = Array.from(
    { length: Math.min(threads, tasks.length) },
    () => new Worker(new URL('./seed-worker.ts', import.meta.url)),
  );
  try {
    await Promise.all(crew.map((worker) => drain(worker, queue, results)));
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
  return results;
}

async function drain(worker: Worker, queue: { task: Task; at: number }[], results: Done[]): Promise<void> {
  for (let next = queue.shift(); next; next = queue.shift()) results[next.at] = await ask(worker, next.task);
}

const ask = (worker: Worker, task: Task): Promise<Done> =>
  new Promise((resolve, reject) => {
    const forget = (): void => {
      worker.off('message', done);
      worker.off('error', failed);
    };
    const done = (message: Done): void => (forget(), resolve(message));
    const failed = (error: Error): void => (forget(), reject(error));
    worker.on('message', done);
    worker.on('error', failed);
    worker.postMessage(task);
  });
