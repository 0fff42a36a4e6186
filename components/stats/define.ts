import { warnTwice } from '../warn-twice.ts';
import { Stats } from './stats.ts';

if (customElements.get('roster-stats')) warnTwice('roster-stats', Stats);
else customElements.define('roster-stats', Stats);
