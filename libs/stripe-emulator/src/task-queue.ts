/** Something that happens by itself at a time. */
export type Task = { readonly dueMs: number; readonly order: number; readonly run: () => void };

/** What is due when, earliest first; of two at the same time, the one planned first. */
export type TaskQueue = { readonly heap: Task[]; planned: number };

/** A queue of nothing. */
export const emptyTaskQueue = (): TaskQueue => ({ heap: [], planned: 0 });

/** Plans something. */
export function plan(queue: TaskQueue, dueMs: number, run: () => void): void {
  const { heap } = queue;
  let place = heap.push({ dueMs, order: queue.planned++, run }) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (isBefore(heap[parent]!, heap[place]!)) return;
    swap(heap, parent, place);
    place = parent;
  }
}

/** Takes the earliest task, if it is due at `nowMs`. */
export function takeDue(queue: TaskQueue, nowMs: number): Task | undefined {
  const { heap } = queue;
  const first = heap[0];
  if (first === undefined || first.dueMs > nowMs) return undefined;
  const last = heap.pop()!;
  if (heap.length > 0) {
    heap[0] = last;
    sink(heap);
  }
  return first;
}

function sink(heap: Task[]): void {
  for (let place = 0; ;) {
    const left = 2 * place + 1;
    const right = left + 1;
    let least = place;
    if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left;
    if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right;
    if (least === place) return;
    swap(heap, place, least);
    place = least;
  }
}

const isBefore = (a: Task, b: Task): boolean => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);

function swap(heap: Task[], a: number, b: number): void {
  [heap[a], heap[b]] = [heap[b]!, heap[a]!];
}
