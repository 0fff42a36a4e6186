import { warnTwice } from '../warn-twice.ts';
import { Member } from './member.ts';

if (customElements.get('roster-member')) warnTwice('roster-member', Member);
else customElements.define('roster-member', Member);
