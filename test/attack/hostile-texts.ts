/**
 * Texts that run as a program where somebody takes them for markup, an attribute, an address or a formula. Each calls
 * `xss()`, so that a test sees it. Runs in a browser as well.
 */
const call = 'xss()';

const markup = [
  `<script>${call}</script>`,
  `<img src=x onerror=${call}>`,
  `<svg onload=${call}>`,
  `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  `<body onload=${call}>`,
  `<details open ontoggle=${call}>`,
  `<iframe srcdoc="<script>parent.${call}</script>">`,
  `<object data="javascript:${call}">`,
  `<embed src="javascript:${call}">`,
  `<math><mtext><img src=x onerror=${call}></mtext></math>`,
  `<video><source onerror=${call}>`,
  `<input autofocus onfocus=${call}>`,
  `<a href="javascript:${call}">press</a>`,
  `<form action="javascript:${call}"><button>press</button></form>`,
  `<base href="javascript:/a/-${call};//">`,
  `<meta http-equiv=refresh content="0;url=javascript:${call}">`,
  `<link rel=stylesheet href="data:text/css,*{}">`,
  `<style>@import "javascript:${call}"</style>`,
  `<template><img src=x onerror=${call}></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  `<xss style="animation-name:x" onanimationstart=${call}>`,
  `<roster-members onclick=${call}>`,
  `<!--><img src=x onerror=${call}>-->`,
  `<![CDATA[><img src=x onerror=${call}>]]>`,
  `<IMG """><SCRIPT>${call}</SCRIPT>">`,
  `<img/src=x/onerror=${call}//`,
  `<<script>${call}//<</script>`,
  `&lt;img src=x onerror=${call}&gt;`,
  `&#60;script&#62;${call}&#60;/script&#62;`,
];
/** Out of what they may have been put into. */
const ways = [
  (text: string) => text,
  (text: string) => `">${text}`,
  (text: string) => `'>${text}`,
  (text: string) => `</title></style></textarea></script>${text}`,
  (text: string) => `-->${text}`,
  (text: string) => `a\u00a0b ${text}`,
];
const others = [
  `javascript:${call}`,
  `JaVaScRiPt:${call}`,
  `data:text/html,<script>${call}</script>`,
  `" onmouseover="${call}`,
  `' onfocus='${call}' autofocus='`,
  `\` onclick=${call} \``,
  `\${${call}}`,
  `{{constructor.constructor("${call}")()}}`,
  `{{7*7}}`,
  `<%= ${call} %>`,
  `';${call};//`,
  `\\";${call};//`,
  `</script><script>${call}</script>`,
  `=cmd|'/c calc'!A1`,
  `@SUM(1+1)*${call}`,
  `+${call}`,
  `?{{lit$0000$}}`,
  `<?lit$0000$?>`,
  `<!--lit-part ${call}-->`,
];

/** Every piece of markup in every wrapping, and what needs none. */
export const hostileTexts: readonly string[] = [...markup.flatMap((text) => ways.map((way) => way(text))), ...others];
