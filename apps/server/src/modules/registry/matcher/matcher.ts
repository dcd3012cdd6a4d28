export type Matcher = { readonly stop: () => Promise<void> };
