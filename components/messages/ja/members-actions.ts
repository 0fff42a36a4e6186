import type { Words } from '../en.ts';

export const membersActions: Words<'membersActions'> = {
  edit: '編集',
  editInvitation: '招待を編集',
  resetPassword: 'パスワード再設定リンクを送信',
  suspend: '停止',
  reactivate: '再開',
  remove: '削除',
  addRoles: 'ロールを付与',
  removeRoles: 'ロールを外す',
  addToGroup: 'グループに追加',
  removeFromGroup: 'グループから外す',
  isNow: (name, status) => `${name}は「${status}」になりました`,
  areNow: (count, status, f) => f.plural(count, { other: `#人が「${status}」になりました` }),
  removedMany: (count, f) => f.plural(count, { other: '#人を削除しました' }),
  changedMany: (count, f) => f.plural(count, { other: '#人を変更しました' }),
  unchangedMany: (count, f) => f.plural(count, { other: '#人はすでにその状態でした' }),
  refusedMany: (count, f) => f.plural(count, { other: '#人には実行されませんでした' }),
  leftMany: (count, f) => f.plural(count, { other: '#人がまだ残っています' }),
  undoneNot: (count, f) => f.plural(count, { other: '#人については元に戻せませんでした' }),
  manyTitle: (verb, count, f) => f.plural(count, { other: `${verb}：#人に実行しますか？` }),
  removeManyDetail: (removedName) =>
    `すぐにサインアウトされ、ロールとグループを失い、新しい招待がなければ戻れません。作成したものは「${removedName}」の名前で残ります。元に戻すことはできません。`,
  manyDetail: '全員に一度に適用されます。10分以内であれば元に戻せます。',
  giveTitle: (verb, count, f) => f.plural(count, { other: `${verb}：#人` }),
  nothingToGive: 'ここで選べるものはありません。',
};
