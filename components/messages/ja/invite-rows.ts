import type { Words } from '../en.ts';

export const inviteRows: Words<'inviteRows'> = {
  people: '招待する人',
  person: (row, f) => `${f.number(row)}人目`,
  name: '名前',
  email: 'メールアドレス',
  hint: '1行に1人です。リストを貼り付けると行が埋まり、Enterキーで次へ進みます。',
  add: '人を追加',
  remove: (who) => `${who}を削除`,
  chooseRoles: 'ロールを選択',
  overCount: (max, f) =>
    f.plural(max, { other: '一度に招待できるのは#人までです。残りは下にあります。先にこちらを送信してください。' }),
};
