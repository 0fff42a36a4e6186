import { TabulatorFull } from 'tabulator-tables';

const { items } = await (await fetch('/roster/v1/members?limit=50&sort=email')).json();
new TabulatorFull(document.querySelector('main'), {
  data: items.map((member) => ({ ...member, roles: member.roles.length })),
  selectableRows: true,
  columns: [
    { formatter: 'rowSelection', titleFormatter: 'rowSelection', headerSort: false },
    { title: 'Name', field: 'name', headerFilter: 'input' },
    { title: 'Email', field: 'email' },
    { title: 'Status', field: 'status' },
    { title: 'Roles', field: 'roles' },
    { title: 'Last active', field: 'lastActiveAt' },
    { title: '', formatter: () => '<button type="button">…</button>' },
  ],
});
