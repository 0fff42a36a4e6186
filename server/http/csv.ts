/** What a spreadsheet takes for the beginning of a formula, also after spaces, and in its full-width form. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** Tells spreadsheets that what follows is UTF-8. */
export const byteOrderMark = '\ufeff';

/**
 * A line of RFC 4180, every cell in quotes. A cell that a spreadsheet would calculate begins with an apostrophe, which
 * makes it a text (OWASP, CSV injection).
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quoted(cell ?? '')).join(',')}\r\n`;
}

function quoted(cell: string): string {
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}
