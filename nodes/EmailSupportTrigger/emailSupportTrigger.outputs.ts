export const OUTPUT_NAMES = ['Message', 'Human Owns', 'Ignored'];
export const MESSAGE = 0;
export const HUMAN_OWNS = 1;
export const IGNORED = 2;
