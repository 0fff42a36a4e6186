import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';
import { html, render, type TemplateResult } from 'lit';
import '../../components/people-picker/define.ts';
import type { PeoplePicker } from '../../components/people-picker/people-picker.ts';
import { until } from './support/given-members.ts';
import { world, type World } from './support/world.ts';

declare const axe: { run(context: Element, options: object): Promise<AxeResults> };

let w: World;
const pages: HTMLElement[] = [];

const id = (person: string): string => w.people[person]!.id;
const field = (picker: PeoplePicker): HTMLInputElement => picker.shadowRoot!.querySelector('input')!;
const chips = (picker: PeoplePicker): string[] =>
  [...picker.shadowRoot!.querySelectorAll('.chip .face')].map((chip) => chip.textContent!.trim());
const options = (picker: PeoplePicker): string[] =>
  [...picker.shadowRoot!.querySelectorAll('[role=option] bdi')].map((option) => option.textContent!);
const sent = (target: HTMLFormElement): FormDataEntryValue[] => new FormData(target).getAll('people');

/** A form of the host's own, written as a page would write it. */
async function form(inner: TemplateResult, person = 'Ada Alba'): Promise<[HTMLFormElement, PeoplePicker]> {
  const page = document.createElement('main');
  render(html`<form>${inner}</form>`, page);
  const picker = page.querySelector('roster-people-picker')!;
  picker.setAttribute('api-url', '/roster');
  picker.setAttribute('token', w.token(person));
  document.body.append(page);
  pages.push(page);
  await until(() => picker.shadowRoot?.querySelector('input, [role=alert]'), 'the field is there');
  return [page.querySelector('form')!, picker];
}

/** Types, waits for the answer to that and no other. */
async function search(picker: PeoplePicker, text: string, found: string[]): Promise<void> {
  await sendKeys({ type: text });
  await until(
    () => options(picker).join() === found.join(),
    `found are ${found.join()}, not ${options(picker).join()}`,
  );
}

describe('roster-people-picker', () => {
  before(async function () {
    this.timeout(90_000);
    w = await world({
      preset: 'spectra',
      people: [
        { name: 'Ada Alba', roles: ['org-admin'], groups: ['Support'] },
        { name: 'Bo Berg', roles: ['org-member'], groups: ['Support'] },
        { name: 'Cleo Cruz', roles: ['org-member'], status: 'invited' },
        { name: 'Dan Berg', roles: ['org-member'] },
        { name: 'Sue Spend', roles: ['org-member'], status: 'suspended' },
      ],
      groups: ['Support'],
    });
  });

  afterEach(() => {
    for (const page of pages.splice(0)) page.remove();
  });

  it('finds people by name or address as one types, and Enter chooses with an entry for each', async () => {
    const [target, picker] = await form(html`<roster-people-picker name="people" multiple></roster-people-picker>`);
    const told: string[] = [];
    for (const type of ['input', 'change'])
      target.addEventListener(type, () => told.push(`${type} ${picker.value.length}`));
    picker.focus();
    await search(picker, 'berg', ['Bo Berg', 'Dan Berg']);
    expect(field(picker).getAttribute('aria-expanded')).to.equal('true');
    await sendKeys({ press: 'ArrowDown' });
    await picker.updateComplete;
    const active = field(picker).getAttribute('aria-activedescendant')!;
    expect(picker.shadowRoot!.getElementById(active)!.textContent).to.contain('Dan Berg');
    await sendKeys({ press: 'Enter' });
    await picker.updateComplete;
    expect(field(picker).value).to.equal('');
    await search(picker, 'cleo.cruz@', ['Cleo Cruz']);
    await sendKeys({ press: 'Enter' });
    await picker.updateComplete;
    expect(chips(picker)).to.deep.equal(['Dan Berg', 'Cleo Cruz']);
    expect(sent(target)).to.deep.equal([id('Dan Berg'), id('Cleo Cruz')]);
    expect(told).to.deep.equal(['input 1', 'change 1', 'input 2', 'change 2']);
    const said = picker.shadowRoot!.querySelector('[data-live]')!.textContent;
    expect(said).to.contain('Cleo Cruz added.');
    await sendKeys({ press: 'Escape' });
    await sendKeys({ press: 'Backspace' });
    await picker.updateComplete;
    expect(sent(target)).to.deep.equal([id('Dan Berg')]);
  });

  it('one at most unless it says multiple: another choice takes the place of the first', async () => {
    const [target, picker] = await form(html`<roster-people-picker name="people"></roster-people-picker>`);
    picker.focus();
    await search(picker, 'ada', ['Ada Alba']);
    await sendKeys({ press: 'Enter' });
    await picker.updateComplete;
    expect(field(picker).getAttribute('aria-expanded')).to.equal('false');
    await search(picker, 'cleo', ['Cleo Cruz']);
    await sendKeys({ press: 'Enter' });
    await picker.updateComplete;
    expect(chips(picker)).to.deep.equal(['Cleo Cruz']);
    expect(sent(target)).to.deep.equal([id('Cleo Cruz')]);
  });

  it('shows whom the page has chosen by name, and gets their names when the page chooses others', async () => {
    const [target, picker] = await form(
      html`<roster-people-picker
        name="people"
        multiple
        value="${id('Bo Berg')} ${id('Sue Spend')}"
      ></roster-people-picker>`,
    );
    await until(() => chips(picker).join() === 'Bo Berg,Sue Spend', 'the names are there');
    expect(sent(target)).to.deep.equal([id('Bo Berg'), id('Sue Spend')]);
    picker.value = [id('Ada Alba')];
    await until(() => chips(picker).join() === 'Ada Alba', 'the name is there');
  });

  it('finds only people of the group, and those who are excluded with the reason', async () => {
    const [target, picker] = await form(
      html`<roster-people-picker
        name="people"
        multiple
        group=${w.groups['Support']!}
        exclude=${id('Bo Berg')}
      ></roster-people-picker>`,
    );
    picker.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => options(picker).join() === 'Ada Alba,Bo Berg', 'the group is there');
    const bo = [...picker.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')][1]!;
    expect(bo.getAttribute('aria-disabled')).to.equal('true');
    expect(bo.textContent).to.contain('Already chosen');
    bo.click();
    await picker.updateComplete;
    expect(sent(target)).to.deep.equal([]);
  });

  it('is judged, reset and restored with the form, and text alone is nobody', async () => {
    const [target, picker] = await form(
      html`<label for="p">Who decides</label
        ><roster-people-picker id="p" name="people" required></roster-people-picker>`,
    );
    expect(field(picker).getAttribute('aria-label')).to.equal('Who decides');
    expect(field(picker).getAttribute('aria-required')).to.equal('true');
    document.querySelector<HTMLElement>('label[for=p]')!.click();
    await search(picker, 'bo b', ['Bo Berg']);
    expect(target.checkValidity()).to.equal(false);
    expect(picker.validity.valueMissing).to.equal(true);
    target.reportValidity();
    expect(picker.shadowRoot!.activeElement).to.equal(field(picker));
    await sendKeys({ press: 'Enter' });
    await picker.updateComplete;
    expect(target.checkValidity()).to.equal(true);
    target.reset();
    await picker.updateComplete;
    expect(chips(picker)).to.deep.equal([]);
    picker.formStateRestoreCallback(`${id('Dan Berg')}`);
    await until(() => chips(picker).join() === 'Dan Berg', 'it is restored');
    field(picker).blur();
    document.querySelector<HTMLElement>('label[for=p]')!.click();
    expect(picker.shadowRoot!.activeElement).to.equal(field(picker));
    expect(sent(target)).to.deep.equal([id('Dan Berg')]);
  });

  it('a disabled fieldset disables it and sends nothing; Enter in it does not send the form', async () => {
    const [target, picker] = await form(
      html`<fieldset disabled>
        <roster-people-picker name="people" value=${id('Bo Berg')}></roster-people-picker>
      </fieldset>`,
    );
    expect(field(picker).disabled).to.equal(true);
    expect(sent(target)).to.deep.equal([]);
    let submits = 0;
    target.addEventListener('submit', (event) => {
      event.preventDefault();
      submits++;
    });
    target.querySelector('fieldset')!.disabled = false;
    await picker.updateComplete;
    expect(field(picker).disabled).to.equal(false);
    expect(sent(target)).to.have.length(1);
    picker.focus();
    await sendKeys({ press: 'Enter' });
    expect(submits).to.equal(0);
  });

  it('WID-06 a search that fails says so and can be tried again, with what was typed kept', async () => {
    const [, picker] = await form(html`<roster-people-picker name="people"></roster-people-picker>`);
    const real = globalThis.fetch;
    globalThis.fetch = () => Promise.reject(new TypeError('down'));
    try {
      picker.focus();
      await sendKeys({ type: 'dan' });
      await until(() => /could not be loaded/.test(picker.shadowRoot!.textContent!), 'it says so');
    } finally {
      globalThis.fetch = real;
    }
    expect(field(picker).value).to.equal('dan');
    await sendKeys({ press: 'Enter' });
    await until(() => options(picker).join() === 'Dan Berg', 'they are found');
  });

  it('who may not see people is told so and sees nobody, and what the page has chosen is still sent', async () => {
    const other = await world({
      preset: 'insights',
      people: [
        { name: 'Ann', roles: ['admin'] },
        { name: 'Ben', roles: ['user'] },
      ],
    });
    const [target, picker] = await form(
      html`<roster-people-picker name="people" value=${other.people['Ann']!.id}></roster-people-picker>`,
    );
    picker.token = other.token('Ben');
    await until(() => picker.shadowRoot!.querySelector('[role=alert]'), 'it says so');
    expect(picker.shadowRoot!.textContent).to.contain('You do not have access to this');
    expect(picker.shadowRoot!.querySelector('input, button')).to.equal(null);
    expect(sent(target)).to.deep.equal([other.people['Ann']!.id]);
  });

  it('keys typed in it are no shortcuts of the page, and what it loads has nothing from before it moved', async () => {
    const [target, picker] = await form(html`<roster-people-picker name="people"></roster-people-picker>`);
    let keys = 0;
    const count = (): unknown => keys++;
    document.addEventListener('keydown', count);
    picker.focus();
    await sendKeys({ type: 'bo' });
    document.removeEventListener('keydown', count);
    expect(keys).to.equal(0);
    picker.value = id('Bo Berg');
    target.append(picker);
    await until(() => chips(picker).join() === 'Bo Berg', 'it is still there');
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`has no fault that axe finds in ${scheme}, in either direction, at 320 px, open and closed`, async () => {
      const [target, picker] = await form(
        html`<label for="p">Who decides</label
          ><roster-people-picker id="p" name="people" multiple value=${id('Bo Berg')}></roster-people-picker>`,
      );
      picker.theme = scheme;
      target.style.maxInlineSize = '320px';
      for (const dir of ['ltr', 'rtl']) {
        target.dir = dir;
        picker.focus();
        await sendKeys({ press: 'ArrowDown' });
        await until(() => options(picker).length > 0, 'the list is there');
        for (const key of ['ArrowDown', 'Escape']) {
          await sendKeys({ press: key });
          await picker.updateComplete;
          const { violations } = await axe.run(target, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
          });
          expect(violations.map(({ id: rule, nodes }) => `${rule} ${nodes[0]?.html}`)).to.deep.equal([]);
        }
      }
    });
  }
});
