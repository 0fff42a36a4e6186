import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const group: Words<'group'> = {
  members: (noun) => `أعضاء ${isolated(noun)}`,
  groupRole: 'الدور في المجموعة',
  groupRoles: { owner: 'مالك', member: 'عضو' },
  gives: 'تمنح',
  add: (noun) => `إضافة عضو إلى ${isolated(noun)}`,
  editRole: (label) => `تعديل ${isolated(label)}`,
  remove: (noun) => `إخراج من ${isolated(noun)}`,
  removed: (name, group) => `أُخرج ${isolated(name)} من ${isolated(group)}`,
  back: 'عاد إليها.',
  emptyTitle: 'لا أحد هنا بعد',
  emptyDetail: 'أضف أشخاصًا من المؤسسة، وسينضمون على الفور.',
  noMatch: 'لا توجد نتائج',
  missing: 'حُذفت، أو لست ممن يرونها.',
};
