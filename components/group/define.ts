import { warnTwice } from '../warn-twice.ts';
import { Group } from './group.ts';

if (customElements.get('roster-group')) warnTwice('roster-group', Group);
else customElements.define('roster-group', Group);
