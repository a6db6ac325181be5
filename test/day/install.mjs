/** The three shipped templates and the desk, each as somebody has it after the import: only credentials are chosen, every other setting is as shipped. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildDeskCredential, readTemplates } from '../../scripts/templates.mjs';
import { root } from '../../scripts/toolchain.mjs';
import { DESK_ADMIN } from '../faults/workflows.mjs';
import { SUPPORT } from './mailRoom.mjs';

/** What startInstance() is to load. */
export function installTemplates({ buildMailCredential, installEmail, installWhatsApp, WHATSAPP_CREDENTIALS }, { meta, mailRoom }) {
	return {
		workflows: [...readTemplates(root), installWhatsApp(read('whatsapp-support.json')), installEmail(0, read('email-support.json'))],
		credentials: [buildDeskCredential(DESK_ADMIN), ...WHATSAPP_CREDENTIALS, buildMailCredential(0, SUPPORT, mailRoom.servers)],
		env: meta.env,
	};
}

function read(file) {
	return JSON.parse(readFileSync(path.join(root, 'workflows', file), 'utf8'));
}
