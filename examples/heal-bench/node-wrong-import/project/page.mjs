import { slugify } from './text.mjs';

export const path = (title) => '/' + slugify(title);
