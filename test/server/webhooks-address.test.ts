import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { describe, test } from 'node:test';
import { isPublicAddress, parseAddress } from '../../server/domain/webhooks/public-address.ts';
import { NotDelivered, sendWebhook } from '../../server/jobs/send-webhook.ts';
import { givenReceiver } from '../support/receiver.ts';

const message = (url: string) => ({ url, headers: { 'webhook-id': 'evt_1' }, body: '{}' });
const strict = { allowPrivate: false, patience: 1_500 };

const shut = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  '2606:4700::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
  '127.1',
  '0x7f000001',
];
const open = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2001:4860:4860::8888',
  '2606:4700:4700::1111',
  '2a00:1450:4001::1',
];

describe('where a webhook may lead', () => {
  test('of all kinds of addresses only those of the public Internet will do', () => {
    for (const address of shut) assert.equal(isPublicAddress(address), false, address);
    for (const address of open) assert.equal(isPublicAddress(address), true, address);
  });

  test('an address is read as the machine reads it, or not at all', () => {
    const texts = [
      ...shut,
      ...open,
      '1.2.3',
      '1.2.3.4.5',
      '256.1.1.1',
      '01.2.3.4',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8',
      '1::2::3',
    ];
    texts.push(
      '::1.2.3.4',
      '1:2:3:4:5:6:1.2.3.4',
      '1:2:3:4:5:6:7:1.2.3.4',
      '12345::',
      ':::',
      ':',
      '1::',
      '::2:3:4:5:6:7:8',
      'g::',
    );
    for (const text of texts.filter((one) => !one.includes('%'))) {
      assert.equal(parseAddress(text) === undefined ? 0 : parseAddress(text)!.bits === 32 ? 4 : 6, isIP(text), text);
    }
    const mapped = parseAddress('::ffff:127.0.0.1')!;
    assert.equal(mapped.value, (0xffffn << 32n) | parseAddress('127.0.0.1')!.value);
  });

  test('no address of this machine is reached, however it is written or whatever name leads there', async () => {
    const receiver = await givenReceiver();
    const { port } = new URL(receiver.url);
    try {
      for (const host of [
        '127.0.0.1',
        '2130706433',
        '0x7f000001',
        '0177.0.0.1',
        '127.1',
        '[::1]',
        '[::ffff:127.0.0.1]',
        '0',
      ]) {
        await assert.rejects(sendWebhook(message(`https://${host}:${port}/`), strict), /private network/, host);
      }
      await assert.rejects(sendWebhook(message(`https://localhost:${port}/`), strict), /private network/);
      for (const found of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::ffff:127.0.0.1'], ['10.1.1.1']]) {
        const resolve = async () => found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
        await assert.rejects(
          sendWebhook(message(`https://hooks.example:${port}/`), { ...strict, resolve }),
          /private network/,
          String(found),
        );
      }
      await assert.rejects(sendWebhook(message(receiver.url), strict), /not one of https/);
      assert.equal(receiver.received.length, 0);
    } finally {
      await receiver.close();
    }
  });

  test('a name is asked for once, and the connection goes to the address that was judged', async () => {
    const receiver = await givenReceiver();
    const { port } = new URL(receiver.url);
    let asked = 0;
    // Harmless the first time, this machine ever after; and the name itself leads nowhere.
    const rebinding = async () => [{ address: ++asked === 1 ? '192.0.2.200' : '127.0.0.1', family: 4 }];
    try {
      const url = `http://rebinding.invalid:${port}/`;
      const sent = sendWebhook(message(url), { allowPrivate: true, patience: 400, resolve: rebinding });
      await assert.rejects(sent, NotDelivered);
      assert.equal(asked, 1);
      assert.equal(receiver.received.length, 0);
      await sendWebhook(message(url), { allowPrivate: true, patience: 2_000, resolve: rebinding });
      assert.equal(
        receiver.received[0]?.headers.host,
        `rebinding.invalid:${port}`,
        'the name is still what is asked for',
      );
    } finally {
      await receiver.close();
    }
  });

  test('an unknown name is told as one', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    await assert.rejects(
      sendWebhook(message('https://nowhere.example/'), { ...strict, resolve }),
      /name is not known \(ENOTFOUND\)/,
    );
  });
});
