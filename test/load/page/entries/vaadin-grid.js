import '@vaadin/grid/vaadin-grid.js';
import '@vaadin/grid/vaadin-grid-selection-column.js';
import '@vaadin/grid/vaadin-grid-sort-column.js';

const { items } = await (await fetch('/roster/v1/members?limit=50&sort=email')).json();
document.querySelector('main').innerHTML = `<vaadin-grid all-rows-visible>
  <vaadin-grid-selection-column></vaadin-grid-selection-column>
  ${['name', 'email', 'status', 'roles', 'lastActiveAt'].map((path) => `<vaadin-grid-sort-column path="${path}"></vaadin-grid-sort-column>`).join('')}
</vaadin-grid>`;
document.querySelector('vaadin-grid').items = items.map((member) => ({ ...member, roles: member.roles.length }));
