/** The pages our triggers serve, by the address n8n gives them. */
import { ourType, type WorkflowNode } from './workflow';

const PAGES: Readonly<Record<string, { readonly path: string; readonly title: string }>> = {
	webChatTrigger: { path: 'chat', title: 'chat' },
	agentDeskTrigger: { path: 'desk', title: 'desk' },
};

export interface ServedPage {
	readonly node: string;
	readonly title: string;
	readonly address: string;
}

/** Empty for a workflow without pages. */
export function pagesOf(nodes: readonly WorkflowNode[], webhookUrl: string): readonly ServedPage[] {
	return nodes.flatMap((node) => {
		const page = PAGES[ourType(node) ?? ''];
		if (page === undefined || node.webhookId === undefined || node.disabled === true) return [];
		return [{ node: node.name, title: page.title, address: `${webhookUrl}/webhook/${node.webhookId}/${page.path}` }];
	});
}
