import { Hono } from 'hono';
import { html, raw } from 'hono/html';

/** What the pages show of a kept mail. */
interface ShownMail {
  id: number;
  at: string;
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
}

interface ShownMailbox {
  mails(): ShownMail[];
  mail(id: number): ShownMail | undefined;
}

/**
 * The development mailbox to look at: `/dev/mail`, `/dev/mail/{id}`, and as JSON `/dev/mail.json` (`{items}`, newest first).
 * Whoever can open it reads everybody's links, so it is mounted only where no mail server is configured.
 */
export function mailboxApp(mailbox: ShownMailbox): Hono {
  const app = new Hono();
  app.use('/dev/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
    // The mail's own page is a frame without scripts and without an origin; the style is all that anything here may have.
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  });
  app.get('/dev/mail.json', (c) => c.json({ items: mailbox.mails() }));
  app.get('/dev/mail', (c) => c.html(page('mail/', mailbox.mails(), mailbox.mails()[0])));
  app.get('/dev/mail/:id{[0-9]{1,9}}', (c) => {
    const mail = mailbox.mail(Number(c.req.param('id')));
    return c.html(page('', mailbox.mails(), mail), mail ? 200 : 404);
  });
  return app;
}

type Markup = ReturnType<typeof html>;

/** `folder` leads to the mails relative to the page, so that it works below any base path. */
function page(folder: string, mails: ShownMail[], open: ShownMail | undefined): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${open ? `${open.subject} · ` : ''}Development mailbox</title>
        <style>
          ${raw(styles)}
        </style>
      </head>
      <body>
        <header>
          <h1>Development mailbox</h1>
          <p>No mail server is configured, so mail stays here. It goes when the server stops.</p>
        </header>
        <main>
          <nav aria-label="Mails">
            ${mails.length === 0 ? html`<p class="none">No mail yet. Invite somebody and look again.</p>` : ''}
            <ul>
              ${mails.map((mail) => entry(folder, mail, mail.id === open?.id))}
            </ul>
          </nav>
          ${open ? reader(open) : ''}
        </main>
      </body>
    </html>`;
}

function entry(folder: string, mail: ShownMail, current: boolean): Markup {
  return html`<li>
    <a href="${folder}${mail.id}" ${current ? raw('aria-current="page"') : ''}>
      <span class="to"><bdi>${mail.to.name || mail.to.address}</bdi></span>
      <time datetime="${mail.at}">${mail.at.slice(11, 16)}</time>
      <span class="subject"><bdi>${mail.subject}</bdi></span>
    </a>
  </li>`;
}

function reader(mail: ShownMail): Markup {
  return html`<article>
    <h2><bdi>${mail.subject}</bdi></h2>
    <dl>
      <dt>From</dt>
      <dd><bdi>${mail.from.name}</bdi> &lt;${mail.from.address}&gt;</dd>
      <dt>To</dt>
      <dd><bdi>${mail.to.name}</bdi> &lt;${mail.to.address}&gt;</dd>
      <dt>At</dt>
      <dd><time datetime="${mail.at}">${mail.at.slice(0, 19).replace('T', ' ')} UTC</time></dd>
    </dl>
    <iframe
      title="The mail as HTML"
      sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
      srcdoc="${`<base target="_top">${mail.html}`}"
    ></iframe>
    <details>
      <summary>As text</summary>
      <pre>${mail.text}</pre>
    </details>
  </article>`;
}

const styles = `
  :root { color-scheme: light dark; --line: light-dark(#e3e6ec, #323743); --soft: light-dark(#667085, #99a1b3);
    --paper: light-dark(#fff, #1e2128); --accent: light-dark(#4353d9, #8b99ff); }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; display: grid; grid-template-rows: auto 1fr; background: light-dark(#f2f4f7, #14161b);
    color: light-dark(#161a23, #e9ebf1); font: 15px/24px system-ui, sans-serif }
  header { padding: 20px 28px 12px }
  h1 { margin: 0; font-size: 20px; line-height: 28px; letter-spacing: -.01em }
  header p { margin: 0; color: var(--soft); font-size: 14px }
  main { display: grid; grid-template-columns: minmax(240px, 340px) 1fr; gap: 16px; padding: 8px 28px 28px; min-height: 0 }
  nav, article { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden }
  ul { list-style: none; margin: 0; padding: 0 }
  li + li { border-top: 1px solid var(--line) }
  nav a { display: grid; grid-template-columns: 1fr auto; padding: 12px 16px; color: inherit; text-decoration: none }
  nav a:hover { background: light-dark(#f7f8fa, #252932) }
  nav a[aria-current] { box-shadow: inset 3px 0 var(--accent) }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: -2px }
  .to { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  time { color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums }
  .subject { grid-column: 1 / -1; color: var(--soft); font-size: 14px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  .none { margin: 0; padding: 20px 16px; color: var(--soft) }
  article { display: flex; flex-direction: column; padding: 20px 24px; min-width: 0 }
  h2 { margin: 0 0 8px; font-size: 18px; line-height: 26px }
  dl { display: grid; grid-template-columns: auto 1fr; gap: 0 12px; margin: 0 0 16px; font-size: 14px }
  dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
  iframe { flex: 1; min-height: 640px; width: 100%; border: 1px solid var(--line); border-radius: 8px; background: #fff }
  details { margin-top: 12px } summary { cursor: pointer; color: var(--soft) }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/20px ui-monospace, monospace }
  @media (max-width: 760px) { main { grid-template-columns: 1fr } }`;
