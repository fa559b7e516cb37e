declare module 'quadprog' {
  /** Matrix, vector, constraints by column, their right sides, and how many of them are equalities; arrays start at index 1. */
  type Problem = [dmat: number[][], dvec: number[], amat: number[][], bvec: number[], meq: number];
  export function solveQP(...problem: Problem): { solution: number[]; message: string };
}
