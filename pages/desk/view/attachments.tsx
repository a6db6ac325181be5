/** What a customer sent along: to hear, to look at, to save, or why it is not here. */
import { isShownInPlace, plainType } from '../../../core/message/files';
import type { Attachment } from '../../../core/message/message';
import { addressOfFile } from './callDesk';
import { Icon, type IconName } from './parts';
import { formatBytes } from './words';

export function Attachments({ inbox, attachments }: { readonly inbox: string; readonly attachments: readonly Attachment[] }) {
	return (
		<ul class="files" aria-label="Sent along">
			{attachments.map((attachment, place) => <li key={place} class="file"><AttachmentView inbox={inbox} attachment={attachment} /></li>)}
		</ul>
	);
}

function AttachmentView({ inbox, attachment }: { readonly inbox: string; readonly attachment: Attachment }) {
	const { name, fileId, transcript, notKept, url } = attachment;
	const label = labelOf(attachment);
	if (fileId === undefined) {
		return <p class="file-name"><Icon name={iconOf(attachment)} /><span>{label}{url === undefined ? '' : ` (${url})`}{describeAbsence(attachment, notKept)}</span></p>;
	}
	const address = addressOfFile(inbox, fileId);
	const type = plainType(attachment.mimeType);
	const size = attachment.sizeBytes === undefined ? '' : formatBytes(attachment.sizeBytes);
	return (
		<>
			{isShownInPlace(type) && type.startsWith('image/') && <a class="file-picture" href={address} target="_blank" rel="noopener" aria-label={`Open ${name}`}><img src={address} alt={name} loading="lazy" /></a>}
			{type.startsWith('audio/') && <audio controls preload="none" src={address} aria-label={label} />}
			{transcript !== undefined && <p class="file-transcript"><span class="file-role">Transcribed</span> “{transcript}”</p>}
			<a class="file-name" href={address} download={name}><Icon name={iconOf(attachment)} /><span>{label}</span><span class="file-role">{size}</span></a>
		</>
	);
}

function labelOf({ kind, name }: Attachment): string {
	return kind === 'voice' ? 'Voice note' : name;
}

function iconOf({ kind, mimeType }: Attachment): IconName {
	if (kind === 'location') return 'place';
	if (kind === 'contact') return 'people';
	if (mimeType.startsWith('audio/')) return 'voice';
	return mimeType.startsWith('image/') ? 'image' : 'file';
}

/** A place or a contact is all in its name. */
function describeAbsence({ kind }: Attachment, notKept: string | undefined): string {
	if (kind === 'location' || kind === 'contact') return '';
	return notKept === undefined ? '. Only its name is known here.' : `. It could not be fetched: ${notKept}`;
}
