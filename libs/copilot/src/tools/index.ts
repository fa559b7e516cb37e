import { marketAnalysis } from './market-analysis.ts';
import { technicalIndicators } from './technical-indicators.ts';
import type { Tool } from './tool.ts';
import { volatilityAnalyzer } from './volatility-analyzer.ts';

export type { Figures, Tool, ToolContext, Unit } from './tool.ts';

/** Every tool of the copilot. */
export const TOOLS: readonly Tool[] = [marketAnalysis, technicalIndicators, volatilityAnalyzer];

/** A tool by its name. */
export const toolNamed = (name: string): Tool | null => TOOLS.find((candidate) => candidate.name === name) ?? null;
