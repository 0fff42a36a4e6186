import { expect } from '@open-wc/testing';
import '../../components/members/define.ts';
import '../../components/provider/define.ts';
import '../../components/stats/define.ts';
import { look, until } from './support/looking.ts';

describe('A page that has no server yet', () => {
  let page: HTMLElement;
  beforeEach(() => {
    page = document.createElement('main');
    document.body.append(page);
  });
  afterEach(() => page.remove());

  it('has people on screen with the attribute demo alone, who can be searched, suspended and brought back', async () => {
    const asked: string[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) if (!/\.(ts|js|css)(\?|$)/.test(name)) asked.push(name);
    });
    observer.observe({ type: 'resource' });
    const provider = document.createElement('roster-provider');
    provider.setAttribute('demo', '');
    provider.append(document.createElement('roster-members'), document.createElement('roster-stats'));
    page.append(provider);
    const seen = look(page.querySelector('roster-members')!);
    await until(() => seen.root.querySelector('tbody tr[data-id]'), 'people are there');
    const search = seen.root.querySelector<HTMLInputElement>('input[type=search]')!;
    search.value = 'lovelace';
    search.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await until(() => seen.root.querySelectorAll('tbody tr').length === 1, 'one is found');
    expect(seen.row('Ada Lovelace').textContent).to.contain('ada.lovelace@acme.example');
    search.value = '';
    search.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const row = await until(
      () =>
        [...seen.root.querySelectorAll<HTMLElement>('tbody tr')].find((one) =>
          one.textContent?.includes('Alan Turing'),
        ),
      'all are back',
    );
    row.querySelector<HTMLElement>('[data-menu]')!.click();
    await until(() => seen.root.querySelector<HTMLElement>('#menu:popover-open'), 'the menu is open');
    seen.button(/^Suspend/).click();
    await until(() => seen.row('Alan Turing').textContent?.includes('Suspended'), 'suspended');
    observer.disconnect();
    expect(asked, 'no server is asked').to.deep.equal([]);
  });
});
