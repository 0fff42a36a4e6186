/**
 * Lets so many go on in one round of the event loop and the others in the rounds after it, in the order in which they came, so
 * that a crowd of one moment never holds up everybody else for longer than those few take.
 * @param eachRound how many
 */
export function makePace(eachRound: number): () => Promise<void> {
  const line: (() => void)[] = [];
  let gone = 0;
  const round = (): void => {
    const next = line.splice(0, eachRound);
    gone = next.length;
    if (gone > 0) setImmediate(round);
    for (const go of next) go();
  };
  return () => {
    if (gone === 0) setImmediate(round);
    if (gone < eachRound) {
      gone++;
      return Promise.resolve();
    }
    return new Promise((resolve) => line.push(resolve));
  };
}
