/** One line on the terminal that says how far a command is; silent where nobody looks. */
export type ProgressBar = { show(text: string): void; end(): void };

export function progressBar(label: string, out: NodeJS.WriteStream = process.stderr): ProgressBar {
  if (!out.isTTY) return { show: () => undefined, end: () => undefined };
  return {
    show: (text) => void out.write(`\r\u001b[K${label}  ${text}`),
    end: () => void out.write('\n'),
  };
}
