// @ts-nocheck
import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const inviteRows: Words<'inviteRows'> = {
  people: 'الأشخاص المراد دعوتهم',
  person: (row, f) => `الشخص ${f.number(row)}`,
  name: 'الاسم',
  email: 'عنوان البريد الإلكتروني',
  hint: 'صف لكل شخص. الصق قائمة لملء الصفوف؛ ومفتاح Enter ينقلك إلى التالي.',
  add: 'إضافة شخص',
  remove: (who) => `إزالة ${isolated(who)}`,
  chooseRoles: 'اختيار الأدوار',
  overCount: (max, f) =>
    f.plural(max, {
      zero: 'لا يمكن دعوة أحد الآن. يبقى الباقي أدناه.',
      one: 'شخص واحد في كل مرة. يبقى الباقي أدناه؛ أرسل هذا أولًا.',
      two: 'شخصان في كل مرة. يبقى الباقي أدناه؛ أرسل هذين أولًا.',
      few: '# أشخاص في كل مرة. يبقى الباقي أدناه؛ أرسل هؤلاء أولًا.',
      many: '# شخصًا في كل مرة. يبقى الباقي أدناه؛ أرسل هؤلاء أولًا.',
      other: '# شخص في كل مرة. يبقى الباقي أدناه؛ أرسل هؤلاء أولًا.',
    }),
};
