/** Adds up quantities as a form gives them. */
export const count = (quantities) => quantities.reduce((sum, each) => sum + each, 0);
