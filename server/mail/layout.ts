import type { Speech } from './speech.ts';
import { escapeHtml } from './words.ts';

/**
 * The frame of every mail. Tables and inline styles, because mail programs know little else; a style element beside them
 * for those that can turn dark. No picture, no font and nothing else is fetched, so nothing tells that the mail was read.
 */
export interface Page {
  speech: Speech;
  /** What the list of mails shows after the subject. */
  preheader: string;
  portalName: string;
  heading: string;
  /** HTML, already escaped. */
  paragraphs: string[];
  /** The inviter's own words, as text. */
  quote?: { text: string; by: string };
  button: { label: string; link: string };
  /** HTML, already escaped: small print below the button. */
  notes: string[];
}

const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const row = (style: string, content: string, name = ''): string =>
  `<tr><td${name && ` class="${name}"`} style="font-family:${font};${style}">${content}</td></tr>`;

export function mailHtml(page: Page): string {
  const { dir, language, words } = page.speech;
  const link = escapeHtml(page.button.link);
  // Mail programs know no sides but left and right.
  const start = dir === 'rtl' ? 'right' : 'left';
  const corners = dir === 'rtl' ? '8px 0 0 8px' : '0 8px 8px 0';
  // Fills the rest of the preview, so that no program shows the first words of the mail a second time.
  const filler = '&#847;&zwnj;&nbsp;'.repeat(40);
  const quote = page.quote
    ? row(
        'padding:4px 40px 20px',
        `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="quote" dir="auto" style="font-family:${font};font-size:15px;line-height:24px;color:#3f4654;background-color:#f6f7f9;border-${start}:3px solid #c9cfda;padding:14px 18px;border-radius:${corners}">${escapeHtml(page.quote.text).replaceAll('\n', '<br>')}<div class="muted" style="font-size:13px;line-height:20px;color:#667085;padding-top:6px">${escapeHtml(page.quote.by)}</div></td></tr></table>`,
      )
    : '';
  return `<!doctype html>
<html lang="${language}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${escapeHtml(page.heading)}</title>
<style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
a[x-apple-data-detectors]{color:inherit!important;text-decoration:none!important}
@media (max-width:600px){.card td{padding-left:24px!important;padding-right:24px!important}.outer{padding:16px 8px!important}}
@media (prefers-color-scheme:dark){
body,.outer{background-color:#14161b!important}
.card{background-color:#1e2128!important;border-color:#323743!important}
.strong{color:#f3f4f7!important}.body{color:#c9cedb!important}.muted{color:#99a1b3!important}
.quote{background-color:#272b34!important;border-color:#4a5163!important;color:#c9cedb!important}
.button{background-color:#7c8cff!important}.button a{color:#0d1024!important}
.rule{border-color:#323743!important}.muted a{color:#a9b4ff!important}
}
</style>
</head>
<body dir="${dir}" style="margin:0;padding:0;background-color:#f2f4f7">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(page.preheader)}${filler}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="outer" align="center" style="padding:40px 16px;background-color:#f2f4f7">
<table role="presentation" class="card" dir="${dir}" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;text-align:${start};background-color:#ffffff;border:1px solid #e3e6ec;border-radius:14px">
${row('padding:32px 40px 0;font-size:14px;line-height:20px;font-weight:600;letter-spacing:.01em;color:#4353d9', escapeHtml(page.portalName), 'muted')}
${row('padding:12px 40px 12px', `<h1 class="strong" style="margin:0;font-size:24px;line-height:32px;font-weight:650;letter-spacing:-.01em;color:#161a23">${escapeHtml(page.heading)}</h1>`)}
${page.paragraphs.map((html) => row('padding:0 40px 16px;font-size:16px;line-height:26px;color:#3f4654', html, 'body')).join('\n')}
${quote}
${row('padding:8px 40px 28px', `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="button" align="center" bgcolor="#4353d9" style="border-radius:10px;background-color:#4353d9"><a href="${link}" style="display:inline-block;font-family:${font};font-size:16px;line-height:24px;font-weight:600;color:#ffffff;text-decoration:none;padding:13px 28px;border-radius:10px">${escapeHtml(page.button.label)}</a></td></tr></table>`)}
${row('padding:0 40px', '<div class="rule" style="border-top:1px solid #e3e6ec;font-size:0;line-height:0">&nbsp;</div>')}
${page.notes.map((html) => row('padding:12px 40px 0;font-size:13px;line-height:20px;color:#667085', html, 'muted')).join('\n')}
${row(`padding:12px 40px 32px;font-size:13px;line-height:20px;color:#667085;word-break:break-all`, `${escapeHtml(words.addressBelow)}<br><a dir="ltr" href="${link}" style="color:#4353d9;text-decoration:underline">${link}</a>`, 'muted')}
</table>
</td></tr></table>
</body>
</html>
`;
}
