import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languages } from '../../server/contract/index.ts';
import { mailboxApp } from '../../server/http/mailbox.ts';
import {
  defaultTemplates,
  makeMailbox,
  MailRefused,
  smtpMailer,
  type InvitationMail,
  type OutgoingMail,
} from '../../server/mail/index.ts';
import { durationInWords } from '../../server/mail/words.ts';
import { givenSmtp, type GivenSmtp } from '../support/smtp.ts';

const invitation: InvitationMail = {
  locale: 'en',
  portalName: 'Optra Portal',
  organizationName: 'Acme',
  inviterName: 'Ada Lovelace',
  name: 'Bob',
  email: 'bob@acme.example',
  message: 'See you on Monday.\nAda',
  link: 'https://users.acme.example/accept?token=inv_abc',
  life: '1 day',
  expiresAt: new Date('2026-11-22T20:00:00Z'),
  singleSignOn: false,
};

const outgoing = (change: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: { name: 'Optra Portal', address: 'no-reply@acme.example' },
  to: { name: 'Bob', address: 'bob@acme.example' },
  messageId: '<1@acme.example>',
  ...defaultTemplates.invitation(invitation),
  ...change,
});

async function overSmtp(
  change: Partial<OutgoingMail>,
  look: (smtp: GivenSmtp, error: unknown) => void | Promise<void>,
): Promise<void> {
  const smtp = await givenSmtp();
  const mailer = smtpMailer({ url: smtp.url });
  try {
    const error: unknown = await mailer.send(outgoing(change)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    await look(smtp, error);
  } finally {
    await mailer.close();
    await smtp.close();
  }
}

describe('the invitation a person reads', () => {
  it('O-03 is titled after the portal and has one Accept Invitation button, in HTML and in text', () => {
    const { subject, html, text } = defaultTemplates.invitation(invitation);
    assert.equal(subject, "You've been invited to the Optra Portal");
    const buttons = html.match(/<a [^>]*>Accept Invitation<\/a>/g) ?? [];
    assert.equal(buttons.length, 1);
    assert.ok(buttons[0]?.includes(`href="${invitation.link}"`));
    for (const part of [html, text]) {
      for (const words of ['Ada Lovelace', 'Acme', '1 day', 'See you on Monday.', invitation.link, '22 November 2026'])
        assert.ok(part.includes(words), words);
    }
    assert.ok(!/<(img|link|script)\b|url\(/.test(html), 'nothing is fetched when the mail is opened');
  });

  it('does not say "the the" where the portal is called The Directory', () => {
    const { subject } = defaultTemplates.invitation({ ...invitation, portalName: 'The Directory' });
    assert.equal(subject, "You've been invited to The Directory");
  });

  it('I-04 tells to create a password, and with single sign-on never speaks of one', () => {
    const own = defaultTemplates.invitation(invitation);
    const single = defaultTemplates.invitation({ ...invitation, singleSignOn: true });
    for (const part of [own.html, own.text]) assert.match(part, /create your password/);
    for (const part of [single.html, single.text]) {
      assert.match(part, /single sign-on|single sign&#45;on/);
      assert.doesNotMatch(part, /password/i);
    }
  });

  it('EML-22 escapes names in HTML and lets no name become a link', () => {
    const mail = defaultTemplates.invitation({
      ...invitation,
      organizationName: 'Org<a href="https://evil.example">x</a>',
      inviterName: 'Visit evil.com now or https://evil.com/x or mail me@evil.com',
      name: '<script>alert(1)</script>',
      message: '<img src=x onerror=alert(1)> www.evil.com',
    });
    assert.doesNotMatch(mail.html, /<script|<img|<a href="https:\/\/evil/);
    for (const part of [mail.html, mail.text]) assert.doesNotMatch(part, /evil\.(com|example)|@evil|https:\/\/evil/);
    assert.equal((mail.html.match(/<a /g) ?? []).length, 2, 'the button, and its address below it');
  });

  it('greets people by their names as they are spoken, also where a directory turned them around', () => {
    const names = {
      'Ada Lovelace': 'Hello Ada Lovelace,',
      'Doe, Jane': 'Hello Jane Doe,',
      'van der Berg , Anna Maria': 'Hello Anna Maria van der Berg,',
      'Martin King, Jr.': 'Hello Martin King,',
      'Doe, Jane, MD': 'Hello Jane Doe,',
      'One, Two, Three': 'Hello One, Two, Three,',
      ',': 'Hello,',
    };
    for (const [name, greeting] of Object.entries(names)) {
      for (const kind of ['invitation', 'reset'] as const)
        assert.equal(defaultTemplates[kind]({ ...invitation, name }).text.split('\n')[0], greeting);
    }
    assert.equal(defaultTemplates.reset({ ...invitation, name: null }).text.split('\n')[0], 'Hello,');
  });

  it('reads it in the organization’s language, written the way that language is, and in English where it is none of ours', () => {
    const read = (locale: string, kind: 'invitation' | 'reset') =>
      defaultTemplates[kind]({ ...invitation, name: null, inviterName: null, message: null, locale });
    const english = new Set(
      (['invitation', 'reset'] as const).flatMap((kind) => {
        const { subject, text } = read('en', kind);
        return [subject, ...text.split('\n')].filter((line) => /\s/.test(line));
      }),
    );
    for (const kind of ['invitation', 'reset'] as const) {
      for (const language of languages.filter((one) => one !== 'en')) {
        const { subject, text, html } = read(language, kind);
        for (const line of [subject, ...text.split('\n')]) assert.ok(!english.has(line), `${language}: ${line}`);
        assert.ok(html.includes(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`));
        for (const part of [html, text]) {
          assert.ok(part.includes(invitation.link), language);
          assert.doesNotMatch(part, /undefined|\[object/);
        }
        assert.ok(subject.includes('Optra Portal') && text.includes('bob@acme.example'));
        assert.doesNotMatch(html, /The button|password|Hello|Invitation</);
      }
      assert.deepEqual(read('de-CH', kind), read('de', kind));
      assert.deepEqual(read('it', kind), read('en', kind));
    }
    assert.equal(read('de', 'invitation').subject, 'Ihre Einladung: Optra Portal');
    assert.match(read('fr', 'invitation').text, /dimanche 22 novembre 2026 à 20:00 UTC/);
  });

  it('says how long it works in that language, with the forms that its grammar has', () => {
    const day = 86_400_000;
    const said = (locale: string): string[] =>
      [day, 2 * day, 36 * 3_600_000].map((one) => durationInWords(one, locale));
    assert.deepEqual(said('en'), ['1 day', '2 days', '36 hours']);
    assert.deepEqual(said('de-AT'), ['1 Tag', '2 Tage', '36 Stunden']);
    assert.deepEqual(said('ar').slice(0, 2), ['يوم', 'يومان']);
    assert.deepEqual(said('it'), said('en'), 'as the rest of the mail');
  });

  it('names the address of its reader so that it can be copied', () => {
    for (const kind of ['invitation', 'reset'] as const) {
      const { text, html } = defaultTemplates[kind]({ ...invitation, inviterName: 'Ada', organizationName: 'Acme' });
      assert.ok(text.includes('bob@acme.example'), text);
      assert.ok(!text.includes('\u200b'));
      assert.ok(!html.includes('bob@acme.example'), 'in HTML it becomes no link');
    }
  });
});

describe('what reaches the mail server', () => {
  it('EML-01 refuses line breaks in names, addresses and subject, and nothing is sent', async () => {
    const { to } = outgoing();
    for (const change of [
      { subject: 'Hi\r\nBcc: all@x.org' },
      { to: { ...to, name: 'Bob\r\nBcc: all@x.org' } },
      { to: { ...to, name: 'Bob\u0000' } },
      { to: { ...to, address: 'bob@acme.example\r\nRCPT TO:<eve@x.org>' } },
      { from: { name: 'A\nB', address: 'no-reply@acme.example' } },
      { messageId: '<1@x>\r\nX-Evil: 1' },
    ]) {
      await overSmtp(change, (smtp, error) => {
        assert.ok(error instanceof MailRefused);
        assert.deepEqual(smtp.recipients, []);
      });
    }
  });

  it('EML-02 EML-03 never takes a list or a quoted local part for one address', async () => {
    for (const address of ['a@x.com,b@y.com', '"e@attacker.com"@victim.com', 'Bob <b@x.org>', 'a@x.com b@y.com']) {
      await overSmtp({ to: { name: '', address } }, (smtp, error) => {
        assert.ok(error instanceof MailRefused, address);
        assert.deepEqual(smtp.recipients, []);
      });
    }
  });

  it('EML-02 a comma or an address in a name stays a name: one RCPT', async () => {
    await overSmtp(
      { to: { name: 'Eve <eve@evil.example>, "Doe, Jane"', address: 'bob@acme.example' } },
      (smtp, error) => {
        assert.equal(error, undefined);
        assert.deepEqual(smtp.recipients, ['bob@acme.example']);
        assert.deepEqual(smtp.received[0]?.mail.to, [
          { name: 'Eve <eve@evil.example>, "Doe, Jane"', address: 'bob@acme.example' },
        ]);
      },
    );
  });

  it('EML-24 encodes and folds a subject with emoji, right-to-left letters and 1,200 characters', async () => {
    const subject = `🎉 مرحبا ${'Größe '.repeat(200)}`.trim();
    await overSmtp({ subject }, (smtp, error) => {
      assert.equal(error, undefined);
      const { raw, mail } = smtp.received[0]!;
      assert.equal(mail.subject, subject);
      assert.match(raw, /^Subject: =\?UTF-8\?/m);
      const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
      for (const line of raw.split('\r\n')) assert.ok(line.length <= 998);
      assert.doesNotMatch(head, /[^\r]\n/);
      // eslint-disable-next-line no-control-regex -- anything above seven bits
      assert.doesNotMatch(head, /[^\x00-\x7f]/);
    });
  });

  it('has both parts, says it is automatic, and keeps its Message-ID', async () => {
    await overSmtp({}, (smtp) => {
      const { raw, mail } = smtp.received[0]!;
      assert.equal(mail.messageId, '<1@acme.example>');
      assert.match(raw, /^Auto-Submitted: auto-generated$/m);
      assert.match(mail.html ?? '', /Accept Invitation/);
      assert.match(mail.text ?? '', /Accept Invitation/);
    });
  });

  it('FLT-07 tells a refusal for good from one for now, and gives up waiting for a silent server', async () => {
    const smtp = await givenSmtp();
    const mailer = smtpMailer({ url: smtp.url, patience: 300 });
    const attempt = async (): Promise<unknown> => mailer.send(outgoing()).catch((error: unknown) => error);
    smtp.mood = 'never';
    const never = await attempt();
    assert.ok(never instanceof MailRefused);
    assert.equal(never.message, 'The mail server refused the address (550).');
    for (const mood of ['later', 'silent', 'dropBefore250'] as const) {
      smtp.mood = mood;
      const error = await attempt();
      assert.ok(error instanceof Error && !(error instanceof MailRefused), mood);
    }
    assert.equal(smtp.received.length, 1, 'the pool has not sent by itself again what was dropped before 250');
    await mailer.close();
    await smtp.close();
  });
});

describe('the development mailbox', () => {
  it('keeps the newest mails, each once, and shows them as pages and as JSON', async () => {
    const mailbox = makeMailbox({ keep: 2 });
    for (const id of [1, 2, 2, 3]) await mailbox.send(outgoing({ messageId: `<${id}@x>`, subject: `Mail ${id} <b>` }));
    const app = mailboxApp(mailbox);
    const { items } = (await (await app.request('/dev/mail.json')).json()) as {
      items: { id: number; subject: string }[];
    };
    assert.deepEqual(
      items.map(({ subject }) => subject),
      ['Mail 3 <b>', 'Mail 2 <b>'],
    );
    const list = await app.request('/dev/mail');
    const page = await list.text();
    assert.match(page, /href="mail\/3"/);
    assert.match(page, /Mail 2 &lt;b&gt;/);
    assert.match(list.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    const one = await (await app.request('/dev/mail/2')).text();
    assert.match(one, /<iframe[^>]*sandbox="(?![^"]*allow-scripts)(?![^"]*allow-same-origin)/s);
    assert.equal((await app.request('/dev/mail/1')).status, 404);
  });

  it('EML-01 refuses what a mail server would be harmed by, so that development shows the fault', async () => {
    await assert.rejects(makeMailbox().send(outgoing({ subject: 'a\nb' })), MailRefused);
  });
});
