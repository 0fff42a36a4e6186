/** What a page with ours costs: its first rows, and the work in it afterwards. */
import type { BenchServer } from '../database.ts';
import type { PeerPackages } from '../peer.ts';
import type { Row } from '../print.ts';
import { say, type Side } from '../side.ts';
import { firstRows, others } from './first-rows.ts';
import { startPageSite } from './site.ts';
import { openBrowser } from './visit.ts';
import { workInPage } from './work.ts';

/** @param packages the peer's server, without which its widget has nobody to show */
export async function inPages(
  bench: BenchServer,
  side: Side,
  packages: PeerPackages | undefined,
  { rounds, changes }: { rounds: number; changes: number },
): Promise<Row[]> {
  const site = await startPageSite(side);
  const peer = await packages?.start(bench, 50);
  const browser = await openBrowser();
  try {
    if (peer) site.answerPeer(peer);
    const published = (await others()).filter(({ name }) => peer !== undefined || name !== 'better-auth-ui');
    say(`Chromium ${browser.version()}`);
    return [
      ...(await firstRows(browser, site, published, rounds)),
      ...(await workInPage(browser, site, rounds, changes)),
    ];
  } finally {
    await browser.close();
    await Promise.all([site.close(), peer?.stop()]);
  }
}
