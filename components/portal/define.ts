import { warnTwice } from '../warn-twice.ts';
import { Portal } from './portal.ts';

if (customElements.get('roster-portal')) warnTwice('roster-portal', Portal);
else customElements.define('roster-portal', Portal);
