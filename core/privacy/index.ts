/** Keeping private what is private: masking for people and logs, passwords and tokens. */
export { maskForLog, MAX_LOG_CHARS } from './maskForLog';
export { maskText, MASK_KINDS, SECRET_KINDS, type MaskedText, type MaskKind } from './maskText';
export { hashPassword, MAX_PASSWORD_CHARS, MIN_SALT_CHARS, verifyPassword } from './password';
export { hashToken, safeEqual } from './secrets';
