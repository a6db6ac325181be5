/**
 * Static, so that n8n evaluates nothing on the message's path. Claim uses all four (Done: delivered
 * in web chat), Confirm only Done and Hold. Hold is also where a failure goes: towards people.
 */
export const OUTPUT_NAMES = ['Send', 'Send as Template', 'Done', 'Hold'];
export const SEND = 0;
export const SEND_AS_TEMPLATE = 1;
export const DONE = 2;
export const HOLD = 3;
