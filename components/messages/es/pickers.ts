import type { Words } from '../en.ts';

export const pickers: Words<'pickers'> = {
  chosen: (what) => `${what}: selección`,
  remove: (name) => `Quitar ${name}`,
  found: (count, f) => f.plural(count, { one: '# resultado.', other: '# resultados.' }),
  none: 'Sin resultados.',
  failedSearch: 'No se ha podido cargar la lista.',
  more: (count, f) => f.plural(count, { one: '# más: escribe para acotar', other: '# más: escribe para acotar' }),
  added: (name) => `Se ha añadido ${name}.`,
  removed: (name) => `Se ha quitado ${name}.`,
  people: 'Personas',
  searchPeople: 'Buscar personas',
  excluded: 'Ya elegido',
};
