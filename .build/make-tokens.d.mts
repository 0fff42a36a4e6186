/** @param words what each variable is for, by its whole name */
export function makeTokens(words: Map<string, string>, options?: { out?: string }): void;
