import assert from 'node:assert/strict';
import net from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { after, describe, it } from 'node:test';
import { serve, type Serving } from '../../server/serve.ts';
import { given } from '../support/given.ts';

const open: net.Socket[] = [];
const serving: Serving[] = [];
after(async () => {
  for (const socket of open) socket.destroy();
  await Promise.all(serving.map((one) => one.stop()));
});

/** A world behind the very server that `roster serve` starts. */
async function served() {
  const world = await given({ preset: 'default' });
  const server = await serve(world.app, { host: '127.0.0.1', port: 0 });
  serving.push(server);
  const token = await world.token('admin');
  const ask = (): Promise<number> =>
    fetch(`http://127.0.0.1:${server.port}/roster/v1/capabilities`, {
      headers: { authorization: `Bearer ${token}`, connection: 'close' },
    }).then(async (response) => {
      await response.text();
      return response.status;
    });
  const connect = (): Promise<net.Socket> =>
    new Promise((resolve, reject) => {
      const socket = net.connect(server.port, '127.0.0.1', () => resolve(socket));
      socket.on('error', reject);
      open.push(socket);
    });
  return { world, ask, connect, token };
}

describe('requests that are meant to keep the server busy', () => {
  it('INP-09 a hundred preflights with fifteen kilobytes of blanks cost it nothing', async () => {
    const { connect } = await served();
    const blanks = ' \t'.repeat(7_500);
    for (const name of [
      'Access-Control-Request-Headers',
      'Access-Control-Request-Method',
      'Origin',
      'If-None-Match',
      'Authorization',
      'Content-Type',
    ]) {
      const socket = await connect();
      const answers = new Promise<number>((resolve) => {
        let text = '';
        socket.setEncoding('latin1').on('data', (piece: string) => {
          text += piece;
          const count = text.split('HTTP/1.1 ').length - 1;
          if (count >= 100) resolve(count);
        });
        socket.on('close', () => resolve(text.split('HTTP/1.1 ').length - 1));
      });
      const lag = monitorEventLoopDelay({ resolution: 5 });
      lag.enable();
      for (let i = 0; i < 100; i++) {
        socket.write(`OPTIONS /roster/v1/members HTTP/1.1\r\nHost: localhost\r\n${name}: x${blanks}y\r\n\r\n`);
        await new Promise((resolve) => setImmediate(resolve));
      }
      assert.equal(await answers, 100, name);
      lag.disable();
      // Between two turns of the loop, as a median: the machine itself may pause a single one.
      assert.ok(lag.percentile(50) / 1e6 < 50, `${name}: ${lag.percentile(50) / 1e6} ms`);
      socket.destroy();
    }
  });

  it('INP-11 five hundred that send a letter a second keep nobody waiting, and are cut off within thirty seconds', async () => {
    const { ask, connect, token } = await served();
    const sockets = await Promise.all(Array.from({ length: 500 }, connect));
    const began = performance.now();
    let closed = 0;
    let last = 0;
    for (const socket of sockets) {
      socket.on('close', () => {
        closed++;
        last = performance.now() - began;
      });
      socket.on('error', () => {});
      socket.resume();
    }
    const head = `POST /roster/v1/keys HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`;
    const drip = setInterval(() => {
      sockets.forEach((socket, i) => {
        // Half of them never finish the header, half never the body.
        if (!socket.destroyed && socket.writable) socket.write(i % 2 ? 'x' : ' ');
      });
    }, 1_000);
    sockets.forEach((socket, i) => socket.write(i % 2 ? 'GET /roster/v1/members HTTP/1.1\r\nX-Slow: ' : head));
    try {
      for (let i = 0; i < 20; i++) {
        const start = performance.now();
        assert.equal(await ask(), 200);
        assert.ok(performance.now() - start < 2_000, 'somebody else is served meanwhile');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      for (let i = 0; i < 300 && closed < 500; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      clearInterval(drip);
    }
    assert.equal(closed, 500);
    assert.ok(last < 30_000, `the last one after ${last} ms`);
    assert.equal(await ask(), 200);
  });
});
