import { warnTwice } from '../warn-twice.ts';
import { Roles } from './roles.ts';

if (customElements.get('roster-roles')) warnTwice('roster-roles', Roles);
else customElements.define('roster-roles', Roles);
