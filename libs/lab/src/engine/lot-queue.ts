/** Columns of a lot. */
export const LOT_ORDER = 0;
export const LOT_QUANTITY = 1;
/** Sum of price x quantity of what is left, quote units. */
export const LOT_PAID = 2;
export const LOT_FEES = 3;
export const LOT_BAR = 4;
export const LOT_MS = 5;
const WIDTH = 6;

/** What is held of one instrument, by the order that bought it, oldest first. */
export class LotQueue {
  cells = new Float64Array(WIDTH * 16);
  head = 0;
  private end = 0;

  get isEmpty(): boolean {
    return this.head === this.end;
  }

  /** Offset of the newest lot; only when not empty. */
  get last(): number {
    return this.end - WIDTH;
  }

  add(): number {
    if (this.end === this.cells.length) this.makeRoom();
    const offset = this.end;
    this.end += WIDTH;
    return offset;
  }

  dropHead(): void {
    this.head += WIDTH;
    if (this.head === this.end) this.head = this.end = 0;
  }

  private makeRoom(): void {
    const held = this.cells.subarray(this.head, this.end);
    const room = held.length * 2 > this.cells.length ? new Float64Array(this.cells.length * 2) : this.cells.slice();
    room.set(held);
    this.cells = room;
    this.end = held.length;
    this.head = 0;
  }
}
