import { warnTwice } from '../warn-twice.ts';
import { Provider } from './provider.ts';

if (customElements.get('roster-provider')) warnTwice('roster-provider', Provider);
else customElements.define('roster-provider', Provider);
