import type { Words } from '../en.ts';

export const membersView: Words<'membersView'> = {
  columns: 'الأعمدة',
  density: 'الكثافة',
  comfortable: 'مريحة',
  compact: 'مدمجة',
  exporting: 'جارٍ تجهيز الملف',
  exported: (count, total, f) =>
    f.plural(count, {
      zero: 'لم يُصدَّر أحد',
      one: 'صُدّر شخص واحد',
      two: 'صُدّر شخصان',
      few: `صُدّر ${total} أشخاص`,
      many: `صُدّر ${total} شخصًا`,
      other: `صُدّر ${total} شخص`,
    }),
};
