import type { Words } from '../en.ts';

export const portal: Words<'portal'> = {
  sections: 'セクション',
  members: 'メンバー',
  groups: 'グループ',
  roles: 'ロール',
  audit: '監査ログ',
  group: 'グループ',
  everybody: 'すべてのグループ',
  allGroups: (count) => `全${count}グループ`,
  back: (to) => `${to}に戻る`,
  notAllowedDetail: 'メンバーの管理には別のロールが必要です。管理者に依頼してください。',
};
