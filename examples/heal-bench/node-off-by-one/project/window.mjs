/** The mean of each run of `size` neighbours. */
export function means(values, size) {
  const found = [];
  for (let i = 0; i < values.length - size; i++) {
    found.push(values.slice(i, i + size).reduce((a, b) => a + b) / size);
  }
  return found;
}
