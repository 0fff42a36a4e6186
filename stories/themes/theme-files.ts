import bootstrap from './bootstrap.css?raw';
import carbon from './carbon.css?raw';
import material from './material.css?raw';
import neutral from './neutral.css?raw';
import shadcn from './shadcn.css?raw';

/** The variable files as text, by the names that the toolbar has; none is a page that sets no variable. */
export const themeFiles = { none: '', neutral, bootstrap, material, shadcn, carbon };
