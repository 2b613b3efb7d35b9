const later = (value) => new Promise((done) => setTimeout(() => done(value), 5));

/** Loads all and gives them in order. */
export async function loadAll(names) {
  const found = [];
  names.forEach(async (name) => found.push(await later(name.toUpperCase())));
  return found;
}
