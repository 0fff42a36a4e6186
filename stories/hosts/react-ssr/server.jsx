// What the server answers: the page with its tags in it.
import { renderToString } from 'react-dom/server';
import { People } from './people.jsx';

export function renderPage() {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>People</title><script type="module" src="/app.js"></script></head>
  <body><main id="app">${renderToString(<People />)}</main></body>
</html>`;
}
