/** A command ends here; the message is a sentence for whoever typed it. */
export class CommandFailed extends Error {
  override name = 'CommandFailed';
  /** 1 for what went wrong, 2 for what was asked or configured wrongly. */
  readonly status: 1 | 2;
  constructor(message: string, status: 1 | 2 = 1) {
    super(message);
    this.status = status;
  }
}
