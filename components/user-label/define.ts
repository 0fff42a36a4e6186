import { warnTwice } from '../warn-twice.ts';
import { UserLabel } from './user-label.ts';

if (customElements.get('roster-user-label')) warnTwice('roster-user-label', UserLabel);
else customElements.define('roster-user-label', UserLabel);
