import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const pickers: Words<'pickers'> = {
  chosen: (what) => `${what}: المختار`,
  remove: (name) => `إزالة ${isolated(name)}`,
  found: (count, f) =>
    f.plural(count, {
      zero: 'لا نتائج.',
      one: 'نتيجة واحدة.',
      two: 'نتيجتان.',
      few: '# نتائج.',
      many: '# نتيجة.',
      other: '# نتيجة.',
    }),
  none: 'لا توجد نتائج.',
  failedSearch: 'تعذّر تحميل القائمة.',
  more: (count, f) =>
    f.plural(count, {
      zero: 'لا نتائج أخرى',
      one: 'نتيجة أخرى: اكتب لتضييق البحث',
      two: 'نتيجتان أخريان: اكتب لتضييق البحث',
      few: '# نتائج أخرى: اكتب لتضييق البحث',
      many: '# نتيجة أخرى: اكتب لتضييق البحث',
      other: '# نتيجة أخرى: اكتب لتضييق البحث',
    }),
  added: (name) => `تمت إضافة ${isolated(name)}.`,
  removed: (name) => `تمت إزالة ${isolated(name)}.`,
  people: 'الأشخاص',
  searchPeople: 'البحث عن أشخاص',
  excluded: 'مختار بالفعل',
};
