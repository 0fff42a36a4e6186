import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const roleChoice: Words<'roleChoice'> = {
  roles: 'الأدوار',
  role: 'الدور',
  exclusive: 'يستبعد غيره',
  exclusiveHint: 'لا يمكن جمعه مع أدوار أخرى.',
  roleCleared: (chosen, cleared, count) =>
    `حُدّد ${isolated(chosen)}. ${count === 1 ? 'وأُلغي تحديد' : 'وأُلغي تحديد كل من'} ${isolated(cleared)}.`,
  rolesRestored: (roles) => `حُدّد من جديد: ${isolated(roles)}.`,
};
