const ends = new Set<() => void>();
process.once('exit', () => ends.forEach((end) => end()));

/** Runs when this process ends, however it ends: nothing of a run is left behind. Answers what takes it back. */
export function atExit(end: () => void): () => void {
  ends.add(end);
  return () => void ends.delete(end);
}
