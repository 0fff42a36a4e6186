import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & Element;

interface Watch {
  observer: MutationObserver;
  hosts: Set<Host>;
}

/** One observer for each document or shadow root that any element stands in, for as long as one does. */
const watches = new Map<Node, Watch>();

/** Draws an element anew when the page changes the language of anything around it, past shadow roots. */
export class LanguageWatch implements ReactiveController {
  readonly #host: Host;
  readonly #roots: Node[] = [];

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.hostDisconnected();
    for (let node: Element | undefined = this.#host; node;) {
      const root: Node = node.getRootNode();
      this.#roots.push(root);
      watchOf(root).hosts.add(this.#host);
      node = root instanceof ShadowRoot ? root.host : undefined;
    }
  }

  hostDisconnected(): void {
    for (const root of this.#roots.splice(0)) {
      const watch = watches.get(root);
      watch?.hosts.delete(this.#host);
      if (!watch || watch.hosts.size > 0) continue;
      watch.observer.disconnect();
      watches.delete(root);
    }
  }
}

function watchOf(root: Node): Watch {
  let watch = watches.get(root);
  if (!watch) {
    const hosts = new Set<Host>();
    const observer = new MutationObserver(() => {
      for (const host of hosts) host.requestUpdate();
    });
    observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
    watches.set(root, (watch = { observer, hosts }));
  }
  return watch;
}
