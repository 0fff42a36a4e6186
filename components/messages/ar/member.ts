import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const member: Words<'member'> = {
  noun: 'عضو',
  edit: (noun) => `تعديل ${isolated(noun)}`,
  editInvitation: 'تعديل الدعوة',
  create: (noun) => `إنشاء ${isolated(noun)}`,
  save: 'حفظ',
  saving: 'جارٍ الحفظ',
  you: 'أنت',
  status: { active: 'نشط', invited: 'مدعو', suspended: 'موقوف' },
  expired: 'منتهية',
  lastActive: 'آخر نشاط',
  joined: (day) => `الانضمام: ${day}`,
  name: 'الاسم',
  email: 'البريد الإلكتروني',
  optional: 'اختياري',
  inherited: 'أدوار من المجموعات',
  from: (groups) => `من ${isolated(groups)}`,
  clash: (role) => `دور ${isolated(role)} منفرد، وإحدى المجموعات تمنح دورًا آخر.`,
  groups: 'المجموعات',
  groupsPlaceholder: 'البحث في المجموعات',
  none: 'لا يوجد',
  withoutGroup: (name) => `إزالة ${isolated(name)}`,
};
