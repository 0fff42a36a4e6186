import { backendsOf } from './backends.ts';

/** What was done to the server. */
export interface Blows {
  /** Backends told to go, as an operator or a failover does. */
  killed: number;
  /** Backends that stopped answering without closing anything, as behind a broken network. */
  frozen: number;
  /** Crashes of one backend, after which the server restarts all of them at once. */
  restarts: number;
}

const freezeFor = 3_000;

/** Strikes at random backends of a role until it is told to stop. */
export function attack(postmaster: number, role: string): { stop(): Promise<Blows> } {
  const blows: Blows = { killed: 0, frozen: 0, restarts: 0 };
  const thaws = new Set<() => void>();
  let stopped = false;

  const strike = (signal: NodeJS.Signals): number | undefined => {
    const pids = backendsOf(postmaster, role);
    const pid = pids[Math.floor(Math.random() * pids.length)];
    try {
      if (pid) process.kill(pid, signal);
    } catch {
      return undefined; // it has just ended
    }
    return pid;
  };
  const freeze = (): void => {
    const pid = strike('SIGSTOP');
    if (!pid) return;
    blows.frozen++;
    const thaw = (): void => {
      clearTimeout(timer);
      thaws.delete(thaw);
      try {
        process.kill(pid, 'SIGCONT');
      } catch {
        // a restart has ended it
      }
    };
    const timer = setTimeout(thaw, freezeFor);
    thaws.add(thaw);
  };
  const fire = async (): Promise<void> => {
    for (let blow = 1; !stopped; blow++) {
      await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 120));
      if (blow % 30 === 0) blows.restarts += strike('SIGKILL') ? 1 : 0;
      else if (blow % 9 === 0) freeze();
      else blows.killed += strike('SIGTERM') ? 1 : 0;
    }
  };
  const firing = fire();
  return {
    async stop() {
      stopped = true;
      await firing;
      for (const thaw of [...thaws]) thaw();
      return blows;
    },
  };
}
