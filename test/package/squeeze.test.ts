import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { squeezeCss, squeezeHtml, squeezeTemplates } from '../../.build/squeeze.mjs';

describe('a page that loads the bundled elements', () => {
  it('gets the same styles in fewer bytes', () => {
    const css =
      '\n  /* why */\n  :host([dir="a  b"]) p > .x::before {\n    content: "  /* kept */ ";\n    margin: 0 auto;\n    opacity: 0.5;\n    inset: -0.5em 10.5px;\n  }\n  ul :hover {}';
    const squeezed =
      ' :host([dir="a  b"]) p>.x::before{content:"  /* kept */ ";margin:0 auto;opacity:.5;inset:-.5em 10.5px}ul :hover{}';
    assert.equal(squeezeCss(css), squeezed);
  });

  it('sees words and buttons as far apart as they were written', () => {
    assert.equal(squeezeHtml('<b>a</b>\n   <i>b</i>\u00a0c<!-- x -->'), '<b>a</b> <i>b</i>\u00a0c');
  });

  it('reads the same attributes with fewer quotes', () => {
    assert.equal(
      squeezeHtml('<a href="#x" title="a b" class="y" dir=""><input value="a/"/><p id="z">="q"</p>'),
      '<a href=#x title="a b" class=y dir=""><input value="a/"/><p id=z>="q"</p>',
    );
  });

  it('runs the same code around the templates', () => {
    const code = 'const a = html`<p\n   class=${x ? css`a   b` : "a   b"}>  ${y}\n\n</p>`; const b = other`a   b`;';
    assert.equal(
      squeezeTemplates(code),
      'const a = html`<p class=${x ? css`a b` : "a   b"}> ${y} </p>`; const b = other`a   b`;',
    );
  });

  it('shows text as typed where white space matters', () => {
    const code = 'html`<pre>\n  a  b\n</pre>`';
    assert.equal(squeezeTemplates(code), code);
  });
});
