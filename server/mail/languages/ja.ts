import type { MailWords } from './en.ts';

export const ja: MailWords = {
  greeting: (name) => `${name} 様`,
  greetingNobody: 'こんにちは。',
  moment: (day, time) => `${day} ${time}（UTC）`,
  addressBelow: 'ボタンが動作しない場合は、次のアドレスを開いてください。',
  invitation: {
    subject: (portal) => `${portal} への招待`,
    heading: (organization) => `${organization} に参加`,
    somebody: '管理者',
    invites: (inviter, organization, portal) =>
      `${inviter} さんから、${portal} の ${organization} への招待が届いています。`,
    preheader: (inviter, organization, life) =>
      `${inviter} さんから ${organization} への招待が届いています。有効期間：${life}`,
    withPassword: (address) =>
      `招待を承諾してパスワードを設定してください。その後は ${address} とそのパスワードでサインインします。すでにアカウントをお持ちの場合は、そのアカウントをお使いください。`,
    singleSignOn: '招待を承諾し、所属組織のシングルサインオンでサインインしてください。',
    button: '招待を承諾',
    expiry: (life, until) =>
      `招待は一度だけ使えます。有効期間は${life}（${until} まで）です。過ぎた場合は、新しい招待を依頼してください。`,
    stranger: 'お心当たりがない場合は、何もする必要はありません。操作しない限り何も起こりません。',
  },
  reset: {
    subject: (portal) => `${portal} の新しいパスワード`,
    heading: '新しいパスワードを設定',
    preheader: (life) => `リンクの有効期間：${life}`,
    what: (address) => `${address} の新しいパスワードの設定が依頼されました。`,
    button: 'パスワードを設定',
    expiry: (life, until) => `リンクは一度だけ使えます。有効期間は${life}（${until} まで）です。`,
    stranger: 'お心当たりがない場合は、何もする必要はありません。パスワードは変わりません。',
  },
};
