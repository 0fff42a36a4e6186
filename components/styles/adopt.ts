import type { CSSResult } from 'lit';

/** Adds the styles of a part that is loaded when it is first needed to a root that is already drawn; once each. */
export function adopt(root: ParentNode, ...styles: CSSResult[]): void {
  if (!(root instanceof ShadowRoot)) return;
  for (const { styleSheet } of styles) {
    if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
  }
}
