import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mailboxApp } from '../../server/http/mailbox.ts';
import { defaultTemplates, makeMailbox, type InvitationMail, type ResetMail } from '../../server/mail/index.ts';
import { hostileTexts } from '../attack/hostile-texts.ts';
import { given } from '../support/given.ts';
import { givenLogin, givenSite } from '../support/site.ts';

/** The tags of a page and the names of their attributes, in their order: what a browser would make of it. */
function skeleton(html: string): string[] {
  return [...html.matchAll(/<[!?/]?([a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi)].map(
    ([, tag, attributes]) =>
      `${tag!.toLowerCase()} ${[...attributes!.matchAll(/([^\s"'=<>/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?/g)].map(([, name]) => name).join(' ')}`,
  );
}

const invitation = (text: string): InvitationMail => ({
  locale: 'en',
  portalName: text,
  organizationName: text,
  inviterName: text,
  name: text,
  email: 'bob@acme.example',
  message: text,
  link: 'https://users.acme.example/accept?token=inv_abc',
  life: '1 day',
  expiresAt: new Date('2026-11-22T20:00:00Z'),
  singleSignOn: false,
});
const reset = (text: string): ResetMail => ({
  locale: 'en',
  portalName: text,
  name: text,
  email: 'bob@acme.example',
  link: 'https://users.acme.example/reset?token=rst_abc',
  life: '1 hour',
  expiresAt: new Date('2026-11-22T20:00:00Z'),
});

describe('texts that are programs elsewhere', () => {
  it('EML-22, EML-23: stay texts in every mail, and in the page that shows mail on the machine itself', async () => {
    const [plainInvitation, plainReset] = [
      defaultTemplates.invitation(invitation('Anna')),
      defaultTemplates.reset(reset('Anna')),
    ];
    const mailbox = makeMailbox();
    const app = mailboxApp(mailbox);
    const pageOf = async (content: { subject: string; text: string; html: string }, name: string): Promise<string> => {
      await mailbox.send({
        ...content,
        from: { name, address: 'no-reply@acme.example' },
        to: { name, address: 'bob@acme.example' },
        messageId: '<1@acme.example>',
      });
      const [newest] = mailbox.mails().toSorted((a, b) => b.id - a.id);
      return (await app.request(`/dev/mail/${newest!.id}`)).text();
    };
    const plainPage = skeleton(await pageOf(plainInvitation, 'Anna'));
    for (const text of hostileTexts) {
      const [first, second] = [defaultTemplates.invitation(invitation(text)), defaultTemplates.reset(reset(text))];
      assert.deepEqual(skeleton(first.html), skeleton(plainInvitation.html), text);
      assert.deepEqual(skeleton(second.html), skeleton(plainReset.html), text);
      for (const { subject } of [first, second]) assert.doesNotMatch(subject, /[\r\n]/);
      assert.deepEqual(skeleton(await pageOf(first, text)), plainPage, text);
    }
  });

  it('EML-23: stay texts in what the pages of the server give back', async () => {
    const world = await given();
    await givenLogin(world, 'admin');
    const site = await givenSite(world, { jobs: false });
    const visitor = site.visitor();
    const plain = new Map<string, string>();
    for (const text of ['Anna', ...hostileTexts.filter((_, at) => at % 4 === 0)]) {
      const query = encodeURIComponent(text);
      for (const path of [
        `sign-in?email=${query}`,
        `sign-in?return_to=${query}`,
        `forgot?email=${query}`,
        `accept?token=${query}`,
        `reset?token=${query}`,
      ]) {
        const { html, status } = await visitor.visit(path);
        assert.ok(status < 500, `${path}: ${status}`);
        const name = path.replace(query, '');
        const bones = JSON.stringify(skeleton(html));
        if (!plain.has(name)) plain.set(name, bones);
        // A plain word may be one that is kept, which is a hidden field more.
        const kept = bones.replaceAll(',"input type name value"', '');
        assert.equal(kept, plain.get(name)!.replaceAll(',"input type name value"', ''), path);
      }
      await visitor.visit('forgot');
      const answered = await visitor.send({ email: text });
      assert.deepEqual(
        skeleton(answered.html).filter((one) => /^(script|img|svg|iframe|a href on)/.test(one)),
        [],
        text,
      );
    }
  });

  it('EML-20: begin no formula in a file that a spreadsheet opens', async () => {
    const people = Object.fromEntries(
      hostileTexts.map((name, at) => [`p${at}`, { name, email: `p${at}@default.example` }] as const),
    );
    const world = await given({ people: { ada: { roles: ['admin'] }, ...people } });
    const csv = await (await world.as('ada').request('/v1/members/export')).text();
    for (const text of hostileTexts) assert.ok(csv.includes(text.replaceAll('"', '""')), `${text} is kept`);
    const cells = [...csv.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\n]*))/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    );
    assert.ok(cells.length > hostileTexts.length * 3);
    assert.deepEqual(
      cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)),
      [],
    );
  });

  it('are found where somebody puts them into a page as they are', () => {
    const page = (text: string): string[] => skeleton(`<p title="x">${text}</p>`);
    const seen = hostileTexts.filter((text) => JSON.stringify(page(text)) !== JSON.stringify(page('Anna')));
    assert.ok(seen.length > hostileTexts.length * 0.8, `${seen.length} of ${hostileTexts.length}`);
  });
});
