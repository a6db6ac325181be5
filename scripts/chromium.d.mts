/** Types of chromium.mjs for the tests. */
import type { Browser } from 'playwright-core';

export const NO_CHROMIUM: string;
export function findChromium(): string | undefined;
export function launchChromium(): Promise<Browser>;
