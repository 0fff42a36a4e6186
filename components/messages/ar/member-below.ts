import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const memberBelow: Words<'memberBelow'> = {
  createLead: 'يمكنه تسجيل الدخول فورًا بكلمة مرور تسلّمها له.',
  invitedAt: (when) => `الدعوة: ${when}`,
  inviter: (name, when) => `الدعوة من ${isolated(name)}، ${when}`,
  delivery: { queued: 'الرسالة في الطريق', sent: 'سُلّمت الرسالة', failed: 'لم تُسلَّم الرسالة' },
  expires: (moment) => `يعمل الرابط حتى ${moment}`,
  contactHeading: 'بيانات الاتصال',
  contact: { phone: 'الهاتف', place: 'المكان', title: 'المسمى الوظيفي' },
  password: 'كلمة مرور مؤقتة',
  passwordHint: 'إذا تُركت فارغة أُنشئت واحدة تلقائيًا.',
  people: (count, f) =>
    f.plural(count, {
      zero: 'لا أحد',
      one: 'شخص واحد',
      two: 'شخصان',
      few: '# أشخاص',
      many: '# شخصًا',
      other: '# شخص',
    }),
  access: 'ما يمكنه فعله، ولماذا',
  sessions: 'أماكن تسجيل الدخول',
  resetPassword: 'إعادة تعيين كلمة المرور',
  suspend: 'إيقاف',
  reactivate: 'إعادة التنشيط',
  remove: 'إزالة',
  resend: 'إعادة إرسال الدعوة',
  link: 'نسخ رابط الدعوة',
  revoke: 'سحب الدعوة',
  readOnly: 'يمكنك الاطلاع هنا دون تغيير أي شيء.',
  notAllowed: 'تتطلب رؤية الآخرين دورًا آخر هنا.',
  failedTitle: 'تعذّر تحميل هذا الشخص',
  gone: 'لم يعد هذا الشخص هنا',
  goneDetail: 'تمت إزالة هذا الشخص.',
};
