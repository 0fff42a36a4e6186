import { AllCommunityModule, createGrid, ModuleRegistry } from 'ag-grid-community';

ModuleRegistry.registerModules([AllCommunityModule]);
const { items } = await (await fetch('/roster/v1/members?limit=50&sort=email')).json();
createGrid(document.querySelector('main'), {
  domLayout: 'autoHeight',
  rowData: items.map((member) => ({ ...member, roles: member.roles.length })),
  rowSelection: { mode: 'multiRow' },
  columnDefs: [
    { field: 'name', filter: true },
    { field: 'email', filter: true },
    { field: 'status' },
    { field: 'roles' },
    { field: 'lastActiveAt' },
    { headerName: '', cellRenderer: () => '…' },
  ],
});
