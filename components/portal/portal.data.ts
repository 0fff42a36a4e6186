import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Capabilities, GroupId, Portal } from '../../server/contract/index.ts';
import { capabilitiesOf } from '../controllers/connection.ts';
import { troubleOf, type Trouble } from '../controllers/trouble.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source, SourceError } from '../source/source.ts';

interface NamedGroup {
  id: GroupId;
  name: string;
}

/** What the frame around the sections draws from: who asks, the groups there are, and those one belongs to. */
export class PortalData implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #source: Source | undefined;
  #leaving = new AbortController();
  capabilities: Capabilities | undefined;
  error: SourceError | undefined;
  groups: readonly NamedGroup[] = [];
  groupTotal = 0;
  own: readonly NamedGroup[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get trouble(): Trouble | undefined {
    return this.error && troubleOf(this.error);
  }

  get portal(): Portal | undefined {
    return this.capabilities?.portal;
  }

  use(source: Source | undefined): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#source = source;
    this.capabilities = this.error = undefined;
    this.groups = this.own = [];
    this.#host.requestUpdate();
    if (source) void this.#start(source);
  }

  hostDisconnected(): void {
    this.use(undefined);
  }

  readonly failed = (cause: unknown): void => {
    this.error = toSourceError(cause);
    this.#host.requestUpdate();
  };

  async #start(source: Source): Promise<void> {
    const { signal } = this.#leaving;
    try {
      const capabilities = await capabilitiesOf(source);
      if (signal.aborted) return;
      this.capabilities = capabilities;
      this.#host.requestUpdate();
    } catch (cause) {
      if (!signal.aborted) this.failed(cause);
      return;
    }
    // Groups that others make, rename or join are there without being asked for.
    source.events?.(({ type }) => {
      if (type === 'resync' || type.startsWith('group.')) void this.listGroups();
    }, signal);
    await this.listGroups();
  }

  /** Asks for the groups again. Without them the sidebar simply names none. */
  async listGroups(): Promise<void> {
    const source = this.#source;
    const { signal } = this.#leaving;
    const { caller, portal } = this.capabilities ?? {};
    if (!source || !caller || !portal?.actions.includes('groups')) return;
    const [list, self] = await Promise.all([
      caller.can['group:read'] === true
        ? source.groups({ sort: 'name', limit: 25 }, { signal }).catch(() => undefined)
        : undefined,
      caller.member ? source.member(caller.member, { signal }).catch(() => undefined) : undefined,
    ]);
    if (signal.aborted) return;
    this.groups = list?.items ?? [];
    this.groupTotal = list?.total ?? 0;
    this.own = (self?.member.groups ?? [])
      .map((id) => ({ id, name: self?.names[id] ?? id }))
      .sort((one, other) => one.name.localeCompare(other.name));
    this.#host.requestUpdate();
  }
}
