/** Up to a fifth more or less, so that processes that began together do not go on asking together. */
export function jittered(milliseconds: number): number {
  return milliseconds * (0.8 + Math.random() * 0.4);
}
