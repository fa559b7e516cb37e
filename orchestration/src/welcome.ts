import { SERVICES } from './manifest.ts';
import type { Installation } from './service-env.ts';

/** What a newcomer needs to know once everything runs. */
export function welcome(
  { options, secrets, adminUrl }: Installation,
  { external, tookMs }: { external: boolean; tookMs: number },
): string {
  const at = (port: number): string => `http://127.0.0.1:${port + options.portOffset}`;
  const market = options.replay.length > 0 ? `replay of ${options.replay.length} file(s)` : 'synthetic market, seeded';
  const lines = [
    '',
    `OrbiQuant IA is ready after ${(tookMs / 1000).toFixed(1)} s: open ${at(3080)}`,
    '',
    '  Demo sign-ins (demo data, nothing here is real money)',
    `    investor  demo@orbiquant.example      ${secrets.demo.investorPassword}`,
    `    operator  operator@orbiquant.example  ${secrets.demo.operatorPassword}`,
    '',
    ...SERVICES.map(({ name, port, purpose }) => `  ${name.padEnd(15)} ${at(port)}  ${purpose}`),
    '',
    `  Market: ${market}${options.speed === null ? '' : ` at ${options.speed}x`}. Database: ${external ? 'external' : `embedded, ${new URL(adminUrl).host}, data in ${options.stateFolder}`}.`,
    '  Stop with Ctrl-C, or with npm stop when detached.',
    '',
  ];
  return lines.join('\n');
}
