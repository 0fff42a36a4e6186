/** Hands a file to the browser, as if a link to it had been followed. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has begun to read it by then; until the page is left it would be kept in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
