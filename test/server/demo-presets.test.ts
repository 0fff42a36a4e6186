import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { preset, presetNames } from '../../server/presets/presets.ts';
import { readPortal, WrongPortal } from '../../server/presets/read-portal.ts';

describe('a portal document', () => {
  for (const name of presetNames) {
    it(`of the preset ${name} can be used as it is`, () => {
      assert.equal(preset(name).removedName, 'User Removed');
    });

    it(`of the preset ${name} lets its admin give every role there is`, () => {
      const { roles } = preset(name);
      const admin = roles.find((role) => role.permissions.includes('organization:manage'));
      const missing = roles.flatMap((role) => role.permissions.filter((one) => !admin?.permissions.includes(one)));
      assert.deepEqual(missing, []);
    });
  }

  it('tells its author every fault at once, each by its pointer', () => {
    const { limits: _, ...rest } = preset('optra');
    const wrong = { ...rest, columns: ['name', 'shoe'], colour: 'red', roles: [{ ...rest.roles[0], key: 'A b' }] };
    assert.throws(
      () => readPortal(wrong),
      (error) => {
        assert.ok(error instanceof WrongPortal);
        assert.deepEqual(error.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort(), [
          '/colour unknown_field',
          '/columns/1 invalid',
          '/limits required',
          '/roles/0/key invalid',
        ]);
        return true;
      },
    );
  });

  it('is refused when its parts contradict each other', () => {
    const portal = preset('spectra');
    const [admin, member] = portal.roles;
    const pointers = (document: unknown): string[] => {
      try {
        readPortal(document);
        return [];
      } catch (error) {
        assert.ok(error instanceof WrongPortal);
        return error.errors.map(({ pointer }) => pointer);
      }
    };
    assert.deepEqual(pointers({ ...portal, roles: [admin, { ...member, key: 'org-admin' }] }), ['/roles/1/key']);
    assert.deepEqual(pointers({ ...portal, roles: [member] }), ['/roles']);
    assert.deepEqual(pointers({ ...portal, actions: ['invite'] }), ['/rules/leaving']);
    assert.deepEqual(pointers({ ...portal, limits: { ...portal.limits, invitesPerRequest: 101 } }), [
      '/limits/invitesPerRequest',
    ]);
    assert.deepEqual(pointers({ ...portal, limits: { ...portal.limits, invitationLife: '1 day' } }), [
      '/limits/invitationLife',
    ]);
  });

  it('leaves parts away by name, and never both ways to open a person or to do something to one', () => {
    const portal = preset('spectra');
    const read = (features: unknown) => (): unknown => readPortal({ ...portal, features });
    assert.equal(preset('default').features, undefined, 'all there is');
    assert.doesNotThrow(read({ bulk: false, columns: false, rowActions: false }));
    for (const feature of ['openByName', 'ownActions'])
      assert.throws(read({ rowActions: false, [feature]: false }), new RegExp(`/features/${feature}: .*only way`));
    assert.throws(read({ bulk: 'no' }), /\/features\/bulk: /);
    assert.throws(read({ selection: false }), /\/features\/selection: A portal document has no such field/);
  });

  it('may have one order alone, which nobody chooses', () => {
    assert.doesNotThrow(() => readPortal({ ...preset('default'), sortable: [] }));
  });

  it('of Optra has two roles that exclude all others, and six that combine (O-07)', () => {
    const { roles } = preset('optra');
    assert.deepEqual(
      roles.filter((role) => role.exclusive).map((role) => role.name),
      ['Admin', 'Chart Viewer Only'],
    );
    assert.equal(roles.length, 8);
  });

  it('of Spectra sorts and searches by address alone, and its links live for a day (S-02, S-07, S-09)', () => {
    const { sortable, searchable, filterable, limits } = preset('spectra');
    assert.deepEqual(
      { sortable, searchable, filterable, limits },
      {
        sortable: ['email'],
        searchable: ['email'],
        filterable: ['role'],
        limits: { invitesPerRequest: 100, emailField: 250, invitationLife: 'P1D', sessionLife: 'P14D' },
      },
    );
  });
});
