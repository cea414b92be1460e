/* fb-filters.c
 *
 * What the user filters by within a view: direction, status, date, document, number. The chips
 * above the list show it, the popover of the filter button sets it. Beside them are the words that
 * are searched for, which have no chip: they stand in the search bar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-filters.h"

#include <glib/gi18n.h>

#include "fb-fax-words.h"
#include "fb-number-format.h"
#include "fb-number.h"

#define BIT(number) (1u << (number))

/* How often to see whether today has become yesterday. */
#define DAY_CHECK_SECONDS 30

struct _FbFilters
{
  GObject parent_instance;

  int direction;
  int status;
  FbDatePreset date;
  GDateTime *first;
  GDateTime *last;
  int document;
  char *number;
  char *search;

  guint day_source;
  int day;

  guint n_frozen;
  gboolean has_changed; /* while it is frozen */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbFilters, fb_filters, G_TYPE_OBJECT)

/* Days */

static GDateTime *
dup_midnight (int days_from_now)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days_from_now);

  return g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                g_date_time_get_day_of_month (day), 0, 0, 0);
}

static gint64
get_midnight (int days_from_now)
{
  g_autoptr (GDateTime) midnight = dup_midnight (days_from_now);

  return g_date_time_to_unix (midnight) * G_USEC_PER_SEC;
}

/* The midnight at its end. */
static gint64
get_end (GDateTime *day)
{
  g_autoptr (GDateTime) next = g_date_time_add_days (day, 1);

  return g_date_time_to_unix (next) * G_USEC_PER_SEC;
}

static void
get_range (FbFilters *self, gint64 *from, gint64 *until)
{
  *from = 0;
  *until = 0;
  switch (self->date)
    {
    case FB_DATE_TODAY:
      *from = get_midnight (0);
      break;
    case FB_DATE_YESTERDAY:
      *from = get_midnight (-1);
      *until = get_midnight (0);
      break;
    case FB_DATE_LAST_7_DAYS:
      *from = get_midnight (-6);
      break;
    case FB_DATE_LAST_30_DAYS:
      *from = get_midnight (-29);
      break;
    case FB_DATE_BETWEEN:
      if (self->first != NULL)
        *from = g_date_time_to_unix (self->first) * G_USEC_PER_SEC;
      if (self->last != NULL)
        *until = get_end (self->last);
      break;
    case FB_DATE_ANY:
    default:
      break;
    }
}

static int
get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_get_day_of_year (now);
}

static gboolean
on_day_check (gpointer user_data)
{
  FbFilters *self = FB_FILTERS (user_data);
  const int today = get_today ();

  if (today == self->day)
    return G_SOURCE_CONTINUE;
  self->day = today;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

static void
fb_filters_changed (FbFilters *self)
{
  const gboolean is_relative = self->date != FB_DATE_ANY && self->date != FB_DATE_BETWEEN;

  if (self->n_frozen > 0)
    {
      self->has_changed = TRUE;
      return;
    }
  if (!is_relative)
    g_clear_handle_id (&self->day_source, g_source_remove);
  else if (self->day_source == 0)
    {
      self->day = get_today ();
      self->day_source = g_timeout_add_seconds (DAY_CHECK_SECONDS, on_day_check, self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* GObject */

static void
fb_filters_finalize (GObject *object)
{
  FbFilters *self = FB_FILTERS (object);

  g_clear_handle_id (&self->day_source, g_source_remove);
  g_clear_pointer (&self->first, g_date_time_unref);
  g_clear_pointer (&self->last, g_date_time_unref);
  g_free (self->number);
  g_free (self->search);

  G_OBJECT_CLASS (fb_filters_parent_class)->finalize (object);
}

static void
fb_filters_class_init (FbFiltersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_filters_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_filters_reset (FbFilters *self)
{
  self->direction = FB_DIRECTION_ANY;
  self->status = FB_STATUS_ANY;
  self->date = FB_DATE_ANY;
  self->document = FB_DOCUMENT_ANY;
  g_clear_pointer (&self->first, g_date_time_unref);
  g_clear_pointer (&self->last, g_date_time_unref);
  g_clear_pointer (&self->number, g_free);
}

static void
fb_filters_init (FbFilters *self)
{
  fb_filters_reset (self);
}

/**
 * fb_filters_new:
 *
 * Returns: (transfer full): filters of which none is set
 */
FbFilters *
fb_filters_new (void)
{
  return g_object_new (FB_TYPE_FILTERS, NULL);
}

/**
 * fb_filters_freeze:
 * @self: filters
 *
 * Keeps what changes from being told until fb_filters_thaw().
 */
void
fb_filters_freeze (FbFilters *self)
{
  g_return_if_fail (FB_IS_FILTERS (self));

  self->n_frozen++;
}

/**
 * fb_filters_thaw:
 * @self: filters
 *
 * Tells what has changed since fb_filters_freeze(), at once.
 */
void
fb_filters_thaw (FbFilters *self)
{
  g_return_if_fail (FB_IS_FILTERS (self));
  g_return_if_fail (self->n_frozen > 0);

  if (--self->n_frozen > 0 || !self->has_changed)
    return;
  self->has_changed = FALSE;
  fb_filters_changed (self);
}

/**
 * fb_filters_set_direction:
 * @self: filters
 * @direction: a `FbDirection`, or %FB_DIRECTION_ANY
 */
void
fb_filters_set_direction (FbFilters *self, int direction)
{
  g_return_if_fail (FB_IS_FILTERS (self));

  if (self->direction == direction)
    return;
  self->direction = direction;
  fb_filters_changed (self);
}

/**
 * fb_filters_get_direction:
 * @self: filters
 *
 * Returns: a `FbDirection`, or %FB_DIRECTION_ANY
 */
int
fb_filters_get_direction (FbFilters *self)
{
  g_return_val_if_fail (FB_IS_FILTERS (self), FB_DIRECTION_ANY);

  return self->direction;
}

/**
 * fb_filters_set_status:
 * @self: filters
 * @status: a `FbStatus`, or %FB_STATUS_ANY
 */
void
fb_filters_set_status (FbFilters *self, int status)
{
  g_return_if_fail (FB_IS_FILTERS (self));

  if (self->status == status)
    return;
  self->status = status;
  fb_filters_changed (self);
}

/**
 * fb_filters_get_status:
 * @self: filters
 *
 * Returns: a `FbStatus`, or %FB_STATUS_ANY
 */
int
fb_filters_get_status (FbFilters *self)
{
  g_return_val_if_fail (FB_IS_FILTERS (self), FB_STATUS_ANY);

  return self->status;
}

/**
 * fb_filters_set_date:
 * @self: filters
 * @preset: which days
 * @first: (nullable): of %FB_DATE_BETWEEN: midnight of the first day; %NULL for no limit
 * @last: (nullable): likewise, of the last day
 */
void
fb_filters_set_date (FbFilters *self, FbDatePreset preset, GDateTime *first, GDateTime *last)
{
  g_return_if_fail (FB_IS_FILTERS (self));

  self->date = preset;
  g_clear_pointer (&self->first, g_date_time_unref);
  g_clear_pointer (&self->last, g_date_time_unref);
  if (first != NULL)
    self->first = g_date_time_ref (first);
  if (last != NULL)
    self->last = g_date_time_ref (last);
  fb_filters_changed (self);
}

/**
 * fb_filters_get_date:
 * @self: filters
 * @first: (out) (optional) (nullable) (transfer none): of %FB_DATE_BETWEEN: the first day
 * @last: (out) (optional) (nullable) (transfer none): likewise, the last day
 *
 * Returns: which days
 */
FbDatePreset
fb_filters_get_date (FbFilters *self, GDateTime **first, GDateTime **last)
{
  g_return_val_if_fail (FB_IS_FILTERS (self), FB_DATE_ANY);

  if (first != NULL)
    *first = self->first;
  if (last != NULL)
    *last = self->last;
  return self->date;
}

/**
 * fb_filters_set_document:
 * @self: filters
 * @document: a `FbDocumentFilter`
 */
void
fb_filters_set_document (FbFilters *self, int document)
{
  g_return_if_fail (FB_IS_FILTERS (self));

  if (self->document == document)
    return;
  self->document = document;
  fb_filters_changed (self);
}

/**
 * fb_filters_get_document:
 * @self: filters
 *
 * Returns: a `FbDocumentFilter`
 */
int
fb_filters_get_document (FbFilters *self)
{
  g_return_val_if_fail (FB_IS_FILTERS (self), FB_DOCUMENT_ANY);

  return self->document;
}

/**
 * fb_filters_set_number:
 * @self: filters
 * @number: (nullable): the other side's number in any notation; what is none is taken for any
 */
void
fb_filters_set_number (FbFilters *self, const char *number)
{
  g_return_if_fail (FB_IS_FILTERS (self));

  g_autofree char *normalized = number != NULL ? fb_number_normalize (number) : NULL;

  if (normalized != NULL && strlen (normalized) >= FB_FAX_NUMBER_SIZE)
    g_clear_pointer (&normalized, g_free);
  if (g_strcmp0 (normalized, self->number) == 0)
    return;
  g_free (self->number);
  self->number = g_steal_pointer (&normalized);
  fb_filters_changed (self);
}

/**
 * fb_filters_get_number:
 * @self: filters
 *
 * Returns: (nullable) (transfer none): the number's digits
 */
const char *
fb_filters_get_number (FbFilters *self)
{
  g_return_val_if_fail (FB_IS_FILTERS (self), NULL);

  return self->number;
}

/* Without what is around it; a longer one is cut between two characters. */
static char *
dup_search (const char *text)
{
  g_autofree char *search = g_utf8_make_valid (text, -1);

  g_strstrip (search);
  if (strlen (search) >= FB_SEARCH_SIZE)
    {
      *g_utf8_find_prev_char (search, search + FB_SEARCH_SIZE) = '\0';
      g_strchomp (search);
    }
  return *search != '\0' ? g_steal_pointer (&search) : NULL;
}

/**
 * fb_filters_set_search:
 * @self: filters
 * @text: (nullable): words to search for, as they were written; at most %FB_SEARCH_SIZE - 1 bytes
 *   of them are searched for
 */
void
fb_filters_set_search (FbFilters *self, const char *text)
{
  g_return_if_fail (FB_IS_FILTERS (self));

  g_autofree char *search = text != NULL ? dup_search (text) : NULL;

  if (g_strcmp0 (search, self->search) == 0)
    return;
  g_free (self->search);
  self->search = g_steal_pointer (&search);
  fb_filters_changed (self);
}

/**
 * fb_filters_get_search:
 * @self: filters
 *
 * Returns: (nullable) (transfer none): the words that are searched for
 */
const char *
fb_filters_get_search (FbFilters *self)
{
  g_return_val_if_fail (FB_IS_FILTERS (self), NULL);

  return self->search;
}

/**
 * fb_filters_clear:
 * @self: filters
 *
 * Sets none any more. What is searched for stays.
 */
void
fb_filters_clear (FbFilters *self)
{
  g_return_if_fail (FB_IS_FILTERS (self));

  if (fb_filters_is_empty (self))
    return;
  fb_filters_reset (self);
  fb_filters_changed (self);
}

/**
 * fb_filters_remove:
 * @self: filters
 * @kind: which one not to set any more
 */
void
fb_filters_remove (FbFilters *self, FbFilterKind kind)
{
  switch (kind)
    {
    case FB_FILTER_DIRECTION:
      fb_filters_set_direction (self, FB_DIRECTION_ANY);
      break;
    case FB_FILTER_STATUS:
      fb_filters_set_status (self, FB_STATUS_ANY);
      break;
    case FB_FILTER_DATE:
      fb_filters_set_date (self, FB_DATE_ANY, NULL, NULL);
      break;
    case FB_FILTER_DOCUMENT:
      fb_filters_set_document (self, FB_DOCUMENT_ANY);
      break;
    case FB_FILTER_NUMBER:
    default:
      fb_filters_set_number (self, NULL);
      break;
    }
}

/**
 * fb_filters_is_set:
 * @self: filters
 * @kind: one of them
 *
 * Returns: whether it leaves out any fax
 */
gboolean
fb_filters_is_set (FbFilters *self, FbFilterKind kind)
{
  g_return_val_if_fail (FB_IS_FILTERS (self), FALSE);

  switch (kind)
    {
    case FB_FILTER_DIRECTION:
      return self->direction != FB_DIRECTION_ANY;
    case FB_FILTER_STATUS:
      return self->status != FB_STATUS_ANY;
    case FB_FILTER_DATE:
      return self->date != FB_DATE_ANY &&
             (self->date != FB_DATE_BETWEEN || self->first != NULL || self->last != NULL);
    case FB_FILTER_DOCUMENT:
      return self->document != FB_DOCUMENT_ANY;
    case FB_FILTER_NUMBER:
    default:
      return self->number != NULL;
    }
}

/**
 * fb_filters_is_empty:
 * @self: filters
 *
 * Returns: whether none is set; what is searched for is none of them
 */
gboolean
fb_filters_is_empty (FbFilters *self)
{
  for (int kind = 0; kind < FB_N_FILTER_KINDS; kind++)
    if (fb_filters_is_set (self, (FbFilterKind) kind))
      return FALSE;
  return TRUE;
}

/**
 * fb_date_preset_get_label:
 * @preset: which days
 *
 * Returns: (transfer none): the words for it
 */
const char *
fb_date_preset_get_label (FbDatePreset preset)
{
  switch (preset)
    {
    case FB_DATE_TODAY:
      return _ ("Today");
    case FB_DATE_YESTERDAY:
      return _ ("Yesterday");
    case FB_DATE_LAST_7_DAYS:
      return _ ("Last 7 Days");
    case FB_DATE_LAST_30_DAYS:
      return _ ("Last 30 Days");
    case FB_DATE_BETWEEN:
      return _ ("From a Day to Another");
    case FB_DATE_ANY:
    default:
      return _ ("Any Date");
    }
}

/**
 * fb_document_filter_get_label:
 * @document: a `FbDocumentFilter`
 *
 * Returns: (transfer none): the words for it
 */
const char *
fb_document_filter_get_label (int document)
{
  switch (document)
    {
    case FB_DOCUMENT_WITH:
      return _ ("With Document");
    case FB_DOCUMENT_WITHOUT:
      return _ ("Without Document");
    case FB_DOCUMENT_ANY:
    default:
      return _ ("With or Without Document");
    }
}

static char *
dup_range_label (FbFilters *self)
{
  /* Translators: a day for g_date_time_format(), as in "12 May 2024" */
  const char *format = _ ("%-e %b %Y");
  g_autofree char *first = self->first != NULL ? g_date_time_format (self->first, format) : NULL;
  g_autofree char *last = self->last != NULL ? g_date_time_format (self->last, format) : NULL;

  if (first != NULL && g_strcmp0 (first, last) == 0)
    return g_steal_pointer (&first);
  if (first != NULL && last != NULL)
    /* Translators: from one day to another */
    return g_strdup_printf (_ ("%s – %s"), first, last);
  if (first != NULL)
    /* Translators: from a day on */
    return g_strdup_printf (_ ("From %s"), first);
  /* Translators: up to a day */
  return g_strdup_printf (_ ("Until %s"), last);
}

/**
 * fb_filters_dup_label:
 * @self: filters
 * @kind: one that is set
 *
 * Returns: (transfer full): the words for its chip
 */
char *
fb_filters_dup_label (FbFilters *self, FbFilterKind kind)
{
  g_return_val_if_fail (FB_IS_FILTERS (self), NULL);
  g_return_val_if_fail (fb_filters_is_set (self, kind), NULL);

  switch (kind)
    {
    case FB_FILTER_DIRECTION:
      return g_strdup (fb_direction_get_label ((FbDirection) self->direction));
    case FB_FILTER_STATUS:
      return g_strdup (fb_status_get_label ((FbStatus) self->status, FB_DIRECTION_UNKNOWN));
    case FB_FILTER_DATE:
      return self->date == FB_DATE_BETWEEN ? dup_range_label (self)
                                           : g_strdup (fb_date_preset_get_label (self->date));
    case FB_FILTER_DOCUMENT:
      return g_strdup (fb_document_filter_get_label (self->document));
    case FB_FILTER_NUMBER:
    default:
      {
        g_autofree char *number = fb_number_format (self->number);
        return fb_number_isolate (number);
      }
    }
}

/* No bit stands for any, so what has none in common is left to a time before every fax. */
static guint
narrow_mask (guint of_view, int chosen, FbFaxFilter *narrowed)
{
  if (chosen < 0)
    return of_view;
  if (of_view != 0 && (of_view & BIT (chosen)) == 0)
    narrowed->until = 1;
  return BIT (chosen);
}

/**
 * fb_filters_narrow:
 * @self: filters
 * @filter: which faxes a view has
 *
 * Returns: which of them are wanted
 */
FbFaxFilter
fb_filters_narrow (FbFilters *self, const FbFaxFilter *filter)
{
  g_return_val_if_fail (FB_IS_FILTERS (self), *filter);

  FbFaxFilter narrowed = *filter;

  get_range (self, &narrowed.from, &narrowed.until);
  narrowed.directions = narrow_mask (filter->directions, self->direction, &narrowed);
  narrowed.statuses = narrow_mask (filter->statuses, self->status, &narrowed);
  narrowed.document = self->document;
  if (self->number != NULL)
    g_strlcpy (narrowed.number, self->number, sizeof narrowed.number);
  if (self->search != NULL)
    g_strlcpy (narrowed.search, self->search, sizeof narrowed.search);
  return narrowed;
}
