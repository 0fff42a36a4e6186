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
  addressesKeys: 'تنقلك مفاتيح الأسهم بين المُدخلات؛ Enter للتعديل، وDelete للإزالة.',
  listed: 'الأشخاص المراد دعوتهم',
  count: (count, max, f) => `${f.number(count)} من ${f.number(max)}`,
  added: (count, f) =>
    f.plural(count, {
      zero: 'لم يُضَف أحد.',
      one: 'أُضيف شخص واحد.',
      two: 'أُضيف شخصان.',
      few: 'أُضيف # أشخاص.',
      many: 'أُضيف # شخصًا.',
      other: 'أُضيف # شخص.',
    }),
  remove: (who) => `إزالة ${isolated(who)}`,
  removed: (who) => `أُزيل ${isolated(who)}`,
  removedSaid: (text) => `${text}. للتراجع اضغط Ctrl أو Command مع Z.`,
  removedMany: (count, f) =>
    f.plural(count, {
      zero: 'لم يُزَل أحد',
      one: 'أُزيل شخص واحد',
      two: 'أُزيل شخصان',
      few: 'أُزيل # أشخاص',
      many: 'أُزيل # شخصًا',
      other: 'أُزيل # شخص',
    }),
  overCount: (max, f) =>
    f.plural(max, {
      zero: 'لا يمكن دعوة أحد الآن. يبقى الباقي في الحقل.',
      one: 'شخص واحد في كل مرة. يبقى الباقي في الحقل؛ أرسل هذا أولًا.',
      two: 'شخصان في كل مرة. يبقى الباقي في الحقل؛ أرسل هذين أولًا.',
      few: '# أشخاص في كل مرة. يبقى الباقي في الحقل؛ أرسل هؤلاء أولًا.',
      many: '# شخصًا في كل مرة. يبقى الباقي في الحقل؛ أرسل هؤلاء أولًا.',
      other: '# شخص في كل مرة. يبقى الباقي في الحقل؛ أرسل هؤلاء أولًا.',
    }),
  tooLong: (max, f) =>
    f.plural(max, {
      zero: 'لا يتسع الحقل لأي حرف. اختصر النص، أو افصل بين العناوين بفواصل.',
      one: 'يتسع الحقل لحرف واحد. اختصر النص، أو افصل بين العناوين بفواصل.',
      two: 'يتسع الحقل لحرفين. اختصر النص، أو افصل بين العناوين بفواصل.',
      few: 'يتسع الحقل لـ # أحرف. اختصر النص، أو افصل بين العناوين بفواصل.',
      many: 'يتسع الحقل لـ # حرفًا. اختصر النص، أو افصل بين العناوين بفواصل.',
      other: 'يتسع الحقل لـ # حرف. اختصر النص، أو افصل بين العناوين بفواصل.',
    }),
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
};
