/** n8n's official rules for community nodes, in its profile without Cloud support (a self-hosted package), unchanged. */
import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

export default configWithoutCloudSupport;
