import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const invite: Words<'invite'> = {
  heading: 'دعوة أشخاص',
  lead: (organization) => `تصلهم رسالة بريد إلكتروني فيها رابط للانضمام إلى ${isolated(organization)}.`,
  leadNoMail: (organization) => `ينضمون إلى ${isolated(organization)} برابط تسلّمه لهم بنفسك.`,
  linkWorksFor: (time) => `مدة صلاحية الرابط: ${time}.`,
  dialogFailed: 'تعذّر تحميل نموذج الدعوة.',
  addresses: 'عناوين البريد الإلكتروني',
  addressesPlaceholder: 'name@example.com, …',
  addressesHint: 'الصق قائمة، أو اضغط Enter بعد كل عنوان.',
  checking: 'جارٍ التحقق من العناوين',
  noMail: 'لا تُرسَل الدعوات بالبريد هنا. بعد الإرسال تحصل على رابط لكل شخص لتسلّمه له.',
  send: (count, f) =>
    count < 2
      ? 'إرسال الدعوة'
      : f.plural(count, { two: 'إرسال دعوتين', few: 'إرسال # دعوات', many: 'إرسال # دعوة', other: 'إرسال # دعوة' }),
  create: (count, f) =>
    count < 2
      ? 'إنشاء الدعوة'
      : f.plural(count, { two: 'إنشاء دعوتين', few: 'إنشاء # دعوات', many: 'إنشاء # دعوة', other: 'إنشاء # دعوة' }),
  review: (count, f) =>
    f.plural(count, {
      zero: 'مراجعة الدعوات',
      one: 'مراجعة دعوة واحدة',
      two: 'مراجعة دعوتين',
      few: 'مراجعة # دعوات',
      many: 'مراجعة # دعوة',
      other: 'مراجعة # دعوة',
    }),
  sending: 'جارٍ الإرسال',
  stop: 'إيقاف',
  lostNothing: 'ما أدخلته لا يزال هنا.',
  notAllowed: 'لا يمكنك دعوة أحد هنا.',
  groups: 'المجموعات',
  groupsPlaceholder: 'البحث في المجموعات',
  optional: 'اختياري',
  defaultGroup: ['لم تُختر مجموعة: ينضم الأشخاص إلى ', '.'],
  addMessage: 'إضافة رسالة شخصية',
};
