import type { AnswerOf, batchEndpoints, inquiryEndpoints } from '@gatehouse/contract';

/** What the endpoints of this module answer, under the names its pages use. */
export type InquiryOptions = AnswerOf<typeof inquiryEndpoints.options>;
export type InquiryHome = AnswerOf<typeof inquiryEndpoints.home>;
export type InquiryLine = AnswerOf<typeof inquiryEndpoints.list>['items'][number];
export type ListRow = AnswerOf<typeof batchEndpoints.rows>['items'][number];
