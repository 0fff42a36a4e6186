import type { MailWords } from './en.ts';

export const ar: MailWords = {
  greeting: (name) => `مرحبًا ${name}،`,
  greetingNobody: 'مرحبًا،',
  moment: (day, time) => `${day}، الساعة ${time} (التوقيت العالمي)`,
  addressBelow: 'الزر لا يعمل؟ افتح هذا العنوان:',
  invitation: {
    subject: (portal) => `دعوتك إلى ${portal}`,
    heading: (organization) => `الانضمام إلى ${organization}`,
    somebody: 'أحد المسؤولين',
    invites: (inviter, organization, portal) => `يدعوك ${inviter} إلى الانضمام إلى ${organization} على ${portal}.`,
    preheader: (inviter, organization, life) =>
      `يدعوك ${inviter} إلى الانضمام إلى ${organization}. مدة صلاحية الدعوة: ${life}.`,
    withPassword: (address) =>
      `اقبل الدعوة لإنشاء كلمة مرورك، ثم سجّل الدخول بالعنوان ${address} وكلمة المرور هذه. إذا كان لديك حساب من قبل فاستخدمه.`,
    singleSignOn: 'اقبل الدعوة، ثم سجّل الدخول عبر الدخول الموحّد لمؤسستك.',
    button: 'قبول الدعوة',
    expiry: (life, until) => `تعمل الدعوة مرة واحدة، ومدة صلاحيتها: ${life}، حتى ${until}. بعد ذلك اطلب دعوة جديدة.`,
    stranger: 'لا تعرف ما الأمر؟ لا يلزمك فعل شيء: لن يحدث شيء من دونك.',
  },
  reset: {
    subject: (portal) => `كلمة مرور جديدة لحسابك على ${portal}`,
    heading: 'اختر كلمة مرور جديدة',
    preheader: (life) => `مدة صلاحية الرابط: ${life}.`,
    what: (address) => `طلب شخص ما، أنت على الأرجح، كلمة مرور جديدة للعنوان ${address}.`,
    button: 'اختيار كلمة المرور',
    expiry: (life, until) => `يعمل الرابط مرة واحدة، ومدة صلاحيته: ${life}، حتى ${until}.`,
    stranger: 'لم تطلب ذلك؟ لا يلزمك فعل شيء: تبقى كلمة مرورك كما هي.',
  },
};
