import { warnTwice } from '../warn-twice.ts';
import { PeoplePicker } from './people-picker.ts';

if (customElements.get('roster-people-picker')) warnTwice('roster-people-picker', PeoplePicker);
else customElements.define('roster-people-picker', PeoplePicker);
