import { Worker } from 'node:worker_threads';
import { AppError } from '@orbiquant/kernel';
import { failedTrial, type Problem, type Trial } from '@orbiquant/lab';
import type { ParameterValues } from '@orbiquant/quant';
import type { FromWorker, ToWorker } from './messages.ts';
import { shareProblem } from './share-problem.ts';

/** Threads that evaluate parameter sets. */
export interface EvaluationPool {
  readonly workers: number;
  /** The trials of `sets`, in their order, whoever evaluated them. @throws AppError `conflict` when the pool is closed meanwhile */
  evaluateBatch(problem: Problem, sets: readonly ParameterValues[]): Promise<Trial[]>;
  close(): Promise<void>;
}

/** Sets that go out at once: few enough that no worker waits for another at the end. */
const CHUNK = 8;
/** A chunk that has ended this many workers is given up. */
const ATTEMPTS_MAX = 2;

type Chunk = { id: number; key: number; from: number; sets: readonly ParameterValues[]; attempts: number };
type Batch = { trials: Trial[]; left: number; done: () => void; fail: (error: AppError) => void };
type Thread = { worker: Worker; knows: Set<number>; busy: Chunk | null };

/** Opens a pool of `size` threads; they are started with the first batch. */
export function evaluationPool(size: number): EvaluationPool {
  return new Pool(size);
}

class Pool implements EvaluationPool {
  readonly workers: number;
  private readonly threads: Thread[] = [];
  private readonly waiting: Chunk[] = [];
  private readonly batches = new Map<number, Batch>();
  private readonly keys = new WeakMap<Problem, number>();
  /** Problems by their number, in shared memory. */
  private readonly shared = new Map<number, Problem>();
  private next = 1;
  private closed = false;

  constructor(workers: number) {
    this.workers = workers;
  }

  evaluateBatch(problem: Problem, sets: readonly ParameterValues[]): Promise<Trial[]> {
    if (sets.length === 0) return Promise.resolve([]);
    const batch = this.next++;
    const key = this.keyOf(problem);
    const trials = new Array<Trial>(sets.length);
    return new Promise((resolve, reject) => {
      this.batches.set(batch, { trials, left: sets.length, done: () => resolve(trials), fail: reject });
      for (let from = 0; from < sets.length; from += CHUNK)
        this.waiting.push({ id: batch, key, from, sets: sets.slice(from, from + CHUNK), attempts: 0 });
      while (this.threads.length < this.workers) this.threads.push(this.startThread());
      for (const thread of this.threads) this.feed(thread);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const closed = new AppError('conflict', 'The pool was closed');
    for (const { fail } of this.batches.values()) fail(closed);
    this.batches.clear();
    this.waiting.length = 0;
    await Promise.all(this.threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  /** A problem is shared and told to each worker once, under a number. The newest few are remembered. */
  private keyOf(problem: Problem): number {
    const known = this.keys.get(problem);
    if (known !== undefined && this.shared.has(known)) return known;
    const key = this.next++;
    this.keys.set(problem, key);
    this.shared.set(key, shareProblem(problem));
    if (this.shared.size > PROBLEMS_KEPT)
      this.forget([...this.shared.keys()].find((old) => old !== key && !this.isUsed(old)));
    return key;
  }

  private isUsed(key: number): boolean {
    return this.waiting.some((chunk) => chunk.key === key) || this.threads.some(({ busy }) => busy?.key === key);
  }

  private forget(key: number | undefined): void {
    if (key === undefined) return;
    this.shared.delete(key);
    for (const { worker, knows } of this.threads)
      if (knows.delete(key)) worker.postMessage({ kind: 'forget', key } satisfies ToWorker);
  }

  private startThread(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    const thread: Thread = { worker, knows: new Set(), busy: null };
    worker.unref();
    worker.on('message', (answer: FromWorker) => this.take(thread, answer));
    worker.on('error', (error) => this.lose(thread, error.message));
    worker.on('exit', () => this.lose(thread, 'the worker ended'));
    return thread;
  }

  private feed(thread: Thread): void {
    const chunk = thread.busy ? undefined : this.waiting.shift();
    if (!chunk) return;
    if (!thread.knows.has(chunk.key)) {
      thread.knows.add(chunk.key);
      const problem = this.shared.get(chunk.key)!;
      thread.worker.postMessage({ kind: 'problem', key: chunk.key, problem } satisfies ToWorker);
    }
    thread.busy = chunk;
    chunk.attempts += 1;
    thread.worker.ref();
    const message: ToWorker = { kind: 'chunk', key: chunk.key, chunk: chunk.from, sets: chunk.sets };
    thread.worker.postMessage(message);
  }

  private take(thread: Thread, { trials }: FromWorker): void {
    const chunk = thread.busy;
    thread.busy = null;
    thread.worker.unref();
    if (chunk) this.store(chunk, trials);
    this.feed(thread);
  }

  private store({ id, from }: Chunk, trials: readonly Trial[]): void {
    const batch = this.batches.get(id);
    if (!batch) return;
    trials.forEach((trial, k) => (batch.trials[from + k] = trial));
    batch.left -= trials.length;
    if (batch.left > 0) return;
    this.batches.delete(id);
    batch.done();
  }

  /** A worker that died is replaced; its chunk is tried again, or its sets become failed trials. */
  private lose(thread: Thread, why: string): void {
    const at = this.threads.indexOf(thread);
    if (this.closed || at < 0) return;
    this.threads[at] = this.startThread();
    const chunk = thread.busy;
    if (chunk && chunk.attempts < ATTEMPTS_MAX) this.waiting.unshift(chunk);
    else if (chunk)
      this.store(
        chunk,
        chunk.sets.map((parameters) => this.failed(chunk, parameters, why)),
      );
    for (const one of this.threads) this.feed(one);
  }

  private failed({ key }: Chunk, parameters: ParameterValues, why: string): Trial {
    return failedTrial(this.shared.get(key)!, parameters, { code: 'worker-lost', message: why });
  }
}

/** Problems that stay shared for the next batch. */
const PROBLEMS_KEPT = 8;
