/** The mail of the day: what customers send lands in our mailbox, what we send lands in theirs, and some have a program that answers everything. */
export const SUPPORT = 'support@example.com';

/** Starts the mailbox and the mail server. `shared` as loadShared() gives it. */
export async function openMailRoom({ outgoingIdOfMail, startDovecot, startMta, rawMail }) {
	const responders = new Map();
	/** What customers received: `{ to, at, outgoingId, inReplyTo, mail }`. */
	const received = [];
	/** What programs sent: `{ id, what }`. */
	const autoMails = [];
	const dovecot = await startDovecot();
	const mta = await startMta(({ to, mail }) => {
		received.push({ to, at: performance.now(), outgoingId: outgoingIdOfMail(mail.messageId ?? ''), inReplyTo: mail.inReplyTo, mail });
		const responder = responders.get(to);
		if (responder !== undefined) respond(responder, to, mail);
	}).catch(async (error) => {
		await dovecot.close();
		throw error;
	});

	function respond({ what, subject, isFromServer, headers }, from, mail) {
		const id = `<auto-${autoMails.length}@example.org>`;
		autoMails.push({ id, what });
		const raw = rawMail({
			headers: { 'Message-ID': id, From: isFromServer ? 'MAILER-DAEMON@example.org' : from, To: SUPPORT, Subject: subject, 'In-Reply-To': mail.messageId, References: mail.messageId, ...headers },
			body: 'A program wrote this. I am not here before Monday.',
		});
		dovecot.deliver(SUPPORT, raw, isFromServer ? '' : from);
	}

	return {
		received,
		autoMails,
		servers: { imap: dovecot.port, smtp: mta.port, password: dovecot.password },
		/** From now on a program answers what reaches this address. */
		letRespond: (address, responder) => responders.set(address, responder),
		receivedBy: (address) => received.filter(({ to }) => to === address),
		/** Puts a customer's mail into our mailbox. */
		send: (from, mail) => dovecot.deliver(SUPPORT, rawMail(mail), from),
		async close() {
			await mta.close();
			await dovecot.close();
		},
	};
}
