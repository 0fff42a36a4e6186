import { warnTwice } from '../warn-twice.ts';
import { Invite } from './invite.ts';

if (customElements.get('roster-invite')) warnTwice('roster-invite', Invite);
else customElements.define('roster-invite', Invite);
