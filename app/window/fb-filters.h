/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "fb-fax-filter.h"

G_BEGIN_DECLS

/**
 * FbFilterKind:
 * @FB_FILTER_DIRECTION: received or sent
 * @FB_FILTER_STATUS: how far a fax has come
 * @FB_FILTER_DATE: from one day to another
 * @FB_FILTER_DOCUMENT: with or without a document
 * @FB_FILTER_NUMBER: the other side's number
 *
 * What can be filtered by within a view. One of each at a time.
 */
typedef enum
{
  FB_FILTER_DIRECTION,
  FB_FILTER_STATUS,
  FB_FILTER_DATE,
  FB_FILTER_DOCUMENT,
  FB_FILTER_NUMBER,
} FbFilterKind;

#define FB_N_FILTER_KINDS 5

/**
 * FbDatePreset:
 * @FB_DATE_ANY: whenever
 * @FB_DATE_TODAY: today, which goes on at midnight
 * @FB_DATE_YESTERDAY: the day before
 * @FB_DATE_LAST_7_DAYS: today and the six days before
 * @FB_DATE_LAST_30_DAYS: today and the 29 days before
 * @FB_DATE_BETWEEN: between two days, both included
 */
typedef enum
{
  FB_DATE_ANY,
  FB_DATE_TODAY,
  FB_DATE_YESTERDAY,
  FB_DATE_LAST_7_DAYS,
  FB_DATE_LAST_30_DAYS,
  FB_DATE_BETWEEN,
} FbDatePreset;

#define FB_N_DATE_PRESETS 6

#define FB_TYPE_FILTERS (fb_filters_get_type ())
G_DECLARE_FINAL_TYPE (FbFilters, fb_filters, FB, FILTERS, GObject)

/* Signal:
 *   changed: others are set, or time has gone on
 */

FbFilters *fb_filters_new (void);
void fb_filters_freeze (FbFilters *self);
void fb_filters_thaw (FbFilters *self);
void fb_filters_set_direction (FbFilters *self, int direction);
int fb_filters_get_direction (FbFilters *self);
void fb_filters_set_status (FbFilters *self, int status);
int fb_filters_get_status (FbFilters *self);
void fb_filters_set_date (FbFilters *self, FbDatePreset preset, GDateTime *first, GDateTime *last);
FbDatePreset fb_filters_get_date (FbFilters *self, GDateTime **first, GDateTime **last);
void fb_filters_set_document (FbFilters *self, int document);
int fb_filters_get_document (FbFilters *self);
void fb_filters_set_number (FbFilters *self, const char *number);
const char *fb_filters_get_number (FbFilters *self);
void fb_filters_set_search (FbFilters *self, const char *text);
const char *fb_filters_get_search (FbFilters *self);
void fb_filters_clear (FbFilters *self);
void fb_filters_remove (FbFilters *self, FbFilterKind kind);
gboolean fb_filters_is_set (FbFilters *self, FbFilterKind kind);
gboolean fb_filters_is_empty (FbFilters *self);
char *fb_filters_dup_label (FbFilters *self, FbFilterKind kind);
FbFaxFilter fb_filters_narrow (FbFilters *self, const FbFaxFilter *filter);

const char *fb_date_preset_get_label (FbDatePreset preset);
const char *fb_document_filter_get_label (int document);

G_END_DECLS
