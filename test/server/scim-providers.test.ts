import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { given, type World } from '../support/given.ts';
import { ask, each, enterpriseSchema, groupSchema, userSchema } from '../support/scim.ts';

/** The requests of two identity providers, in the order and the spelling in which their documentation has them. */

const [user, group, enterprise] = [userSchema, groupSchema, enterpriseSchema];
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

async function company(): Promise<World> {
  return given({ preset: 'default', groups: { Staff: { roles: ['member'] } }, people: { boss: { roles: ['admin'] } } });
}

const find = (field: string, value: string): string => `filter=${encodeURIComponent(`${field} eq "${value}"`)}`;

describe('an organization that provisions by Okta', () => {
  test('gets a person found, made, read, changed, suspended and let in again', async () => {
    const world = await company();
    const okta = world.key('*');
    const none = await ask(okta, 'GET', `/Users?${find('userName', 'test.user@okta.example')}&startIndex=1&count=100`);
    assert.deepEqual(none.body, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
    const made = await ask(okta, 'POST', '/Users', {
      schemas: [user],
      userName: 'test.user@okta.example',
      name: { givenName: 'Test', familyName: 'User' },
      emails: [{ primary: true, value: 'test.user@okta.example', type: 'work' }],
      displayName: 'Test User',
      locale: 'en-US',
      externalId: '00ujl29u0le5T6Aj10h7',
      groups: [],
      password: '1mz050nq',
      active: true,
    });
    assert.equal(made.status, 201, made.text);
    const { id, meta, ...told } = made.body;
    assert.deepEqual(told, {
      schemas: [user],
      externalId: '00ujl29u0le5T6Aj10h7',
      userName: 'test.user@okta.example',
      name: { formatted: 'Test User', givenName: 'Test', familyName: 'User' },
      displayName: 'Test User',
      active: true,
      emails: [{ value: 'test.user@okta.example', type: 'work', primary: true }],
      groups: [],
      roles: [],
    });
    assert.equal(made.headers.get('location'), meta.location);
    assert.equal(made.headers.get('etag'), meta.version);
    assert.ok(!made.text.includes('1mz050nq'));
    const again = await ask(okta, 'POST', '/Users', { schemas: [user], userName: 'test.user@okta.example' });
    assert.deepEqual([again.status, again.body.status, again.body.scimType], [409, '409', 'uniqueness']);

    const listed = await ask(okta, 'GET', '/Users?startIndex=1&count=100');
    assert.equal(listed.body.totalResults, 2);
    assert.deepEqual((await ask(okta, 'GET', `/Users/${id}`)).body, made.body);

    const put = await ask(okta, 'PUT', `/Users/${id}`, {
      schemas: [user],
      id,
      userName: 'test.user@okta.example',
      name: { givenName: 'Another', middleName: 'Excited', familyName: 'User' },
      emails: [{ primary: true, value: 'test.user@okta.example', type: 'work', display: 'test.user@okta.example' }],
      active: true,
      groups: [],
      meta: { resourceType: 'User' },
    });
    assert.equal(put.status, 200, put.text);
    assert.equal(put.body.name.formatted, 'Another User');
    assert.equal(put.body.externalId, '00ujl29u0le5T6Aj10h7', 'what it leaves out it does not mean to take away');

    const off = await ask(okta, 'PATCH', `/Users/${id}`, {
      schemas: [patchOp],
      Operations: [{ op: 'replace', value: { active: false } }],
    });
    assert.deepEqual([off.status, off.body.active], [200, false]);
    assert.equal((await world.as('boss').get(`/members/${id}`)).body.member.status, 'suspended');
    const on = await ask(okta, 'PUT', `/Users/${id}`, {
      schemas: [user],
      userName: 'test.user@okta.example',
      name: { givenName: 'Another', familyName: 'User' },
      active: true,
    });
    assert.deepEqual([on.status, on.body.active], [200, true]);
    assert.equal((await world.as('boss').get(`/members/${id}`)).body.member.status, 'active');
  });

  test('gets groups pushed: listed, made, named, filled, emptied and deleted', async () => {
    const world = await company();
    const okta = world.key('*');
    const person = async (name: string): Promise<string> =>
      (await ask(okta, 'POST', '/Users', { schemas: [user], userName: `${name}@okta.example` })).body.id;
    const [ann, ben] = [await person('ann'), await person('ben')];
    assert.equal((await ask(okta, 'GET', '/Groups?startIndex=1&count=100')).body.totalResults, 1);
    const made = await ask(okta, 'POST', '/Groups', {
      schemas: [group],
      displayName: 'Test SCIMv2',
      members: [{ value: ann, display: 'ann@okta.example' }],
    });
    assert.equal(made.status, 201, made.text);
    const { id } = made.body;
    assert.deepEqual([each(made.body.members, 'value'), each(made.body.members, 'type')], [[ann], ['User']]);
    const renamed = await ask(okta, 'PATCH', `/Groups/${id}`, {
      schemas: [patchOp],
      Operations: [{ op: 'replace', value: { id, displayName: 'Test SCIMv20' } }],
    });
    assert.ok([200, 204].includes(renamed.status), renamed.text);
    const changed = await ask(okta, 'PATCH', `/Groups/${id}`, {
      schemas: [patchOp],
      Operations: [
        { op: 'remove', path: `members[value eq "${ann}"]` },
        { op: 'add', path: 'members', value: [{ value: ben, display: 'ben@okta.example' }] },
      ],
    });
    assert.ok([200, 204].includes(changed.status), changed.text);
    const now = await ask(okta, 'GET', `/Groups/${id}`);
    assert.deepEqual([now.body.displayName, each(now.body.members, 'value')], ['Test SCIMv20', [ben]]);
    const whole = await ask(okta, 'PUT', `/Groups/${id}`, {
      schemas: [group],
      id,
      displayName: 'Test SCIMv2',
      members: [{ value: ann }, { value: ben }],
    });
    assert.equal(whole.status, 200, whole.text);
    assert.equal(whole.body.members.length, 2);
    assert.equal((await ask(okta, 'DELETE', `/Groups/${id}`)).status, 204);
    assert.equal((await ask(okta, 'GET', `/Groups/${id}`)).status, 404);
  });
});

describe('an organization that provisions by Microsoft Entra ID', () => {
  test('gets a person found by two attributes, made, changed in its spelling, disabled and deleted', async () => {
    const world = await company();
    const entra = world.key('*');
    const name = 'Test_User_00aa00aa@contoso.example';
    const made = await ask(entra, 'POST', '/Users', {
      schemas: [user, enterprise],
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      userName: name,
      active: true,
      emails: [{ primary: true, type: 'work', value: 'Test_User_fd0ea19b@test.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
      roles: [],
    });
    assert.equal(made.status, 201, made.text);
    const { id } = made.body;
    assert.equal(made.body.userName, name.toLowerCase());
    assert.equal(made.body.emails[0].value, 'test_user_fd0ea19b@test.example');
    for (const query of [
      find('userName', name),
      find('externalId', '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef'),
      `filter=${encodeURIComponent('emails[type eq "work"].value eq "test_user_fd0ea19b@test.example"')}`,
      `${find('userName', name)}&aadOptscim062020`,
    ]) {
      const { body } = await ask(entra, 'GET', `/Users?${query}`);
      assert.deepEqual(each(body.Resources, 'id'), [id], query);
    }
    assert.equal((await ask(entra, 'GET', `/Users?${find('userName', 'non-existent user')}`)).body.totalResults, 0);

    const many = await ask(entra, 'PATCH', `/Users/${id}`, {
      schemas: [patchOp],
      Operations: [
        { op: 'Replace', path: 'displayName', value: 'Pvlo' },
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updatedEmail@microsoft.example' },
        { op: 'Replace', path: 'name.givenName', value: 'Gtfd' },
        { op: 'Replace', path: 'name.familyName', value: 'updatedFamilyName' },
        { op: 'Add', path: 'nickName', value: 'Babs' },
        { op: 'Add', path: 'title', value: 'Head of nothing' },
        { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+43 316 1234' },
        { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Graz' },
        { op: 'Replace', path: 'externalId', value: 'Eqpj' },
        { op: 'Replace', path: `${enterprise}:employeeNumber`, value: 'E 17' },
        { op: 'Add', path: `${enterprise}:manager`, value: id },
      ],
    });
    assert.equal(many.status, 200, many.text);
    const { displayName, emails, name: parts, title, phoneNumbers, externalId } = many.body;
    assert.deepEqual(
      [displayName, emails[0].value, parts.familyName, title, phoneNumbers, externalId],
      [
        'Pvlo',
        'updatedemail@microsoft.example',
        'updatedFamilyName',
        'Head of nothing',
        [{ value: '+43 316 1234', type: 'mobile' }],
        'Eqpj',
      ],
    );
    assert.deepEqual(many.body[enterprise], { employeeNumber: 'E 17' });
    assert.deepEqual(many.body.schemas, [user, enterprise]);

    const flagged = await ask(entra, 'PATCH', `/Users/${id}`, {
      schemas: [patchOp],
      Operations: [
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'third@test.example' },
        {
          op: 'replace',
          value: {
            displayName: 'Bjfe',
            'name.givenName': 'Kkom',
            'name.familyName': 'Unua',
            [`${enterprise}:employeeNumber`]: 'Aklq',
          },
        },
      ],
    });
    assert.deepEqual(
      [flagged.body.displayName, flagged.body.name.givenName, flagged.body[enterprise].employeeNumber],
      ['Bjfe', 'Kkom', 'Aklq'],
    );

    const renamed = await ask(entra, 'PATCH', `/Users/${id}`, {
      schemas: [patchOp],
      Operations: [{ op: 'Replace', path: 'userName', value: '5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.example' }],
    });
    assert.equal(renamed.body.userName, '5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.example');
    assert.equal(renamed.body.emails[0].value, 'third@test.example');

    const disabled = await ask(entra, 'PATCH', `/Users/${id}`, {
      schemas: [patchOp],
      Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
    });
    assert.deepEqual([disabled.status, disabled.body.active], [200, false], disabled.text);
    const again = await ask(entra, 'PATCH', `/Users/${id}`, {
      schemas: [patchOp],
      Operations: [{ op: 'replace', path: `${user}:active`, value: false }],
    });
    assert.equal(again.status, 200, 'what is so already is no fault');
    const found = await ask(entra, 'GET', `/Users?${find('externalId', 'Eqpj')}`);
    assert.equal(found.body.Resources[0].active, false);
    assert.equal((await ask(entra, 'DELETE', `/Users/${id}`)).status, 204);
    assert.equal((await ask(entra, 'GET', `/Users/${id}`)).status, 404);
    assert.equal((await ask(entra, 'DELETE', `/Users/${id}`)).status, 404);
  });

  test('gets groups without their members, and members by reference, in either spelling', async () => {
    const world = await company();
    const entra = world.key('*');
    const made = await ask(entra, 'POST', '/Groups', {
      schemas: [group, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'displayName',
      meta: { resourceType: 'Group' },
    });
    assert.equal(made.status, 201, made.text);
    const { id } = made.body;
    const read_ = await ask(entra, 'GET', `/Groups/${id}?excludedAttributes=members`);
    assert.deepEqual([read_.status, 'members' in read_.body], [200, false]);
    const found = await ask(entra, 'GET', `/Groups?excludedAttributes=members&${find('displayName', 'DISPLAYNAME')}`);
    assert.deepEqual([each(found.body.Resources, 'id'), 'members' in found.body.Resources[0]], [[id], false]);
    const { body: person } = await ask(entra, 'POST', '/Users', { schemas: [user], userName: 'u1091@contoso.example' });
    const members = async (...operations: unknown[]): Promise<string[]> => {
      const reply = await ask(entra, 'PATCH', `/Groups/${id}`, { schemas: [patchOp], Operations: operations });
      assert.ok([200, 204].includes(reply.status), reply.text);
      return each((await ask(entra, 'GET', `/Groups/${id}?attributes=members`)).body.members, 'value') as string[];
    };
    const add = { op: 'Add', path: 'members', value: [{ $ref: null, value: person.id }] };
    assert.deepEqual(await members(add), [person.id]);
    assert.deepEqual(await members(add), [person.id], 'who is there already is no fault');
    const reference = encodeURIComponent(`id eq "${id}" and members eq "${person.id}"`);
    assert.equal((await ask(entra, 'GET', `/Groups?filter=${reference}&attributes=id`)).body.totalResults, 1);
    assert.deepEqual(await members({ op: 'Remove', path: 'members', value: [{ value: person.id }] }), []);
    assert.deepEqual(await members(add), [person.id]);
    assert.deepEqual(await members({ op: 'remove', path: `members[value eq "${person.id}"]` }), []);
    assert.deepEqual(await members({ op: 'Replace', path: 'displayName', value: '1879db59' }), []);
    assert.equal((await ask(entra, 'DELETE', `/Groups/${id}`)).status, 204);
  });
});
