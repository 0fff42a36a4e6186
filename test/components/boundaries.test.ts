import { expect } from '@open-wc/testing';
import '../../components/define.ts';
import { until } from './support/given-members.ts';
import { SampleSource } from './support/sample-source.ts';

type Colour = [red: number, green: number, blue: number, alpha: number];

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;

/** Any computed colour, in whatever space it is written. */
function read(text: string): Colour {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255) as Colour;
}

function over([r, g, b, a]: Colour, ground: Colour): Colour {
  const mix = (one: number, below: number): number => one * a + below * (1 - a);
  return [mix(r, ground[0]), mix(g, ground[1]), mix(b, ground[2]), 1];
}

/** What is seen behind an element: the backgrounds of all it stands in, one above the other. */
function groundOf(element: Element | null): Colour {
  if (!element) return [1, 1, 1, 1];
  const root = element.getRootNode();
  const dialog = element.matches('dialog');
  const parent = dialog
    ? null
    : (element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null));
  return over(read(getComputedStyle(element).backgroundColor), groundOf(parent));
}

function contrast(one: Colour, other: Colour): number {
  const light = (colour: Colour): number =>
    colour
      .slice(0, 3)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at]!, 0);
  const [dark, bright] = [light(one), light(other)].toSorted((a, b) => a - b) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

describe('Somebody who sees little contrast', () => {
  let page: HTMLElement;
  afterEach(() => page.remove());

  for (const scheme of ['page', 'light', 'dark'] as const) {
    it(`sees where every field and box begins, in the ${scheme === 'page' ? 'host’s own colours' : `${scheme} theme`} (WCAG 1.4.11)`, async () => {
      page = document.createElement('main');
      page.style.cssText = 'color: #24292f; background: #fff';
      const members = document.createElement('roster-members');
      if (scheme !== 'page') members.theme = scheme;
      members.source = new SampleSource({ count: 3 });
      page.append(members);
      document.body.append(page);
      await until(() => members.shadowRoot?.querySelector('tbody input'), 'the rows');
      await members.openInvite();
      const inner = (): ShadowRoot | null | undefined => members.shadowRoot!.querySelector('roster-invite')?.shadowRoot;
      await until(() => inner()?.querySelector('dialog .role input'), 'the form stands');
      const edges = [members.shadowRoot!, inner()!].flatMap((root) => [
        ...root.querySelectorAll<HTMLElement>('.field, .chips, input:is([type=checkbox], [type=radio]):not(:checked)'),
      ]);
      expect(edges.length).to.be.above(6);
      const low = edges
        .map((edge) => {
          const ground = groundOf(edge.parentElement);
          const style = getComputedStyle(edge);
          return { edge, ratio: contrast(over(read(style.borderTopColor), ground), ground) };
        })
        .filter(({ ratio }) => ratio < 3)
        .map(({ edge, ratio }) => `${edge.tagName}.${edge.className} ${ratio.toFixed(2)}`);
      expect(low).to.deep.equal([]);
    });
  }
});
