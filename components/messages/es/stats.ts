import type { Words } from '../en.ts';

export const stats: Words<'stats'> = {
  heading: 'Personas',
  total: 'Todas',
  active: 'Activas',
  invited: 'Invitadas',
  suspended: 'Suspendidas',
  byRole: 'Por rol',
  notAllowedDetail: 'Para ver cuántas personas hay necesitas otro rol aquí. Un administrador puede dártelo.',
};
