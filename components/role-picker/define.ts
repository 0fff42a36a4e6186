import { warnTwice } from '../warn-twice.ts';
import { RolePicker } from './role-picker.ts';

if (customElements.get('roster-role-picker')) warnTwice('roster-role-picker', RolePicker);
else customElements.define('roster-role-picker', RolePicker);
