import type { Words } from '../en.ts';
import type { Formats } from '../formats.ts';
import { isolated } from './isolated.ts';

/** "Three people", after a verb or a colon. */
const people = (count: number, f: Formats): string =>
  f.plural(count, {
    zero: 'لا أحد',
    one: 'شخص واحد',
    two: 'شخصان',
    few: '# أشخاص',
    many: '# شخصًا',
    other: '# شخص',
  });

export const membersActions: Words<'membersActions'> = {
  edit: 'تعديل',
  editInvitation: 'تعديل الدعوة',
  resetPassword: 'إرسال رابط كلمة مرور جديدة',
  suspend: 'إيقاف',
  reactivate: 'إعادة التنشيط',
  remove: 'إزالة',
  addRoles: 'منح دور',
  removeRoles: 'سحب دور',
  addToGroup: 'إضافة إلى مجموعة',
  removeFromGroup: 'إخراج من مجموعة',
  isNow: (name, status) => `${isolated(name)}: الحالة الآن «${status}»`,
  areNow: (count, status, f) => `${people(count, f)}: الحالة الآن «${status}»`,
  removedMany: (count, f) =>
    f.plural(count, {
      zero: 'لم يُزَل أحد',
      one: 'أُزيل شخص واحد',
      two: 'أُزيل شخصان',
      few: 'أُزيل # أشخاص',
      many: 'أُزيل # شخصًا',
      other: 'أُزيل # شخص',
    }),
  changedMany: (count, f) =>
    f.plural(count, {
      zero: 'لم يُعدَّل أحد',
      one: 'عُدّلت بيانات شخص واحد',
      two: 'عُدّلت بيانات شخصين',
      few: 'عُدّلت بيانات # أشخاص',
      many: 'عُدّلت بيانات # شخصًا',
      other: 'عُدّلت بيانات # شخص',
    }),
  unchangedMany: (count, f) => `${people(count, f)} على هذه الحال من قبل`,
  refusedMany: (count, f) =>
    f.plural(count, {
      zero: 'نُفّذ للجميع',
      one: 'لم يُنفَّذ لشخص واحد',
      two: 'لم يُنفَّذ لشخصين',
      few: 'لم يُنفَّذ لـ # أشخاص',
      many: 'لم يُنفَّذ لـ # شخصًا',
      other: 'لم يُنفَّذ لـ # شخص',
    }),
  leftMany: (count, f) =>
    f.plural(count, {
      zero: 'لم يبقَ أحد',
      one: 'بقي شخص واحد',
      two: 'بقي شخصان',
      few: 'بقي # أشخاص',
      many: 'بقي # شخصًا',
      other: 'بقي # شخص',
    }),
  undoneNot: (count, f) =>
    f.plural(count, {
      zero: 'تم التراجع للجميع',
      one: 'تعذّر التراجع لشخص واحد',
      two: 'تعذّر التراجع لشخصين',
      few: 'تعذّر التراجع لـ # أشخاص',
      many: 'تعذّر التراجع لـ # شخصًا',
      other: 'تعذّر التراجع لـ # شخص',
    }),
  manyTitle: (verb, count, f) => `${verb}: ${people(count, f)}؟`,
  removeManyDetail: (removedName) =>
    `يُسجَّل خروجهم فورًا، ويفقدون أدوارهم ومجموعاتهم، ولا يمكنهم العودة إلا بدعوة جديدة. ويبقى ما أنشأوه باسم «${isolated(removedName)}». لا يمكن التراجع عن هذا.`,
  manyDetail: 'يسري هذا على الجميع دفعة واحدة. ويمكنك التراجع خلال عشر دقائق.',
  giveTitle: (verb, count, f) => `${verb}: ${people(count, f)}`,
  nothingToGive: 'لا يوجد ما يمكنك اختياره هنا.',
};
