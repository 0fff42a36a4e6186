import assert from 'node:assert/strict';
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { domainToUnicode } from 'node:url';

const nodesOwn = globalThis.Buffer;

// In a page these stand for Node's; here is Node to compare them with.
describe('what the API asks of Node is answered in a page as Node answers', () => {
  let page: typeof import('../../stories/support/node-crypto.ts');

  before(async () => {
    page = await import('../../stories/support/node-crypto.ts');
  });
  after(() => void (globalThis.Buffer = nodesOwn));

  it('digests, keyed ones and derived keys, around every length at which a block ends', () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 1000]) {
      const message = randomBytes(length);
      const digest = createHash('sha256').update(message).digest('hex');
      assert.equal(page.createHash('sha256').update(message).digest('hex'), digest);
      for (const size of [1, 64, 100]) {
        const key = randomBytes(size);
        const keyed = createHmac('sha256', key).update(message).digest('base64url');
        assert.equal(page.createHmac('sha256', key).update(message).digest('base64url'), keyed);
      }
    }
    const derived = (hkdf: typeof hkdfSync | typeof page.hkdfSync): number[] => [
      ...new Uint8Array(hkdf('sha256', 'a secret', 'roster', 'a purpose', 80)),
    ];
    assert.deepEqual(derived(page.hkdfSync), derived(hkdfSync));
  });

  it('names of domains in their own letters', async () => {
    const { domainToUnicode: inPage } = await import('../../stories/support/node-url.ts');
    for (const domain of [
      'bücher.example',
      'spectrа.example',
      'münchen-ost.de',
      '例え.テスト',
      'a.xn--80ak6aa92e.com',
    ]) {
      assert.equal(inPage(domain), domainToUnicode(domain));
    }
  });

  it('a seal opens as it was closed, and not when a letter of it or of what it is bound to was changed', () => {
    const [key, iv] = [page.randomBytes(32), page.randomBytes(12)];
    const seal = page.createCipheriv('aes-256-gcm', key, iv).setAAD('a question');
    const sealed = seal.update('somebody@spectra.example');
    const tag = seal.getAuthTag();
    const open = (text: string, question: string): string => {
      const opening = page.createDecipheriv('aes-256-gcm', key, iv).setAAD(question).setAuthTag(tag);
      const opened = opening.update(text).toString('utf8');
      opening.final();
      return opened;
    };
    assert.equal(open(sealed.toString('utf8'), 'a question'), 'somebody@spectra.example');
    assert.throws(() => open('somebody@spectra.examplf', 'a question'));
    assert.throws(() => open('somebody@spectra.example', 'another'));
  });
});
