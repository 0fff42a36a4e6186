import type { Words } from '../en.ts';

export const stats: Words<'stats'> = {
  heading: '人数',
  total: '全員',
  active: '有効',
  invited: '招待中',
  suspended: '停止中',
  byRole: 'ロール別',
  notAllowedDetail: '人数の表示には別のロールが必要です。管理者に依頼してください。',
};
