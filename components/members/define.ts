import { warnTwice } from '../warn-twice.ts';
import { Members } from './members.ts';

if (customElements.get('roster-members')) warnTwice('roster-members', Members);
else customElements.define('roster-members', Members);
