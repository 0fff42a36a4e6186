/** What is selected: things by id, kept over pages, or all that match with exceptions. */
export class Selection<Item extends { id: string }> {
  readonly #onChange: () => void;
  /** Chosen ones, or with `all` the ones left out. By id, as last seen; `undefined` where only the id is known. */
  #marked = new Map<string, Item | undefined>();
  all = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get ids(): string[] {
    return this.all ? [] : [...this.#marked.keys()];
  }

  get items(): (Item | undefined)[] {
    return this.all ? [] : [...this.#marked.values()];
  }

  has(id: string): boolean {
    return this.#marked.has(id) !== this.all;
  }

  count(total: number): number {
    return this.all ? Math.max(0, total - this.#marked.size) : this.#marked.size;
  }

  set(items: readonly Item[], selected: boolean): void {
    for (const item of items) {
      if (selected !== this.all) this.#marked.set(item.id, item);
      else this.#marked.delete(item.id);
    }
    this.#onChange();
  }

  setIds(ids: readonly string[]): void {
    this.all = false;
    this.#marked = new Map(ids.map((id) => [id, this.#marked.get(id)]));
    this.#onChange();
  }

  setAll(): void {
    this.all = true;
    this.#marked.clear();
    this.#onChange();
  }

  /** True when there was anything to clear. */
  clear(): boolean {
    const had = this.all || this.#marked.size > 0;
    this.all = false;
    this.#marked.clear();
    if (had) this.#onChange();
    return had;
  }

  /** Takes newer versions of items that were selected earlier. */
  see(items: readonly Item[]): void {
    for (const item of items) if (this.#marked.has(item.id)) this.#marked.set(item.id, item);
  }
}
