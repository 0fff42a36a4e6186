import type { Words } from '../en.ts';

export const roleChoice: Words<'roleChoice'> = {
  roles: 'ロール',
  role: 'ロール',
  exclusive: 'ほかと併用不可',
  exclusiveHint: 'ほかのロールと組み合わせることはできません。',
  roleCleared: (chosen, cleared) => `${chosen}を選択しました。${cleared}の選択は解除されました。`,
  rolesRestored: (roles) => `${roles}を再び選択しました。`,
};
