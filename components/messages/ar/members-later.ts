import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const membersLater: Words<'membersLater'> = {
  emptyTitle: (noun) => `لا يوجد ${isolated(noun)} بعد`,
  emptyDetail: 'ادعُ أول شخص، وسيظهر هنا على الفور.',
  emptyReadonly: 'يظهر الأشخاص هنا بمجرد أن يدعوهم أحد.',
  noResultsTitle: 'لا توجد نتائج',
  noResultsDetail: (fields, filtered) => {
    if (!filtered) return 'لا يوجد أحد في علامة التبويب هذه الآن.';
    return fields.length
      ? `جرّب قيمة أخرى (${fields.join(' أو ')})، أو امسح عوامل التصفية.`
      : 'امسح عوامل التصفية لرؤية الجميع.';
  },
  viewOptions: 'الأعمدة والكثافة',
  sortedBy: (column, descending) => `الترتيب حسب ${column}، ${descending ? 'تنازليًا' : 'تصاعديًا'}.`,
  found: (total, count, f) =>
    f.plural(count, {
      zero: 'لا أحد.',
      one: 'شخص واحد.',
      two: 'شخصان.',
      few: `${total} أشخاص.`,
      many: `${total} شخصًا.`,
      other: `${total} شخص.`,
    }),
  stale: 'تعذّر تحديث هذه القائمة وقد تكون قديمة.',
  selected: (count, f) =>
    f.plural(count, {
      zero: 'لم يُحدَّد أحد',
      one: 'تم تحديد شخص واحد',
      two: 'تم تحديد شخصين',
      few: 'تم تحديد # أشخاص',
      many: 'تم تحديد # شخصًا',
      other: 'تم تحديد # شخص',
    }),
  selectAll: (total) => `تحديد كل النتائج (${total})`,
  allSelected: (total) => `تم تحديد كل النتائج (${total})`,
  clearSelection: 'إلغاء التحديد',
  selectionCleared: 'أُلغي التحديد لأن القائمة تغيّرت.',
  resend: 'إعادة إرسال الدعوة',
  revoke: 'سحب الدعوة',
  copyLink: 'نسخ رابط الدعوة',
  resent: (name) => `أُعيد إرسال الدعوة إلى ${isolated(name)}`,
  revoked: (name) => `سُحبت دعوة ${isolated(name)}`,
  linkCopied: 'نُسخ الرابط، وهو يحل محل الرابط الذي في الرسالة',
  linkTitle: 'رابط الدعوة',
  linkDetail: (name, moment) =>
    `سلّم هذا الرابط إلى ${isolated(name)}. وهو يحل محل الرابط الذي في الرسالة ويعمل حتى ${isolated(moment)}.`,
  resentMany: (done, f) =>
    f.plural(done, {
      zero: 'لم يُعَد إرسال أي دعوة',
      one: 'أُعيد إرسال دعوة واحدة',
      two: 'أُعيد إرسال دعوتين',
      few: 'أُعيد إرسال # دعوات',
      many: 'أُعيد إرسال # دعوة',
      other: 'أُعيد إرسال # دعوة',
    }),
  revokedMany: (done, f) =>
    f.plural(done, {
      zero: 'لم تُسحب أي دعوة',
      one: 'سُحبت دعوة واحدة',
      two: 'سُحبت دعوتان',
      few: 'سُحبت # دعوات',
      many: 'سُحبت # دعوة',
      other: 'سُحبت # دعوة',
    }),
  idleMany: (count, f) =>
    f.plural(count, {
      zero: 'للجميع دعوات معلّقة',
      one: 'شخص واحد ليست له دعوة معلّقة',
      two: 'شخصان ليست لهما دعوة معلّقة',
      few: '# أشخاص ليست لهم دعوة معلّقة',
      many: '# شخصًا ليست لهم دعوة معلّقة',
      other: '# شخص ليست لهم دعوة معلّقة',
    }),
  heldMany: (count, f) =>
    f.plural(count, {
      zero: 'لم يُستثنَ أحد',
      one: 'استُثني شخص واحد',
      two: 'استُثني شخصان',
      few: 'استُثني # أشخاص',
      many: 'استُثني # شخصًا',
      other: 'استُثني # شخص',
    }),
  progress: (done, total, f) => `${f.number(done)} من ${f.number(total)}`,
  noneInvited: 'ليست لأي شخص محدد دعوة معلّقة.',
  invitationsSent: (count, f) =>
    f.plural(count, {
      zero: 'لم تُرسَل أي دعوة',
      one: 'أُرسلت دعوة واحدة',
      two: 'أُرسلت دعوتان',
      few: 'أُرسلت # دعوات',
      many: 'أُرسلت # دعوة',
      other: 'أُرسلت # دعوة',
    }),
};
