// Broken on purpose: a string is no number.
export const amount: number = "12.50";
