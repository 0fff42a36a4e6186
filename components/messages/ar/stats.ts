import type { Words } from '../en.ts';

export const stats: Words<'stats'> = {
  heading: 'الأشخاص',
  total: 'الكل',
  active: 'نشط',
  invited: 'مدعو',
  suspended: 'موقوف',
  byRole: 'حسب الدور',
  notAllowedDetail: 'تتطلب رؤية أعداد الأشخاص دورًا آخر هنا. يمكن لأحد المشرفين منحك إياه.',
};
