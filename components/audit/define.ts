import { warnTwice } from '../warn-twice.ts';
import { Audit } from './audit.ts';

if (customElements.get('roster-audit')) warnTwice('roster-audit', Audit);
else customElements.define('roster-audit', Audit);
