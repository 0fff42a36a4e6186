import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const roles: Words<'roles'> = {
  heading: 'الأدوار',
  columns: { name: 'الدور', permissions: 'ما يسمح به', people: 'الأشخاص' },
  create: 'دور جديد',
  delete: 'حذف',
  exclusive: 'منفرد',
  permissions: (count, f) =>
    f.plural(count, {
      zero: 'لا صلاحيات',
      one: 'صلاحية واحدة',
      two: 'صلاحيتان',
      few: '# صلاحيات',
      many: '# صلاحية',
      other: '# صلاحية',
    }),
  nothing: 'لا شيء بعد',
  saved: (name) => `حُفظ ${isolated(name)}`,
  deleted: (name) => `حُذف ${isolated(name)}`,
  emptyTitle: 'لا أدوار بعد',
  emptyDetail: 'يحدد الدور ما يمكن لأصحابه فعله.',
  notAllowedDetail: 'تتطلب رؤية الأدوار دورًا آخر هنا. يمكن لأحد المشرفين منحك إياه.',
  newTitle: 'دور جديد',
  editTitle: (name) => `تعديل ${isolated(name)}`,
  viewTitle: (name) => name,
  holders: (count, f) =>
    f.plural(count, {
      zero: 'لا أحد لديه هذا الدور.',
      one: 'شخص واحد لديه هذا الدور، ويسري عليه أي تغيير فورًا.',
      two: 'شخصان لديهما هذا الدور، ويسري عليهما أي تغيير فورًا.',
      few: '# أشخاص لديهم هذا الدور، ويسري عليهم أي تغيير فورًا.',
      many: '# شخصًا لديهم هذا الدور، ويسري عليهم أي تغيير فورًا.',
      other: '# شخص لديهم هذا الدور، ويسري عليهم أي تغيير فورًا.',
    }),
  name: 'الاسم',
  description: 'الوصف',
  descriptionHint: 'يظهر حيث يُمنح الدور لأحد.',
  allows: 'ما يسمح به',
  exclusiveLabel: 'منفرد',
  exclusiveHint: 'من لديه هذا الدور لا يمكن أن يكون له دور آخر.',
  save: 'حفظ',
  discardTitle: 'هل تريد تجاهل تغييراتك؟',
  discard: 'تجاهل',
  nameMissing: 'أعطِ الدور اسمًا.',
  effectTitle: (count, f) =>
    f.plural(count, {
      zero: 'تغيير الدور؟',
      one: 'هل تريد تغيير ما يمكن لشخص واحد فعله؟',
      two: 'هل تريد تغيير ما يمكن لشخصين فعله؟',
      few: 'هل تريد تغيير ما يمكن لـ # أشخاص فعله؟',
      many: 'هل تريد تغيير ما يمكن لـ # شخصًا فعله؟',
      other: 'هل تريد تغيير ما يمكن لـ # شخص فعله؟',
    }),
  gains: (count, permission, f) =>
    f.plural(count, {
      zero: `لا أحد سيمكنه ${isolated(permission)}.`,
      one: `شخص واحد سيمكنه: ${isolated(permission)}.`,
      two: `شخصان سيمكنهما: ${isolated(permission)}.`,
      few: `# أشخاص سيمكنهم: ${isolated(permission)}.`,
      many: `# شخصًا سيمكنهم: ${isolated(permission)}.`,
      other: `# شخص سيمكنهم: ${isolated(permission)}.`,
    }),
  loses: (count, permission, f) =>
    f.plural(count, {
      zero: `لا أحد سيفقد ${isolated(permission)}.`,
      one: `شخص واحد لن يمكنه بعد الآن: ${isolated(permission)}.`,
      two: `شخصان لن يمكنهما بعد الآن: ${isolated(permission)}.`,
      few: `# أشخاص لن يمكنهم بعد الآن: ${isolated(permission)}.`,
      many: `# شخصًا لن يمكنهم بعد الآن: ${isolated(permission)}.`,
      other: `# شخص لن يمكنهم بعد الآن: ${isolated(permission)}.`,
    }),
  more: (count, f) =>
    f.plural(count, {
      zero: 'ولا غير ذلك.',
      one: 'وواحد آخر.',
      two: 'واثنان آخران.',
      few: 'و# أخرى.',
      many: 'و# أخرى.',
      other: 'و# أخرى.',
    }),
  deleteTitle: (name) => `هل تريد حذف ${isolated(name)}؟`,
  deleteNobody: 'لا أحد لديه هذا الدور. لا يمكن التراجع عن هذا.',
  deleteDetail: (count, f) =>
    f.plural(count, {
      zero: 'لا أحد يفقد هذا الدور. لا يمكن التراجع عن هذا.',
      one: 'شخص واحد يفقد هذا الدور. لا يمكن التراجع عن هذا.',
      two: 'شخصان يفقدان هذا الدور. لا يمكن التراجع عن هذا.',
      few: '# أشخاص يفقدون هذا الدور. لا يمكن التراجع عن هذا.',
      many: '# شخصًا يفقدون هذا الدور. لا يمكن التراجع عن هذا.',
      other: '# شخص يفقدون هذا الدور. لا يمكن التراجع عن هذا.',
    }),
  deleteAll: (names) => `سيبقى بلا أي دور: ${isolated(names)}.`,
  others: (count, f) =>
    f.plural(count, {
      zero: 'لا آخرين',
      one: 'شخص آخر',
      two: 'شخصان آخران',
      few: '# آخرون',
      many: '# آخرون',
      other: '# آخرون',
    }),
  stale: 'عدّل شخص آخر هذا الدور في هذه الأثناء. أدناه ما لديك؛ والحفظ مرة أخرى يحل محل تعديله.',
};
