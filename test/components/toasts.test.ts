import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';
import '../../components/define.ts';
import { NotifyEvent } from '../../components/controllers/notify.events.ts';
import { pause, until } from './support/given-members.ts';
import { SampleSource } from './support/sample-source.ts';

declare const axe: { run(context: Element, options: object): Promise<AxeResults> };

function focused(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active as HTMLElement | null;
}

describe('A notice with Undo while a dialog is open', () => {
  let page: HTMLElement;
  afterEach(() => page.remove());

  /** Two elements below one provider, which shows the notices of both. */
  async function given() {
    page = document.createElement('main');
    const provider = document.createElement('roster-provider');
    const members = document.createElement('roster-members');
    provider.append(members, document.createElement('roster-groups'));
    page.append(provider);
    provider.source = new SampleSource({ count: 3 });
    document.body.append(page);
    await until(() => members.shadowRoot?.querySelector('tbody .name'), 'the rows');
    const done: string[] = [];
    const tell = (text: string): void => {
      const event = new NotifyEvent({ text, action: { label: 'Undo', run: () => done.push(text) } });
      members.dispatchEvent(event);
      event.present();
    };
    const open = async (): Promise<HTMLDialogElement> => {
      await members.openInvite();
      const find = (): HTMLDialogElement | null | undefined =>
        members.shadowRoot!.querySelector('roster-invite')?.shadowRoot?.querySelector('dialog[open]');
      await until(() => find()?.querySelector('input'), 'the form stands');
      return find()!;
    };
    return { provider, members, done, tell, open };
  }

  it('moves into the dialog, is reached by Tab, and comes back when the dialog closes', async () => {
    const { provider, done, tell, open } = await given();
    tell('Ada suspended');
    const root = provider.shadowRoot!;
    await until(() => root.querySelector('.toasts:popover-open .toast'), 'the toast is there');
    const dialog = await open();
    await until(() => dialog.querySelector('.toasts:popover-open .toast'), 'it is in the dialog');
    expect(root.querySelector('.toast')).to.equal(null);
    const toast = dialog.querySelector('.toasts')!;
    const box = toast.getBoundingClientRect();
    const seen = (dialog.getRootNode() as ShadowRoot).elementFromPoint(box.left + 30, box.top + box.height / 2);
    expect(toast.contains(seen), 'it can be pointed at').to.equal(true);
    const { violations } = await axe.run(page, {
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    });
    expect(violations.map(({ id }) => id)).to.deep.equal([]);
    for (let at = 0; at < 40 && focused()?.textContent?.trim() !== 'Undo'; at++) await sendKeys({ press: 'Tab' });
    expect(focused()?.textContent?.trim(), 'by keyboard').to.equal('Undo');
    await sendKeys({ press: 'Enter' });
    expect(done).to.deep.equal(['Ada suspended']);
    expect(dialog.contains(focused()), 'focus stays in the dialog').to.equal(true);

    tell('Bo suspended');
    await until(() => dialog.querySelector('.toasts:popover-open .toast'), 'told while it is open');
    dialog.querySelector<HTMLElement>('.dialog-head button')!.click();
    await until(() => root.querySelector('.toasts:popover-open .toast'), 'it is back');
    expect(root.querySelector('.toast')!.textContent).to.contain('Bo suspended');
    root.querySelector<HTMLElement>('.toast .link')!.click();
    await until(() => !root.querySelector('.toast'), 'used and gone');
    expect(done).to.deep.equal(['Ada suspended', 'Bo suspended']);
  });

  it('is heard inside the dialog, whichever element tells it', async () => {
    const { members, open } = await given();
    const dialog = await open();
    const region = dialog.querySelector('[data-live]')!;
    const { Notices } = await import('../../components/controllers/notices.ts');
    const { Announcer } = await import('../../components/controllers/announcer.ts');
    new Notices(members, new Announcer(members), () => 'toast').tell({ text: 'Cleo joined' });
    await until(() => region.textContent!.includes('Cleo joined'), 'said where it is heard');
    expect(members.shadowRoot!.querySelector('[data-live]:not(dialog *)')!.textContent).not.to.contain('Cleo joined');
  });

  it('leaves with the element that shows it, also out of another element’s dialog', async () => {
    const { provider, tell, open } = await given();
    const dialog = await open();
    tell('Ada suspended');
    await until(() => dialog.querySelector('.toast'), 'it is in the dialog');
    provider.remove();
    await pause(0);
    expect(dialog.querySelector('.toasts')).to.equal(null);
  });
});
