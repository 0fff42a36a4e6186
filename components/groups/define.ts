import { warnTwice } from '../warn-twice.ts';
import { Groups } from './groups.ts';

if (customElements.get('roster-groups')) warnTwice('roster-groups', Groups);
else customElements.define('roster-groups', Groups);
