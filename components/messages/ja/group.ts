import type { Words } from '../en.ts';

export const group: Words<'group'> = {
  members: (noun) => `この${noun}のメンバー`,
  groupRole: 'グループでのロール',
  groupRoles: { owner: 'オーナー', member: 'メンバー' },
  gives: '付与されるロール',
  add: (noun) => `${noun}のメンバーを追加`,
  editRole: (label) => `${label}を編集`,
  remove: (noun) => `${noun}から外す`,
  removed: (name, group) => `${name}を${group}から外しました`,
  back: '元に戻しました。',
  emptyTitle: 'まだ誰もいません',
  emptyDetail: '組織の人を追加してください。すぐに参加します。',
  noMatch: '該当する人はいません',
  missing: '削除されたか、表示する権限がありません。',
};
