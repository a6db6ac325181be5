/** Which reply of ours is it? Mails say so in their Message-ID. */
export function outgoingIdOf(messageId = '') {
	return /^<([\w-]{22})\.hs@[^<>@\s]+>$/u.exec(messageId)?.[1];
}
