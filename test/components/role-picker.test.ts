import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';
import { html, render, type TemplateResult } from 'lit';
import '../../components/role-picker/define.ts';
import type { RolePicker } from '../../components/role-picker/role-picker.ts';
import { until } from './support/given-members.ts';
import { world, type World } from './support/world.ts';

declare const axe: { run(context: Element, options: object): Promise<AxeResults> };

let optra: World;
let spectra: World;
const pages: HTMLElement[] = [];

/** A form of the host's own, written as a page would write it. */
async function form(w: World, inner: TemplateResult, person = 'Ada'): Promise<[HTMLFormElement, RolePicker]> {
  const page = document.createElement('main');
  render(
    html`<form id="f">${inner}</form>
      <form id="other"></form>`,
    page,
  );
  const picker = page.querySelector('roster-role-picker')!;
  picker.setAttribute('api-url', '/roster');
  picker.setAttribute('token', w.token(person));
  document.body.append(page);
  pages.push(page);
  await until(() => boxes(picker).length > 0 || /access/.test(textOf(picker)), 'the roles are there');
  return [page.querySelector('form')!, picker];
}

const boxes = (picker: RolePicker): HTMLInputElement[] => [...picker.shadowRoot!.querySelectorAll('input')];
const textOf = (picker: RolePicker): string => picker.shadowRoot!.textContent!.replace(/\s+/g, ' ');
const box = (picker: RolePicker, id: string): HTMLInputElement => boxes(picker).find((one) => one.id === `role-${id}`)!;
const sent = (target: HTMLFormElement): FormDataEntryValue[] => new FormData(target).getAll('roles');

describe('roster-role-picker', () => {
  before(async function () {
    this.timeout(90_000);
    const people = [{ name: 'Ada', roles: ['admin'] }, { name: 'Bo' }];
    optra = await world({ preset: 'optra', people });
    spectra = await world({ preset: 'spectra', people: [{ name: 'Ada', roles: ['org-admin'] }] });
  });

  afterEach(() => {
    for (const page of pages.splice(0)) page.remove();
  });

  it('O-07 sends an entry for each role under one name, and tells the page as native fields do', async () => {
    const [target, picker] = await form(optra, html`<roster-role-picker name="roles"></roster-role-picker>`);
    const told: string[] = [];
    for (const type of ['input', 'change']) {
      target.addEventListener(type, (event) => {
        expect(event.target).to.equal(picker);
        told.push(`${type} ${picker.value.length}`);
      });
    }
    const [first, second] = [...new Set(boxes(picker))].filter(
      (one) => !/xclude/.test(one.closest('label')!.textContent!),
    );
    first!.click();
    second!.click();
    await picker.updateComplete;
    expect(told).to.deep.equal(['input 1', 'change 1', 'input 2', 'change 2']);
    expect(sent(target)).to.deep.equal(picker.value);
    expect(sent(target)).to.have.length(2);
  });

  it('O-07 a role that excludes others says so before, clears them, and Undo brings them back', async () => {
    const [target, picker] = await form(
      optra,
      html`<roster-role-picker name="roles" value="billing-admin"></roster-role-picker>`,
    );
    await until(() => sent(target)[0] === optra.roles['billing-admin'], 'the key is an id');
    const exclusive = boxes(picker).find((one) => one.closest('label')!.querySelector('.tag'))!;
    expect(exclusive.closest('label')!.textContent).to.contain('Cannot be combined with other roles.');
    exclusive.click();
    await picker.updateComplete;
    expect(sent(target)).to.deep.equal([exclusive.id.slice('role-'.length)]);
    await until(
      () => /selected\. .* cleared/.test(picker.shadowRoot!.querySelector('[data-live]')!.textContent!),
      'it is said',
    );
    picker.shadowRoot!.querySelector<HTMLButtonElement>('.aside button')!.click();
    await picker.updateComplete;
    expect(sent(target)).to.deep.equal([optra.roles['billing-admin']]);
  });

  it('S-08 where everybody has one role there are radio buttons, walked by arrows', async () => {
    const [target, picker] = await form(
      spectra,
      html`<roster-role-picker name="roles" value="org-member"></roster-role-picker>`,
    );
    expect(boxes(picker).every(({ type }) => type === 'radio')).to.equal(true);
    await until(() => sent(target)[0] === spectra.roles['org-member'], 'the key is an id');
    box(picker, spectra.roles['org-member']!).focus();
    await sendKeys({ press: 'ArrowDown' });
    await picker.updateComplete;
    expect(sent(target)).to.have.length(1).and.not.to.include(spectra.roles['org-member']);
  });

  it('is judged, reset and restored with the form', async () => {
    const [target, picker] = await form(optra, html`<roster-role-picker name="roles" required></roster-role-picker>`);
    expect(target.checkValidity()).to.equal(false);
    expect(picker.validity.valueMissing).to.equal(true);
    expect(picker.validationMessage).not.to.equal('');
    target.reportValidity();
    expect(document.activeElement).to.equal(picker);
    expect(picker.shadowRoot!.activeElement).to.equal(boxes(picker)[0]);
    picker.value = [optra.roles['billing-admin']!];
    await picker.updateComplete;
    expect(target.checkValidity()).to.equal(true);
    target.reset();
    await picker.updateComplete;
    expect(picker.value).to.deep.equal([]);
    expect(boxes(picker).some(({ checked }) => checked)).to.equal(false);
    picker.formStateRestoreCallback(optra.roles['billing-admin']!);
    await picker.updateComplete;
    expect(sent(target)).to.deep.equal([optra.roles['billing-admin']]);
    expect(box(picker, optra.roles['billing-admin']!).checked).to.equal(true);
    picker.setCustomValidity('Ask somebody first.');
    expect(target.checkValidity()).to.equal(false);
    expect(picker.validationMessage).to.equal('Ask somebody first.');
  });

  it('a disabled fieldset disables it and sends nothing; readonly keeps it and sends it', async () => {
    const [target, picker] = await form(
      optra,
      html`<fieldset disabled><roster-role-picker name="roles" value="billing-admin"></roster-role-picker></fieldset>`,
    );
    const fieldset = (): HTMLFieldSetElement => picker.shadowRoot!.querySelector('fieldset')!;
    expect(fieldset().disabled).to.equal(true);
    expect(sent(target)).to.deep.equal([]);
    target.querySelector('fieldset')!.disabled = false;
    picker.readonly = true;
    await picker.updateComplete;
    expect(fieldset().disabled).to.equal(true);
    await until(() => sent(target).length === 1, 'it is sent');
    picker.readonly = false;
    await picker.updateComplete;
    expect(fieldset().disabled).to.equal(false);
  });

  it('belongs to the form it names, is called by its label, and a click there brings the focus in', async () => {
    const [, picker] = await form(
      optra,
      html`<label for="r">What they may do</label
        ><roster-role-picker id="r" form="other" name="roles" value="billing-admin"></roster-role-picker>`,
    );
    expect(picker.form!.id).to.equal('other');
    await until(
      () => picker.shadowRoot!.querySelector('fieldset')!.getAttribute('aria-label') === 'What they may do',
      'it has its name',
    );
    expect(picker.shadowRoot!.querySelector('legend')).to.equal(null);
    document.querySelector<HTMLElement>('label[for=r]')!.click();
    expect(picker.shadowRoot!.activeElement).to.equal(boxes(picker)[0]);
  });

  it('WID-06 who may not see roles is told, and a server that is not there can be asked again', async () => {
    const [, refused] = await form(optra, html`<roster-role-picker name="roles" value="x"></roster-role-picker>`, 'Bo');
    expect(boxes(refused)).to.deep.equal([]);
    const [target, picker] = await form(
      optra,
      html`<roster-role-picker name="roles" value="billing-admin"></roster-role-picker>`,
    );
    const { source } = picker;
    picker.source = new Proxy({} as never, {
      get: () => () => Promise.reject(new Error('down')),
    });
    await until(() => picker.shadowRoot!.querySelector('[role=alert]'), 'it says so');
    expect(sent(target)).to.have.length(1);
    picker.source = source;
    await until(() => boxes(picker).length > 0, 'the roles are back');
    expect(sent(target)).to.deep.equal([optra.roles['billing-admin']]);
  });

  for (const scheme of ['light', 'dark']) {
    it(`has no fault that axe finds in ${scheme}, in either direction, at 320 px`, async () => {
      const [target, picker] = await form(
        optra,
        html`<roster-role-picker name="roles" value="billing-admin" required></roster-role-picker>`,
      );
      picker.theme = scheme as 'light';
      for (const dir of ['ltr', 'rtl']) {
        target.dir = dir;
        target.style.maxInlineSize = '320px';
        boxes(picker)
          .find((one) => one.closest('label')!.querySelector('.tag'))!
          .click();
        await picker.updateComplete;
        const { violations } = await axe.run(target, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
        });
        expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).to.deep.equal([]);
      }
    });
  }
});
