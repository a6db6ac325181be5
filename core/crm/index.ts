/** Keeping a CRM up to date: the neutral record, and for each CRM a plan of requests that may be cut off and run again. */
export { CRM_OPERATIONS, type CrmLinks, type CrmOperation, type CrmRequest, type CrmResponse, type CrmResult, type CrmStep, type CrmWorld, type FoundCustomer } from './crm';
export { driveCrm } from './driveCrm';
export { mergeCustomer } from './foundCustomer';
export { buildGenericRequest, planGenericJson } from './genericJson';
export { planHubSpot } from './hubSpot';
export { DEFAULT_HUBSPOT_SETTINGS, type HubSpotSettings } from './hubSpotRequests';
export { buildCrmRecord, type CrmEnvelope, type CrmRecord } from './record';
