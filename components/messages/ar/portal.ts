import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const portal: Words<'portal'> = {
  sections: 'الأقسام',
  members: 'الأعضاء',
  groups: 'المجموعات',
  roles: 'الأدوار',
  audit: 'سجل التدقيق',
  group: 'المجموعة',
  everybody: 'كل المجموعات',
  allGroups: (count) => `كل المجموعات (${count})`,
  back: (to) => `رجوع إلى ${isolated(to)}`,
  notAllowedDetail: 'تتطلب إدارة الأشخاص دورًا آخر هنا. يمكن لأحد المشرفين منحك إياه.',
};
