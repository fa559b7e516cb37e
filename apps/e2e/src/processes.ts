import { execFileSync } from 'node:child_process';
import { createConnection } from 'node:net';

/** A process as the machine lists it. */
export type Listed = { pid: number; parent: number; command: string };

/** Every process of the machine. */
export function processes(): Listed[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // a zombie has ended; only its parent has not looked yet
    return pid && parent && command && !state?.startsWith('Z')
      ? [{ pid: Number(pid), parent: Number(parent), command }]
      : [];
  });
}

/** A process and all that came from it. */
export function familyOf(pid: number): Listed[] {
  const all = processes();
  const family = all.filter((one) => one.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
}

/** Those of the given processes that are still there, under the same command. */
export const survivorsOf = (given: readonly Listed[]): Listed[] =>
  processes().filter(({ pid, command }) => given.some((one) => one.pid === pid && one.command === command));

/** Whether anybody listens. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
