import { code, oneOf, pageSpec, type SearchOf, searchReader, words } from '@/lib/search';

const orgSpec = { department: code };

/** Which department is open beside the tree. */
export type OrgSearch = SearchOf<typeof orgSpec>;
export const readOrgSearch = searchReader(orgSpec);

export const STATUSES = ['active', 'suspended', 'left'] as const;

const peopleSpec = { q: words(50), department: code, status: oneOf(...STATUSES), ...pageSpec };

/** What the list of people is narrowed by, and which page of it is shown. */
export type PeopleSearch = SearchOf<typeof peopleSpec>;
export const readPeopleSearch = searchReader(peopleSpec);

const handoversSpec = { ...pageSpec };

export type HandoversSearch = SearchOf<typeof handoversSpec>;
export const readHandoversSearch = searchReader(handoversSpec);

const wizardSpec = { kind: oneOf('leave', 'transfer') };

/** What a person is being seen off for. */
export type WizardSearch = SearchOf<typeof wizardSpec>;
export const readWizardSearch = searchReader(wizardSpec);
