import type { Words } from '../en.ts';

export const invite: Words<'invite'> = {
  heading: 'メンバーを招待',
  lead: (organization) => `${organization}に参加するためのリンクがメールで届きます。`,
  leadNoMail: (organization) => `あなたが渡すリンクから${organization}に参加します。`,
  linkWorksFor: (time) => `リンクの有効期間は${time}です。`,
  dialogFailed: '招待フォームを読み込めませんでした。',
  addresses: 'メールアドレス',
  addressesPlaceholder: 'name@example.com, …',
  addressesHint: 'リストを貼り付けるか、アドレスごとにEnterキーを押してください。',
  addressesKeys: '矢印キーで入力済みの項目を移動し、Enterキーで編集、Deleteキーで削除できます。',
  listed: '招待する人',
  count: (count, max, f) => `${f.number(count)} / ${f.number(max)}人`,
  added: (count, f) => f.plural(count, { other: '#人を追加しました。' }),
  remove: (who) => `${who}を削除`,
  removed: (who) => `${who}を削除しました`,
  removedSaid: (text) => `${text}。CtrlキーまたはCommandキーとZキーで元に戻せます。`,
  removedMany: (count, f) => f.plural(count, { other: '#人を削除しました' }),
  overCount: (max, f) =>
    f.plural(max, { other: '一度に招待できるのは#人までです。残りは入力欄にあります。先にこちらを送信してください。' }),
  tooLong: (max, f) =>
    f.plural(max, { other: '入力できるのは#文字までです。短くするか、アドレスをコンマで区切ってください。' }),
  checking: 'アドレスを確認中',
  noMail: 'ここでは招待メールは送信されません。送信後に、一人ひとりに渡すリンクが表示されます。',
  send: (count, f) => (count < 2 ? '招待を送信' : f.plural(count, { other: '#件の招待を送信' })),
  create: (count, f) => (count < 2 ? '招待を作成' : f.plural(count, { other: '#件の招待を作成' })),
  review: (count, f) => f.plural(count, { other: '#件の招待を確認' }),
  sending: '送信中',
  stop: '中止',
  lostNothing: '入力した内容は残っています。',
  notAllowed: 'ここではメンバーを招待できません。',
};
