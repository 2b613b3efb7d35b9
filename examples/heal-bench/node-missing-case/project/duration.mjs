/** Seconds of "90s", "5m" and "2h". */
export function seconds(text) {
  const number = Number.parseInt(text, 10);
  switch (text.at(-1)) {
    case 's':
      return number;
    case 'm':
      return number * 60;
    default:
      return Number.NaN;
  }
}
