/**
 * A growing table of numbers: one Float64Array, one row after the other, so that a million rows are one object to the
 * garbage collector. `add` gives the offset of a fresh row of zeros; a column is read as `cells[offset + COLUMN]`.
 */
export class RowTable {
  readonly width: number;
  cells: Float64Array;
  rows = 0;

  constructor(width: number, capacity = 64) {
    this.width = width;
    this.cells = new Float64Array(width * capacity);
  }

  add(): number {
    const offset = this.rows * this.width;
    if (offset === this.cells.length) this.grow();
    this.rows++;
    return offset;
  }

  private grow(): void {
    const wider = new Float64Array(this.cells.length * 2);
    wider.set(this.cells);
    this.cells = wider;
  }
}
