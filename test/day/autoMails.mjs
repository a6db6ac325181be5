/** What programs write in a customer's name, and how each is marked: nobody may answer any of it. */
export const AUTO_MAILS = [
	{ what: 'auto-responder', subject: 'Re: your answer', headers: { 'Auto-Submitted': 'auto-replied' } },
	{ what: 'out of office', subject: 'Automatic reply: your answer', headers: { 'X-Auto-Response-Suppress': 'All' } },
	{ what: 'vacation notice', subject: 'On vacation', headers: { Precedence: 'bulk', 'X-Autoreply': 'yes' } },
	{
		what: 'bounce', subject: 'Undelivered Mail Returned to Sender', isFromServer: true,
		headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary="part"', 'Auto-Submitted': 'auto-generated' },
	},
];
