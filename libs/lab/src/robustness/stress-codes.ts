/** Every stress of a robustness test; the screen has a sentence for each. */
export const STRESS_CODES = ['parameter', 'parameters', 'noise', 'costs', 'latency', 'period', 'instrument'] as const;
export type StressCode = (typeof STRESS_CODES)[number];
