import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const groups: Words<'groups'> = {
  heading: 'المجموعات',
  noun: 'المجموعة',
  columns: { name: (noun) => `اسم ${isolated(noun)}`, count: 'عدد الأعضاء', default: 'افتراضية', roles: 'الأدوار' },
  byCount: (descending) => (descending ? 'الأكثر أعضاءً أولًا' : 'الأقل أعضاءً أولًا'),
  isDefault: 'افتراضية',
  people: (count, f) =>
    f.plural(count, {
      zero: 'لا أحد',
      one: 'شخص واحد',
      two: 'شخصان',
      few: '# أشخاص',
      many: '# شخصًا',
      other: '# شخص',
    }),
  create: (noun) => `إنشاء ${isolated(noun)}`,
  edit: (noun) => `تعديل ${isolated(noun)}`,
  manage: (noun) => `إدارة أعضاء ${isolated(noun)}`,
  makeDefault: 'جعلها افتراضية',
  delete: (noun) => `حذف ${isolated(noun)}`,
  search: 'البحث بالاسم',
  emptyTitle: (nouns) => `${isolated(nouns)}: لا شيء بعد`,
  emptyDetail: 'تجمع المجموعة أشخاصًا، ويمكنها منحهم أدوارًا.',
  noMatch: (nouns) => `${isolated(nouns)}: لا توجد نتائج`,
  notAllowedDetail: 'تتطلب رؤية المجموعات دورًا آخر هنا. يمكن لأحد المشرفين منحك إياه.',
};
