import { z } from 'zod';
import { citedShape } from './rule-schema.js';

/**
 * Looks outside what is assigned to somebody: how long one stands open, how long a second person may be silent before a child in danger
 * goes first, and within how many hours it is reviewed.
 */
export const emergencyLooksSchema = z.strictObject({
  openMinutes: z.int().positive().max(240),
  silentMinutes: z.int().positive(),
  reviewHours: z.int().positive(),
  ...citedShape,
});

/** Looks that are drawn for the auditor: one in so many, at least so many of a day, each to be settled within so many days. */
export const lookReviewsSchema = z.strictObject({
  oneIn: z.int().positive(),
  fewestADay: z.int().nonnegative(),
  settleDays: z.int().positive(),
  ...citedShape,
});

/**
 * Looks that are withheld from whom they are about, in the course of an investigation: for so many days at most, and so often once more.
 */
export const withheldLooksSchema = z.strictObject({
  longestDays: z.int().positive().max(366),
  renewals: z.int().nonnegative(),
  ...citedShape,
});

/** What everybody may read of how the system is used: so many days after a month has ended, and no figure below so many. */
export const useFiguresSchema = z.strictObject({
  delayDays: z.int().nonnegative(),
  fewestTold: z.int().positive(),
  ...citedShape,
});

/** The sections of a pack that speak of the watch over those who use the system. */
export const watchSections = {
  emergencyLooks: emergencyLooksSchema,
  lookReviews: lookReviewsSchema,
  useFigures: useFiguresSchema,
  withheldLooks: withheldLooksSchema,
};
