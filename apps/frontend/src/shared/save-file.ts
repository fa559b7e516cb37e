const KEPT_MS = 30_000;

/** Gives the browser a file to keep. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // a browser may begin to read only after this turn
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
