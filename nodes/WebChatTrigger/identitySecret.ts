import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult, IWebhookFunctions } from 'n8n-workflow';
import { loadKit } from '../shared/kit';

const CREDENTIAL = 'hybridSupportIdentityApi';

/** What the site signs with; nothing where the chat knows no signed-in customers. */
export async function readIdentitySecret(context: IWebhookFunctions): Promise<{ readonly identitySecret?: string }> {
	if (context.getNodeParameter('knowsCustomers', false) !== true) return {};
	const { secret } = await context.getCredentials<{ secret: string }>(CREDENTIAL);
	return { identitySecret: secret };
}

/** Nothing is connected to: a secret is good when it is long enough. */
export async function testIdentity(this: ICredentialTestFunctions, { data }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	const { MIN_IDENTITY_SECRET_CHARS } = await loadKit();
	const isLong = String(data?.secret ?? '').length >= MIN_IDENTITY_SECRET_CHARS;
	return isLong ? { status: 'OK', message: 'The secret is long enough.' } : { status: 'Error', message: `The secret needs at least ${MIN_IDENTITY_SECRET_CHARS} characters. Let your server make a random one.` };
}
