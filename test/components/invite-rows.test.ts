import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';
import '../../components/invite/define.ts';
import { clearPage, given, HostPeople, press, type, until, type Given } from './invite-given.ts';
import { clearWorlds, world as onApi } from './support/world.ts';

declare const axe: { run(context: Element, options: object): Promise<AxeResults> };

/** A portal whose invitations have a row for each person. */
function rowsOf(one = false, more: ConstructorParameters<typeof HostPeople>[0] = {}): HostPeople {
  const source = new HostPeople(more);
  source.world.portal = {
    ...source.world.portal,
    inviteLayout: 'rows',
    rolesPerMember: one ? 'one' : 'many',
  };
  return source;
}

async function rows(source = rowsOf()): Promise<Given> {
  const world = await given(source, { open: false });
  world.button('Invite').click();
  await until(() => world.root.querySelector('.people .field'), 'the rows are there');
  await until(() => world.root.querySelector('.more'), 'what comes later is there');
  return world;
}

const cell = (world: Given, row: number, field: 'name' | 'email' | 'roles' | 'groups' | 'drop'): HTMLInputElement =>
  [...world.root.querySelectorAll<HTMLInputElement>(`[id^=${field}-]:not([id$=-popup])`)].filter((one) =>
    /^[a-z]+-\d+$/.test(one.id),
  )[row]!;
const table = (world: Given): string[] =>
  [...world.root.querySelectorAll('.person')].map((row) =>
    [...row.querySelectorAll<HTMLInputElement>('label > input')].map(({ value }) => value).join(' | '),
  );
const active = (world: Given): string => world.root.activeElement?.id ?? '';
const notes = (world: Given): string[] =>
  [...world.root.querySelectorAll('.standing')].map((one) => one.textContent!.replace(/\s+/g, ' ').trim());

async function put(world: Given, into: HTMLInputElement, text: string): Promise<boolean> {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  into.focus();
  const taken = !into.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }),
  );
  await world.element.updateComplete;
  return taken;
}

describe('Inviting with a row for each person', () => {
  afterEach(() => {
    clearPage();
    clearWorlds();
  });

  it('I-02 opens with one row and the focus in its name; Enter moves on, adds a row, and sends from an empty one', async () => {
    const world = await rows();
    await until(() => active(world) === cell(world, 0, 'name').id, 'the focus is in the name');
    await type('Ada');
    await press('Enter');
    expect(active(world)).to.equal(cell(world, 0, 'email').id);
    await type('ada@acme.example');
    await press('Enter');
    await until(() => table(world).length === 2, 'there is another row');
    await until(() => active(world) === cell(world, 1, 'name').id, 'the focus is in it');
    await until(() => world.source.checks.length > 0, 'the server judges as one types');
    await press('Enter');
    await until(() => !world.dialog(), 'it is sent, and the dialog is closed');
    expect(world.source.invites[0]!.request.people).to.deep.equal([
      { email: 'ada@acme.example', name: 'Ada', roles: [] },
    ]);
    expect(document.activeElement).to.equal(world.element);
    expect(world.said.join()).to.contain('1 invitation sent');
  });

  it('I-02 a list pasted into a row fills rows, around what is already written', async () => {
    const world = await rows();
    await type('Zoe');
    expect(
      await put(world, cell(world, 0, 'name'), 'Ada\tada@acme.example\nGrace Hopper <grace@acme.example>'),
    ).to.equal(true);
    expect(table(world)).to.deep.equal(['Zoe | ', 'Ada | ada@acme.example', 'Grace Hopper | grace@acme.example']);
    await put(world, cell(world, 0, 'email'), 'zoe@acme.example, yan@acme.example');
    expect(table(world)).to.deep.equal([
      'Zoe | zoe@acme.example',
      ' | yan@acme.example',
      'Ada | ada@acme.example',
      'Grace Hopper | grace@acme.example',
    ]);
    expect(await put(world, cell(world, 1, 'name'), 'Yan')).to.equal(false);
    expect(world.said.join()).to.contain('2 people added.');
  });

  it('EML-02 an address with a name in the field of addresses is a person with a name', async () => {
    const world = await rows();
    cell(world, 0, 'email').focus();
    await type('"Doe, Jane" <jane@acme.example>');
    await press('Enter');
    await until(() => table(world)[0] === 'Doe, Jane | jane@acme.example', 'each is where it belongs');
  });

  it('I-02 each row has its own role, and one role each is a select that starts with the least', async () => {
    const world = await rows(rowsOf(true));
    await put(world, cell(world, 0, 'name'), 'a@acme.example\nb@acme.example');
    const selects = [...world.root.querySelectorAll('select')];
    expect(selects).to.have.length(2);
    expect([...selects[0]!.options].map(({ label }) => label)).not.to.include('Auditor');
    selects[1]!.value = 'rol_billing-admin';
    selects[1]!.dispatchEvent(new Event('change', { bubbles: true }));
    await world.element.updateComplete;
    await until(() => world.source.checks.length > 0 && !world.root.querySelector('.spinner'), 'it is judged');
    world.send().click();
    await until(() => world.root.querySelector('.review'), 'the review is there');
    expect(world.text()).to.contain('Billing Admin');
    world.send().click();
    await until(() => !world.dialog(), 'it is sent');
    expect(world.source.invites[0]!.request).to.deep.include({ groups: [] });
    expect(world.source.invites[0]!.request.people.map(({ roles }) => roles)).to.deep.equal([
      ['rol_chart-editor'],
      ['rol_billing-admin'],
    ]);
  });

  it('A-02 O-07 several roles and groups per row; an exclusive role clears the others of that row, with Undo', async () => {
    const world = await rows();
    await type('Ada');
    cell(world, 0, 'roles').focus();
    await type('Chart Ed');
    await until(() => world.root.querySelector('[role=option]'), 'the role is found');
    await press('Enter');
    await type('Admin');
    await until(() => world.root.querySelectorAll('[role=option]').length === 2, 'two are found');
    expect(world.root.querySelector('[role=option]')!.textContent).to.contain('Cannot be combined with other roles.');
    await press('Enter');
    const given = (): string =>
      [...world.root.querySelectorAll('.person .chip .face')].map((one) => one.textContent!.trim()).join();
    await until(() => given() === 'Admin', 'the other is cleared');
    expect(world.said.join()).to.contain('Admin selected. Chart Editor was cleared.');
    await press('Escape');
    world.button('Undo').click();
    await until(() => given() === 'Chart Editor', 'it is back');
    cell(world, 0, 'groups').focus();
    await type('Design');
    await until(() => world.root.querySelector('[role=option]'), 'the group is found');
    await press('Enter', 'Escape');
    expect(given()).to.equal('Chart Editor,Design');
    cell(world, 0, 'email').focus();
    await type('ada@acme.example');
    await until(() => world.source.checks.at(-1)?.[0]?.includes('ada@acme.example'), 'it is judged');
    world.send().click();
    await until(() => world.source.invites.length === 1, 'it is sent');
    expect(world.source.invites[0]!.request.people).to.deep.equal([
      { email: 'ada@acme.example', name: 'Ada', roles: ['rol_chart-editor'], groups: ['grp_design'] },
    ]);
  });

  it('I-02 S-06 a row that is wrong says why, keeps the others, and sending goes to it', async () => {
    const world = await rows(rowsOf(true));
    await put(world, cell(world, 0, 'name'), 'ada@acme.example\nbob@acme.example\neve@acme.example\nnonsense');
    await until(() => notes(world).filter(Boolean).length === 3, 'they are judged');
    expect(notes(world)[1]).to.equal('Bob Stone is a member here.');
    expect(notes(world)[2]).to.equal('Invited yesterday. Resend');
    expect(cell(world, 1, 'email').getAttribute('aria-invalid')).to.equal('true');
    const why = cell(world, 1, 'email').getAttribute('aria-describedby')!;
    expect(world.root.getElementById(why)!.textContent).to.contain('member');
    world.send().click();
    await until(() => active(world) === cell(world, 3, 'email').id, 'the focus is in the worst');
    await until(() => world.text().includes('Nothing was sent.'), 'it says so');
    expect(world.source.invites).to.deep.equal([]);
    world.button('Resend').click();
    await until(() => table(world).length === 3, 'who was sent it again leaves');
  });

  it('I-02 the answer is per person: who was not invited stays in a row with the reason', async () => {
    const source = rowsOf(true);
    source.statuses.set('grace@acme.example', 'rateLimited');
    const world = await rows(source);
    await put(world, cell(world, 0, 'name'), 'Ada\tada@acme.example\nGrace\tgrace@acme.example');
    await until(() => source.checks.length > 0, 'they are judged');
    world.send().click();
    await until(() => world.root.querySelector('.review'), 'the review is there');
    world.send().click();
    await until(() => table(world).join() === 'Grace | grace@acme.example', 'one is left');
    await until(() => notes(world)[0] === 'The server says rateLimited.', 'the reason is there');
    expect(world.text()).to.contain('1 sent, 1 not');
  });

  it('S-06 a name without an address is judged when it is sent, not while it is written', async () => {
    const world = await rows();
    await type('Ada');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(notes(world)[0]).to.equal('');
    expect(world.source.checks).to.deep.equal([]);
    world.send().click();
    await until(() => notes(world)[0] === 'This is not an email address.', 'it says so');
    await until(() => active(world) === cell(world, 0, 'email').id, 'the focus is where it is missing');
    expect(world.source.invites).to.deep.equal([]);
  });

  it('removing a row gives the focus to its neighbour, and Undo brings the row back to its place', async () => {
    const world = await rows();
    await put(world, cell(world, 0, 'name'), 'a@acme.example\nb@acme.example\nc@acme.example');
    const third = cell(world, 2, 'drop').id;
    cell(world, 1, 'drop').click();
    await until(() => active(world) === third, 'the focus is on the next row');
    expect(table(world)).to.deep.equal([' | a@acme.example', ' | c@acme.example']);
    expect(world.said.join()).to.contain('b@acme.example removed');
    cell(world, 1, 'drop').click();
    await until(() => table(world).length === 1, 'it is gone');
    await until(() => active(world) === cell(world, 0, 'name').id, 'the focus is in the last row');
    world.button('Undo').click();
    await until(() => table(world).join() === ' | a@acme.example, | c@acme.example', 'it is back');
  });

  it('S-07 people over the limit wait in their rows, and are sent next', async () => {
    const source = rowsOf(true, { limits: { invitesPerRequest: 2 } });
    const world = await rows(source);
    await put(world, cell(world, 0, 'name'), 'a@acme.example\nb@acme.example\nc@acme.example');
    expect(table(world)).to.have.length(3);
    expect(world.text()).to.contain('2 people at once. The rest stays below');
    await until(() => source.checks.length > 0, 'they are judged');
    world.send().click();
    await until(() => world.root.querySelector('.review'), 'the review is there');
    world.send().click();
    await until(() => table(world).join() === ' | c@acme.example', 'the rest is still there');
    expect(source.invites[0]!.request.people).to.have.length(2);
    expect(world.text()).to.contain('2 invitations sent');
  });

  it('WID-06 without an answer everything is still there, and leaving asks before it is lost', async () => {
    const source = rowsOf(true);
    source.faults.invite = [new Error('down')];
    const world = await rows(source);
    await put(world, cell(world, 0, 'name'), 'Ada <ada@acme.example>');
    await until(() => source.checks.length > 0, 'it is judged');
    world.send().click();
    await until(() => world.text().includes('Your entries are still here.'), 'it says so');
    expect(table(world)).to.deep.equal(['Ada | ada@acme.example']);
    await until(() => world.root.activeElement?.matches('input'), 'the focus is in a row');
    await press('Escape');
    await until(() => world.root.querySelector('#confirm[open]'), 'it asks');
    expect(world.root.querySelector('#confirm h2')!.textContent).to.equal('Discard 1 address?');
  });

  it('the host chooses the layout by attribute, and what is typed before it is there comes along', async () => {
    const source = new HostPeople();
    source.delay = 150;
    const world = await given(source, { open: false });
    world.button('Invite').click();
    await until(() => world.root.querySelector('#people'), 'one can write');
    await type('ada@acme.example');
    world.element.inviteLayout = 'rows';
    await until(() => table(world)[0] === ' | ada@acme.example', 'it is in a row');
  });

  it('every control of the rows is reached by Tab, in the order of sight', async () => {
    const world = await rows();
    await put(world, cell(world, 0, 'name'), 'a@acme.example\nb@acme.example');
    cell(world, 0, 'name').focus();
    const walked: string[] = [];
    for (let step = 0; step < 11; step++) {
      walked.push(active(world).replace(/-\d+$/, '') || world.root.activeElement!.textContent!.trim());
      await sendKeys({ press: 'Tab' });
    }
    const row = ['name', 'email', 'roles', 'groups', 'drop'];
    expect(walked).to.deep.equal([...row, ...row, 'Add a user']);
  });

  for (const [name, width, height, scheme, dir] of [
    ['wide', 1000, 800, 'light', 'ltr'],
    ['narrow and dark', 320, 700, 'dark', 'ltr'],
    ['from right to left', 700, 700, 'light', 'rtl'],
  ] as const) {
    it(`has no fault that axe finds, and nothing is cut: ${name}`, async () => {
      await setViewport({ width, height });
      try {
        const world = await rows();
        world.element.theme = scheme;
        world.element.parentElement!.dir = dir;
        await put(world, cell(world, 0, 'name'), 'ada@acme.example\nbob@acme.example\neve@acme.example');
        await until(() => notes(world).filter(Boolean).length === 2, 'they are judged');
        const { violations } = await axe.run(world.element.parentElement!, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
        });
        expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).to.deep.equal([]);
        const body = world.root.querySelector('.dialog-body')!;
        expect(body.scrollWidth).to.be.at.most(body.clientWidth);
        const small = [...world.root.querySelectorAll<HTMLElement>('.people :is(button, input, select)')].filter(
          (one) => one.offsetHeight < 24,
        );
        expect(small.map(({ outerHTML }) => outerHTML)).to.deep.equal([]);
      } finally {
        await setViewport({ width: 1280, height: 800 });
      }
    });
  }

  it('I-02 A-02 on the real API: each person gets the role of their row and a mail, the member there is named', async function () {
    this.timeout(90_000);
    const w = await onApi({
      preset: 'insights',
      portal: { features: {} },
      people: [
        { name: 'Ada', roles: ['admin'] },
        { name: 'Bo', roles: ['user'] },
      ],
    });
    const element = await w.mount('roster-invite', 'Ada');
    const root = element.shadowRoot!;
    root.querySelector<HTMLButtonElement>('[part=button]')!.click();
    await until(() => root.querySelector('.people select'), 'the rows are there');
    await until(() => root.activeElement?.id.startsWith('name-'), 'the focus is in the first');
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      'text/plain',
      `Cleo\tcleo@insights.example\nDan\tdan@insights.example\n${w.people['Bo']!.email}`,
    );
    root.activeElement!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }),
    );
    await until(() => root.querySelector('.standing.bad'), 'the member is known');
    root.querySelectorAll<HTMLButtonElement>('[id^=drop-]')[2]!.click();
    await element.updateComplete;
    const select = root.querySelectorAll('select')[1]!;
    select.value = w.roles['agent']!;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await element.updateComplete;
    const go = (): void => root.querySelector<HTMLButtonElement>('[part=send]')!.click();
    go();
    await until(() => root.querySelector('.review'), 'the review is there');
    go();
    await until(() => !root.querySelector('#invite[open]'), 'it is sent');
    const { body } = await w.api('Ada').call('GET', '/members?status=invited&sort=email');
    expect(body.items.map((one: { name: string; roles: string[] }) => `${one.name} ${one.roles.join()}`)).to.deep.equal(
      [`Cleo ${w.roles['user']}`, `Dan ${w.roles['agent']}`],
    );
    expect((await w.mail(2)).map(({ to }) => to.address)).to.have.members([
      'cleo@insights.example',
      'dan@insights.example',
    ]);
    await until(() => root.querySelector('.toast'), 'it is told');
  });
});
