import type { Words } from '../en.ts';
import { isolated } from './isolated.ts';

export const inviteLater: Words<'inviteLater'> = {
  notChecked: 'تعذّر التحقق من العناوين الآن. يمكنك الإرسال رغم ذلك: سيُتحقق منها عندئذ مرة أخرى.',
  resembles: (domain) => `يشبه ${isolated(domain)}، لكنه نطاق آخر.`,
  state: {
    ok: '',
    malformed: 'هذا ليس عنوان بريد إلكتروني.',
    duplicate: 'هذا العنوان مكرر في القائمة.',
    member: 'عضو بالفعل.',
    invited: 'مدعو بالفعل.',
    otherDomain: 'من خارج مؤسستك.',
    lookalike: 'يشبه نطاقك، لكنه نطاق آخر.',
    blocked: 'لا يمكن دعوة عناوين هذا النطاق.',
    rateLimited: 'أُرسلت دعوات كثيرة إلى هذا العنوان. حاول لاحقًا.',
    refused: 'يحتاج هذا المُدخل إلى تصحيح.',
  },
  andMore: (count, f) =>
    f.plural(count, {
      zero: 'ولا غير ذلك',
      one: 'وواحد آخر',
      two: 'واثنان آخران',
      few: 'و# آخرون',
      many: 'و# آخرون',
      other: 'و# آخرون',
    }),
  enterOne: 'أدخل عنوان بريد إلكتروني واحدًا على الأقل.',
  issue: {
    malformed: (count, f) =>
      f.plural(count, {
        zero: 'كل المُدخلات عناوين بريد إلكتروني',
        one: 'مُدخل واحد ليس عنوان بريد إلكتروني',
        two: 'مُدخلان ليسا عنواني بريد إلكتروني',
        few: '# مُدخلات ليست عناوين بريد إلكتروني',
        many: '# مُدخلًا ليست عناوين بريد إلكتروني',
        other: '# مُدخل ليست عناوين بريد إلكتروني',
      }),
    duplicate: (count, f) =>
      f.plural(count, {
        zero: 'لا عناوين مكررة هنا',
        one: 'عنوان واحد مكرر هنا',
        two: 'عنوانان مكرران هنا',
        few: '# عناوين مكررة هنا',
        many: '# عنوانًا مكررًا هنا',
        other: '# عنوان مكرر هنا',
      }),
    member: (count, f) =>
      f.plural(count, {
        zero: 'لا أعضاء حاليين هنا',
        one: 'شخص واحد عضو بالفعل',
        two: 'شخصان عضوان بالفعل',
        few: '# أشخاص أعضاء بالفعل',
        many: '# شخصًا أعضاء بالفعل',
        other: '# شخص أعضاء بالفعل',
      }),
    invited: (count, f) =>
      f.plural(count, {
        zero: 'لا مدعوين حاليين هنا',
        one: 'شخص واحد مدعو بالفعل',
        two: 'شخصان مدعوان بالفعل',
        few: '# أشخاص مدعوون بالفعل',
        many: '# شخصًا مدعوون بالفعل',
        other: '# شخص مدعوون بالفعل',
      }),
    lookalike: (count, f) =>
      f.plural(count, {
        zero: 'لا عناوين تشبه عناوينك',
        one: 'عنوان واحد يشبه عناوينك فحسب',
        two: 'عنوانان يشبهان عناوينك فحسب',
        few: '# عناوين تشبه عناوينك فحسب',
        many: '# عنوانًا تشبه عناوينك فحسب',
        other: '# عنوان تشبه عناوينك فحسب',
      }),
    otherDomain: (count, f) =>
      f.plural(count, {
        zero: 'لا عناوين من خارج مؤسستك',
        one: 'عنوان واحد من خارج مؤسستك',
        two: 'عنوانان من خارج مؤسستك',
        few: '# عناوين من خارج مؤسستك',
        many: '# عنوانًا من خارج مؤسستك',
        other: '# عنوان من خارج مؤسستك',
      }),
    blocked: (count, f) =>
      f.plural(count, {
        zero: 'يمكن دعوة كل العناوين',
        one: 'عنوان واحد لا يمكن دعوته',
        two: 'عنوانان لا يمكن دعوتهما',
        few: '# عناوين لا يمكن دعوتها',
        many: '# عنوانًا لا يمكن دعوتها',
        other: '# عنوان لا يمكن دعوتها',
      }),
    rateLimited: (count, f) =>
      f.plural(count, {
        zero: 'لا عناوين تلقّت دعوات كثيرة',
        one: 'عنوان واحد تلقّى دعوات كثيرة جدًا',
        two: 'عنوانان تلقّيا دعوات كثيرة جدًا',
        few: '# عناوين تلقّت دعوات كثيرة جدًا',
        many: '# عنوانًا تلقّت دعوات كثيرة جدًا',
        other: '# عنوان تلقّت دعوات كثيرة جدًا',
      }),
    refused: (count, f) =>
      f.plural(count, {
        zero: 'لا مُدخلات تحتاج إلى تصحيح',
        one: 'مُدخل واحد يحتاج إلى تصحيح',
        two: 'مُدخلان يحتاجان إلى تصحيح',
        few: '# مُدخلات تحتاج إلى تصحيح',
        many: '# مُدخلًا تحتاج إلى تصحيح',
        other: '# مُدخل تحتاج إلى تصحيح',
      }),
  },
  edit: 'تعديل',
  removeIssue: (count, f) => (count === 1 ? 'إزالة' : `إزالة الكل (${f.number(count)})`),
  resend: (count, f) => (count === 1 ? 'إعادة الإرسال' : `إعادة إرسال الكل (${f.number(count)})`),
  resent: (who) => `أُعيد إرسال الدعوة إلى ${isolated(who)}`,
  resentMany: (count, f) =>
    f.plural(count, {
      zero: 'لم يُعَد إرسال أي دعوة',
      one: 'أُعيد إرسال دعوة واحدة',
      two: 'أُعيد إرسال دعوتين',
      few: 'أُعيد إرسال # دعوات',
      many: 'أُعيد إرسال # دعوة',
      other: 'أُعيد إرسال # دعوة',
    }),
  correctFirst: (count, f) =>
    f.plural(count, {
      zero: 'لا شيء للتصحيح. لم يُرسَل شيء.',
      one: 'صحّح مُدخلًا واحدًا أو أزله أولًا. لم يُرسَل شيء.',
      two: 'صحّح مُدخلين أو أزلهما أولًا. لم يُرسَل شيء.',
      few: 'صحّح # مُدخلات أو أزلها أولًا. لم يُرسَل شيء.',
      many: 'صحّح # مُدخلًا أو أزلها أولًا. لم يُرسَل شيء.',
      other: 'صحّح # مُدخل أو أزلها أولًا. لم يُرسَل شيء.',
    }),
  groups: 'المجموعات',
  groupsPlaceholder: 'البحث في المجموعات',
  optional: 'اختياري',
  defaultGroup: ['لم تُختر مجموعة: ينضم الأشخاص إلى ', '.'],
  groupRole: 'الدور في المجموعة',
  groupRoles: { member: 'عضو', owner: 'مالك' },
  addMessage: 'إضافة رسالة شخصية',
  message: 'رسالة شخصية',
  messageHint: (left, f) =>
    f.plural(left, {
      zero: 'لم يبقَ أي حرف',
      one: 'بقي حرف واحد',
      two: 'بقي حرفان',
      few: 'بقيت # أحرف',
      many: 'بقي # حرفًا',
      other: 'بقي # حرف',
    }),
  stopped: 'أُوقف الإرسال. ما أدخلته لا يزال هنا؛ وإذا أرسلته مرة أخرى فلن يُدعى أحد مرتين.',
  held: 'لم يُرسَل: لم تسمح الصفحة التي أنت فيها بذلك. ما أدخلته لا يزال هنا.',
  reviewHeading: (count, outside, domain, f) => {
    const sent = f.plural(count, {
      zero: 'إرسال الدعوات',
      one: 'إرسال دعوة واحدة',
      two: 'إرسال دعوتين',
      few: 'إرسال # دعوات',
      many: 'إرسال # دعوة',
      other: 'إرسال # دعوة',
    });
    return outside === 0 ? `${sent}؟` : `${sent}، منها ${f.number(outside)} خارج ${isolated(domain)}؟`;
  },
  reviewOwn: 'مؤسستك',
  outside: (domain) => `خارج ${isolated(domain)}`,
  resemblesBadge: (domain) => `ليس ${isolated(domain)}`,
  lookCloser: (domain, own) => `يُقرأ ${isolated(domain)} مثل نطاقك ${isolated(own)}، لكنه ليس لك. تحقّق منه حرفًا حرفًا.`,
  people: (count, f) =>
    f.plural(count, {
      zero: 'لا أحد',
      one: 'شخص واحد',
      two: 'شخصان',
      few: '# أشخاص',
      many: '# شخصًا',
      other: '# شخص',
    }),
  theyGet: 'يحصلون على',
  noRoles: 'بلا دور',
  inGroups: 'في المجموعات',
  back: 'رجوع',
  backToForm: 'عودة إلى النموذج. لم يُرسَل شيء.',
  sent: (count, f) =>
    f.plural(count, {
      zero: 'لم تُرسَل أي دعوة',
      one: 'أُرسلت دعوة واحدة',
      two: 'أُرسلت دعوتان',
      few: 'أُرسلت # دعوات',
      many: 'أُرسلت # دعوة',
      other: 'أُرسلت # دعوة',
    }),
  created: (count, f) =>
    f.plural(count, {
      zero: 'لم تُنشأ أي دعوة',
      one: 'أُنشئت دعوة واحدة',
      two: 'أُنشئت دعوتان',
      few: 'أُنشئت # دعوات',
      many: 'أُنشئت # دعوة',
      other: 'أُنشئت # دعوة',
    }),
  sentPart: (sent, not, f) => `أُرسل ${f.number(sent)}، ولم يُرسل ${f.number(not)}`,
  sentPartDetail: 'من لم يُدعَ لا يزال أدناه، مع السبب.',
  notSent: 'لم يُرسَل',
  needsCorrection: 'هناك ما يحتاج إلى تصحيح. لم يُرسَل شيء.',
  linksLead: 'سلّم الروابط بطريقة تثق بها: يعمل كل رابط مرة واحدة، لشخص واحد.',
  makeLink: 'نسخ الرابط',
  makeLinkFor: (who) => `نسخ رابط ${isolated(who)}`,
  linkOf: (who) => `رابط ${isolated(who)}`,
  copied: 'نُسخ',
  copiedFor: (who) => `نُسخ رابط ${isolated(who)}.`,
  shownFor: (who) => `رابط ${isolated(who)} جاهز للنسخ.`,
  linkFailed: (who) => `تعذّر إنشاء رابط ${isolated(who)}.`,
  linkUntil: (moment) => `يعمل حتى ${isolated(moment)}`,
  done: 'تم',
  continueWith: (count, f) =>
    f.plural(count, {
      zero: 'متابعة',
      one: 'متابعة مع شخص واحد لم يُدعَ',
      two: 'متابعة مع شخصين لم يُدعيا',
      few: 'متابعة مع # أشخاص لم يُدعوا',
      many: 'متابعة مع # شخصًا لم يُدعوا',
      other: 'متابعة مع # شخص لم يُدعوا',
    }),
  discardAddresses: (count, f) =>
    f.plural(count, {
      zero: 'تجاهل ما أدخلته؟',
      one: 'هل تريد تجاهل عنوان واحد؟',
      two: 'هل تريد تجاهل عنوانين؟',
      few: 'هل تريد تجاهل # عناوين؟',
      many: 'هل تريد تجاهل # عنوانًا؟',
      other: 'هل تريد تجاهل # عنوان؟',
    }),
  discardOther: 'هل تريد تجاهل ما أدخلته؟',
  discardDetail: 'لم تُرسَل إليهم أي دعوة.',
  discard: 'تجاهل',
  keepEditing: 'متابعة التعديل',
};
